/** Pairs of a character and the Latin letter that readers take it for; what NFKC undoes by itself is not here. */
const LETTERS =
  'аaвbсcԁdеeѐeёeғfһhнhіiїiјjкkӏlмmոnпnоoрpԛqгrѕsтtυuѵvԝwхxуyўyᴢz' +
  'αaβbςcεeηnιiκkμuνvοoρpτtυuχxγyζzωw' +
  'ɑaƃbɓbƈcɗdđdɖdəeɛeƒfɠgɡgɢgħhɦhɪiıiɨiʝjƙkłlɫlɭlʟlɱmɴnŋnɲnøoɵoơoƥpɋqɾrʀrʂsꜱsƭtŧtʈtʉuʋvᴠvɯwʍwʏyƴyƶzʐz' +
  'ᴀaʙbᴄcᴅdᴇeꜰfʜhᴊjᴋkᴍmᴏoᴘpᴛtᴜuᴡw' +
  'ßsæeœe';

/** Traditional forms that the list has in their simplified form. */
const HAN =
  '媽妈幹干雞鸡賭赌騙骗發发槍枪號号嗎吗賣卖黃黄愛爱殺杀該该蕩荡爛烂豬猪腦脑殘残髒脏錢钱點点門门頭头個个給给過过樂乐貸贷請请聯联繫系網网葉叶滾滚賤贱亂乱廢废雜杂種种開开辦办證证幣币';

const pairs = (text: string): [string, string][] => {
  const all = [...text];
  return all.flatMap((char, i) => (i % 2 === 0 ? [[char, all[i + 1]!] as [string, string]] : []));
};

const ALIKE = new Map([...pairs(LETTERS), ...pairs(HAN)]);

/** White letters on a dark ground come in three alphabets in a row, from A each. */
const DARK = [0x1f150, 0x1f170] as const;

/** The letter that a reader sees in a character; the character itself where it looks like no other. */
export function lookAlike(char: string): string {
  const code = char.codePointAt(0)!;
  const dark = DARK.find((first) => code >= first && code < first + 26);
  return dark === undefined ? (ALIKE.get(char) ?? char) : String.fromCharCode(97 + code - dark);
}

/** Digits and signs that stand for letters in `sh1t`; a 1 can be an i or an l. */
export const LEET: Record<'i' | 'l', ReadonlyMap<string, string>> = {
  i: new Map(pairs('0o1i!i|i3e4a@a5s$s7t+t8b9g')),
  l: new Map(pairs('0o1l!l|l3e4a@a5s$s7t+t8b6g')),
};
