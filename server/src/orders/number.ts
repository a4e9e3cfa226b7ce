import { randomInt } from 'node:crypto';

/** Without 0 O, 1 I L, U V, which are mistaken for each other when read out or written down. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTWXYZ';

const letters = (count: number): string => Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** A number that a buyer can read out on the telephone, such as `V-7K2M-9QXD`; that it is unique is the guard's business. */
export const orderNumber = (): string => `V-${letters(4)}-${letters(4)}`;
