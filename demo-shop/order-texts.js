import { t } from './texts.js';

/** What a customer reads about an order of this status: a headline, and what comes next. */
export const orderTexts = (status) =>
  ({
    reserved: [t('One step left'), t('We hold your things for fifteen minutes. Please pay to make them yours.')],
    paid: [t('Thank you. It is yours.'), t('We pack it today and write to you when it leaves.')],
    shipped: [t('On its way'), t('Your parcel has left our workshop.')],
    delivered: [t('Delivered'), t('Enjoy it for a long time.')],
    cancelled: [t('Cancelled'), t('Nothing was charged.')],
    expired: [t('The reservation has ended'), t('Nothing was charged. You are welcome to order again.')],
    refunded: [t('Refunded'), t('Your money is on its way back.')],
  })[status] ?? [t('Your order'), ''];
