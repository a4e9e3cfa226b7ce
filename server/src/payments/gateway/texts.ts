import { preferredLanguage } from '../../http/language.ts';

/** What the pay page says. */
export interface PayTexts {
  lang: string;
  title: string;
  test: string;
  order: string;
  pay: (amount: string) => string;
  decline: string;
  back: string;
  /** By the payment's state once it is settled: a headline and what comes next. */
  captured: readonly [string, string];
  declined: readonly [string, string];
  refunded: readonly [string, string];
  done: string;
  close: string;
}

const en: PayTexts = {
  lang: 'en',
  title: 'Payment',
  test: 'This is a test gateway. It charges nobody: no card is asked for and no money moves.',
  order: 'Order',
  pay: (amount) => `Pay ${amount}`,
  decline: 'Decline',
  back: 'Back to the shop',
  captured: ['Paid', 'Thank you. The shop has been told.'],
  declined: ['Declined', 'Nothing was paid. You can pay again from your order.'],
  refunded: ['Refunded', 'The money has gone back to you.'],
  done: 'Your order tells you as soon as the payment has arrived.',
  close: 'You can close this page now.',
};

const zh: PayTexts = {
  lang: 'zh-CN',
  title: '付款',
  test: '这是测试支付网关，不会向任何人收费：无需银行卡，也不会有资金往来。',
  order: '订单',
  pay: (amount) => `支付 ${amount}`,
  decline: '拒绝付款',
  back: '返回商店',
  captured: ['支付成功', '谢谢！已通知商店。'],
  declined: ['已拒绝付款', '未产生任何扣款。您可以从订单中重新付款。'],
  refunded: ['已退款', '款项已退还给您。'],
  done: '付款到账后，您的订单会立即更新。',
  close: '现在可以关闭此页面。',
};

/** The texts for an `Accept-Language` header: Chinese where it is preferred to English, else English. */
export const payTexts = (acceptLanguage: string | undefined): PayTexts => (preferredLanguage(acceptLanguage) === 'zh' ? zh : en);
