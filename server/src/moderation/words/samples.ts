/** What the built-in list must stop, and what it must leave alone: one a line. */
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

export const STOPPED: readonly string[] = lines(`
  fuck
  FUCK you
  what the fucking hell
  motherfuckers
  f u c k
  F U C K this
  s h i t
  this is s h i t honestly
  f.u.c.k
  f-u-c-k
  f_u_c_k
  fu.ck
  fu ck you
  f🖕u🖕c🖕k
  f u u c k
  fuuuuuck
  fuuck
  shiiiiit
  biiiitch
  asssshole
  f*ck
  f**k off
  b*tch
  sh*t product
  c**t
  sh1t
  sh!t
  $hit
  b1tch
  b!tch
  @sshole
  a$$hole
  fuck1ng
  5hit
  wh0re
  ni99er
  s1ut
  c0cksucker
  d1ckhead
  ＦＵＣＫ
  ｓｈｉｔ
  ｆｕｃｋｉｎｇ
  𝓯𝓾𝓬𝓴
  𝐬𝐡𝐢𝐭
  𝕓𝕚𝕥𝕔𝕙
  ⓕⓤⓒⓚ
  🅵🆄🅲🅺
  ꜰᴜᴄᴋ
  fuсk
  ѕhit
  ѕһіt
  fυck
  fück
  f̶u̶c̶k̶
  shït
  f​u​c​k
  fu­ck
  bítch
  you bitches
  bullshitter
  what an asshole
  ass
  you ass!
  asses
  kiss my ass
  a s s
  a.s.s
  suck my dick
  dicks
  show tits
  boobs pls
  nazi
  KYS
  go kill yourself
  kill   yourself
  k1ll yourself
  porn link in my profile
  p o r n
  p0rn
  send nudes
  retarded host
  whatsapp me now
  add me on telegram
  double your money today
  guaranteed profit every day
  fake rolex here
  fvck
  phuck
  cunts
  sluts
  slutty
  wankers
  傻逼
  你是傻逼吧
  傻 逼
  傻*逼
  傻-逼
  傻.逼
  傻。逼
  你是傻 逼吧
  傻🙂逼
  傻​逼
  傻逼逼逼逼
  傻傻傻逼
  煞笔主播
  傻b
  傻B主播
  傻Ｂ
  操你妈
  操 你 妈
  操你媽
  我操你大爷
  草泥马
  他妈的
  他 妈 的
  他媽的
  幹你娘
  王八蛋
  王 八 蛋
  婊子
  贱人
  賤人
  主播是贱货
  骚货一个
  去死吧
  你怎么不去死
  脑残
  腦殘粉
  智障
  弱智东西
  狗杂种
  你个sb
  SB主播
  ｓｂ
  s b
  cnm
  nmsl
  tmd
  c n m
  裸聊
  裸 聊
  约炮
  色情
  色 情 直播
  看黄片
  黃片
  卖淫
  賣淫
  赌博
  賭博网站
  网上赌场
  六合彩
  代开发票
  代 开 发 票
  加微信
  加 微 信
  加.微.信
  加v信
  加V信领红包
  请加我微信
  我的微信号是abc
  加QQ12345
  扫码加群
  刷单日结
  兼职日结
  高仿包包
  贷款秒批
  办证
  冰毒
  枪支出售
  尼玛
`);

export const INNOCENT: readonly string[] = lines(`
  I am from Scunthorpe
  Scunthorpe United fans here
  SCUNTHORPE
  class
  first class quality
  I will pass
  passport holder please
  brass buttons
  glass vase
  grass green
  assistant
  please assist me
  what an assortment
  a classic
  assemble it yourself?
  embassy
  massage chair
  message me in the chat
  mass production
  cocktail dress
  peacock feather
  cockpit view
  Hitchcock
  Dickens novels
  document
  cucumber
  circumference
  accumulate points
  title
  titanium ring
  constitution
  shiitake mushrooms
  shitake soup
  is this hit song on sale
  this hits different
  my pen is blue
  pen is
  the pen is mine
  where is my pen? is it here
  an us only offer
  is it an US size
  Essex
  Sussex delivery
  Middlesex
  unisex shirt
  grape juice
  drape dress
  scrape
  therapist
  skyscraper
  analysis
  canal boat
  manual
  penistone is a town
  hello
  shell necklace
  Michelle
  shoe size 38
  shoes
  hoodie
  Phoebe
  the backhoe toy
  garden hoe
  raccoon plush
  cocoon jacket
  tycoon
  sniggering
  fire retardant curtains
  flame-retardant
  pussycat ears
  pussy willow branches
  Fukuoka ramen
  Fukushima peaches
  Moby Dick
  Dick Van Dyke
  spice
  spicy noodles
  auspicious red
  conspicuous
  swank
  swanky bag
  twatter
  bass guitar
  bassinet
  compass
  harass no one
  embarrassed
  ambassador
  carcass
  Cassandra
  A55 phone case
  Galaxy A55 5G
  costs $45
  455 in stock
  was $55, now $45
  100% cotton
  3XL please
  size S, M or L
  S M L XL
  do you have it in XL?
  U S A
  is it as so often
  M & S
  so good
  god is good
  shot glass
  shoot
  sheet
  beach
  peach
  duck
  ducks
  truck
  luck
  good luck
  bucket
  count me in
  country
  county
  wholesale
  who rents here
  whose rental
  but then
  button
  rebuttal
  butter
  organism
  Uranus poster
  janus
  prickly pear
  pin prick
  great tit painting
  coal tit figurine
  I saw a blue tit
  bit chilly here
  this one *is* great
  * hit * of the day
  5 * 5 = 25
  f or m?
  a b c d
  v1.2.3
  特色情侣套餐
  情侣角色情景
  景色情不自禁
  这叫做爱心早餐
  我们叫做爱丽丝
  当做爱好
  出口交易会
  路口交警
  窗口交钱
  门口交货
  男性交友软件
  异性交往
  女性交流
  弹性交货
  支援交通
  消毒品牌
  消毒品很好用
  毒品尝不得吗不是这样
  蛋黄片
  大黄片
  体操你会吗
  早操你做了吗
  生日你妈妈来吗
  大麻花好吃
  大麻袋
  复杂种类
  混杂种子
  滚蛋糕
  混蛋白粉
  这只鸡巴掌大
  小鸡巴士
  有几把椅子
  买几把伞
  送几把刀
  好几把钥匙
  微信号召大家
  高仿佛像
  翻墙面
  智障碍
  热情色彩
  爱情色调
  整套现货
  外套现货吗
  这套现在多少钱
  手套现在有吗
  牙刷单支装
  化妆刷单品
  生日赚积分
  办证书吗
  水枪支架
  喷枪支持退货吗
  妈妈的味道
  他妈妈的礼物
  我想他。妈妈的手机
  操作简单
  操场
  体操服
  草莓
  泥马桶
  王八宝粥
  鸡蛋
  八宝饭
  死党
  去世界各地
  去四川
  贱卖
  人工智能
  残次品
  脑力
  加热
  加微波炉
  微信支付可以吗
  可以用QQ支付吗
  彩色
  色差大吗
  情人节礼物
  博物馆
  赌气
  发票怎么开
  开发票吗
  能开票吗
  证书
  枪色
  约会
  炮竹
  白色痴迷
  禽类
  装饼干
  牛肉
  干净
  你好
  主播好美
  多少钱
  有货吗
  S码有吗
  b站
  ABC
  sbs
`);
