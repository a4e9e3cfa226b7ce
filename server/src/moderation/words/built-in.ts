import type { ListedWord } from './word-filter.ts';

const words = (text: string, match: ListedWord['match'], action: ListedWord['action'] = 'block'): ListedWord[] =>
  text
    .trim()
    .split(/\s*,\s*/)
    .map((word) => ({ word, match, action }));

/** English: what contains it is nearly always the word itself. */
const ENGLISH = words(
  `fuck, fck, fuk, phuck, fvck, motherfuck, shit, bullshit, bitch, biatch, cunt, asshole, arsehole, bastard, dickhead, cocksuck,
   blowjob, handjob, rimjob, whore, slut, nigger, nigga, faggot, retard, pussy, jerkoff, wanker, jackass, dumbass, porn,
   hentai, gangbang, cumshot, dildo, kill yourself, kys now, go die, sieg heil, escort service, sugar daddy, nude pics,
   send nudes, onlyfans`,
  'part',
);
/** English: too short, or too often a part of something else, to be looked for within words. */
const ENGLISH_ALONE = words(
  `ass, arse, cum, tit, titty, titties, boob, dick, cock, prick, fag, kike, spic, chink, gook, rape, rapist, anus, penis,
   vagina, sex, sexy chat, xxx, nazi, kys, stfu, gtfo, milf, twat, wank, hoe, dyke, tranny, coon, crap`,
  'word',
);
/** English: offers that lead away from the shop. */
const ENGLISH_OFFERS = words(
  `whatsapp me, add me on, dm me for, text me at, telegram me, cash app me, double your money, guaranteed profit,
   free crypto, crypto giveaway, work from home job, click my profile, check my bio, replica bags, fake rolex, cheap followers`,
  'part',
);

const CHINESE = words(
  `傻逼, 傻比, 傻屄, 煞笔, 傻b, 傻叉, 装逼, 牛逼, 逼样, 贱逼, 臭逼, 草泥马, 操你, 操他妈, 操尼玛, 肏, 日你妈, 干你娘, 干你妈, 你妈逼,
   尼玛, 他妈的, 妈的智障, 去你妈, 你妈死, 死全家, 全家死, 王八蛋, 狗杂种, 杂种, 狗娘养, 狗东西, 婊子, 贱人, 贱货, 骚货, 荡妇, 妓女, 鸡巴, 屌丝, 几把,
   滚蛋, 去死, 脑残, 智障, 弱智, 白痴, 人渣, 畜生, 禽兽, 混蛋, 废物东西, 丑八怪`,
  'part',
);
const CHINESE_ALONE = words('sb, cnm, nmsl, wcnm, rnm, tmd, shabi, caonima, nima, 2b', 'word');
const CHINESE_OFFERS = words(
  `裸聊, 约炮, 一夜情, 色情, 黄片, 卖淫, 嫖娼, 做爱, 性交, 口交, 肛交, 援交, 成人片, 情色, 赌博, 赌场, 博彩, 六合彩, 时时彩, 代开发票, 开发票加,
   办证, 假币, 毒品, 冰毒, 大麻, 枪支, 枪械, 迷药, 加微信, 加我微信, 加v信, 加薇信, 加威信, 微信号, 加qq, 加扣扣, 扫码加, 刷单, 兼职日结, 日赚, 高仿,
   贷款秒批, 套现, 返利群, 翻墙`,
  'part',
);

/** Innocent words that contain listed ones: the people of Scunthorpe shop too. */
const INNOCENT = words(
  `scunthorpe, shiitake, shitake, mishit, matsushita, pussycat, pussywillow, pussy willow, niggardly, snigger,
   retardant, fukuoka, fukushima, fukui,
   fukuda, fukuyama, dick van dyke, dick tracy, moby dick, philip k dick, sex and the city, middlesex, essex, sussex, unisex, single sex, hoe handle, garden hoe, dutch hoe,
   crap game, xxx large, chink in, sbs, titmouse, great tit, blue tit, coal tit, prick test, pin prick`,
  'part',
  'allow',
).concat(
  words(
    `特色情, 角色情, 景色情, 本色情, 声色情, 颜色情, 叫做爱, 当做爱, 看做爱, 做爱心, 做爱好, 做爱豆, 做爱国, 出口交, 路口交, 窗口交, 门口交, 入口交, 港口交,
     接口交, 男性交, 女性交, 异性交, 同性交, 线性交, 个性交, 弹性交, 理性交, 支援交, 增援交, 后援交, 声援交, 消毒品, 毒品尝, 硫黄片, 雌黄片, 蛋黄片,
     姜黄片, 大黄片, 体操你, 早操你, 做操你, 广播操你, 生日你妈, 节日你妈, 打赌场, 大麻花, 大麻糬, 大麻袋, 大麻薯, 过去死, 失去死, 人渣打,
     白痴情, 复杂种, 繁杂种, 混杂种, 夹杂种, 能干你妈, 滚蛋糕, 滚蛋卷, 滚蛋黄, 滚蛋液, 混蛋白, 混蛋黄, 打鸡巴, 小鸡巴, 土鸡巴, 炸鸡巴, 火鸡巴, 田鸡巴, 母鸡巴, 公鸡巴, 鸡巴士, 鸡巴掌, 几把椅,
     几把伞, 几把刀, 几把扇, 几把锁, 几把勺, 几把剪, 几把梳, 几把钥, 几把尺, 几把面, 几把米, 几把菜, 好几把, 这几把, 那几把, 买几把, 有几把, 拿几把, 要几把, 送几把, 和几把, 微信号召, 高仿佛,
     翻墙面, 翻墙角, 智障碍, 贱人工, 机枪支架, 水枪支, 喷枪支, 胶枪支, 打枪支, 焊枪支, 热熔枪支, 宝尼玛, 尼玛瑙, 摩尼玛, 珠尼玛, 情色彩, 热情色, 爱情色, 心情色, 表情色, 风情色, 深情色, 柔情色, 温情色, 激情色, 下套现, 套现货, 套现成, 套现在,
     外套现, 手套现, 整套现, 全套现, 这套现, 那套现, 一套现, 两套现, 三套现, 几套现, 成套现, 衣套现, 被套现, 耳套现, 日赚到, 生日赚, 今日赚, 节日赚, 每日赚, 办证书, 办证件照, 牙刷单, 刷单品, 刷单支, 刷单个, 刷单只, 粉刷单,
     毛刷单, 底刷单, 眼影刷单, 腮红刷单, 化妆刷单, 衣服去死角, 除去死, 洗去死, 刷去死, 磨去死`,
    'part',
    'allow',
  ),
);

/** The list that every shop begins with. A shop adds to it, and takes back what it does not mind. */
export const BUILT_IN: readonly ListedWord[] = [
  ...ENGLISH,
  ...ENGLISH_ALONE,
  ...ENGLISH_OFFERS,
  ...CHINESE,
  ...CHINESE_ALONE,
  ...CHINESE_OFFERS,
  ...INNOCENT,
];
