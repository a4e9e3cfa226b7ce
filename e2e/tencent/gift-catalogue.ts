import type { BodyOf, Path } from './rest-schemas.ts';

type Language = string;
interface Words {
  name: string;
  desc: string;
}
interface StubGift {
  fields: BodyOf<'v4/live_engine_http_srv/edit_gift'>;
  words: Map<Language, Words>;
}
interface StubCategory {
  fields: BodyOf<'v4/live_engine_http_srv/edit_gift_category'>;
  words: Map<Language, Words>;
  giftIds: Set<string>;
}

const MOST_CATEGORIES = 3;

/** The gifts of an app as Tencent's Live engine keeps them. `refuse` throws what Tencent would answer. */
export class StubGiftCatalogue {
  readonly gifts = new Map<string, StubGift>();
  readonly categories = new Map<string, StubCategory>();
  /** How many gifts the app's package has room for. */
  most = 16;
  readonly #refuse: (code: number, info: string) => never;

  constructor(refuse: (code: number, info: string) => never) {
    this.#refuse = refuse;
  }

  /** What a command about gifts answers; undefined for any other command. */
  do(path: Path, body: unknown): object | undefined {
    const as = <P extends Path>(_path: P): BodyOf<P> => body as BodyOf<P>;
    switch (path) {
      case 'v4/live_engine_http_srv/get_gift_info_list':
        return { Response: this.#list(as(path).Language ?? '') };
      case 'v4/live_engine_http_srv/add_gift': {
        const fields = as(path);
        if (this.gifts.has(fields.GiftId)) this.#refuse(100_002, 'the gift is there already');
        if (this.gifts.size >= this.most) this.#refuse(100_011, 'gift num exceed limit');
        this.gifts.set(fields.GiftId, { fields, words: new Map() });
        return {};
      }
      case 'v4/live_engine_http_srv/edit_gift': {
        const gift = this.#gift(as(path).GiftId);
        Object.assign(gift.fields, as(path));
        return {};
      }
      case 'v4/live_engine_http_srv/del_gift': {
        const { GiftId } = as(path);
        this.#gift(GiftId);
        this.gifts.delete(GiftId);
        for (const { giftIds } of this.categories.values()) giftIds.delete(GiftId);
        return {};
      }
      case 'v4/live_engine_http_srv/set_gift_language': {
        const { GiftId, Language, Name, Desc = '' } = as(path);
        this.#gift(GiftId).words.set(Language, { name: Name, desc: Desc });
        return {};
      }
      case 'v4/live_engine_http_srv/del_gift_language':
        this.#gift(as(path).GiftId).words.delete(as(path).Language);
        return {};
      case 'v4/live_engine_http_srv/add_gift_category': {
        const fields = as(path);
        if (this.categories.has(fields.CategoryId)) this.#refuse(100_002, 'the category is there already');
        if (this.categories.size >= MOST_CATEGORIES) this.#refuse(100_002, 'at most three categories');
        this.categories.set(fields.CategoryId, { fields, words: new Map(), giftIds: new Set() });
        return {};
      }
      case 'v4/live_engine_http_srv/edit_gift_category':
        Object.assign(this.#category(as(path).CategoryId).fields, as(path));
        return {};
      case 'v4/live_engine_http_srv/del_gift_category':
        this.#category(as(path).CategoryId);
        this.categories.delete(as(path).CategoryId);
        return {};
      case 'v4/live_engine_http_srv/set_gift_category_language': {
        const { CategoryId, Language, CategoryName, CategoryDesc = '' } = as(path);
        this.#category(CategoryId).words.set(Language, { name: CategoryName, desc: CategoryDesc });
        return {};
      }
      case 'v4/live_engine_http_srv/del_gift_category_language':
        this.#category(as(path).CategoryId).words.delete(as(path).Language);
        return {};
      case 'v4/live_engine_http_srv/add_gift_category_relations': {
        const { CategoryId, GiftIdList } = as(path);
        const { giftIds } = this.#category(CategoryId);
        for (const id of GiftIdList) {
          this.#gift(id);
          giftIds.add(id);
        }
        return {};
      }
      case 'v4/live_engine_http_srv/del_gift_category_relations': {
        const { CategoryId, GiftIdList } = as(path);
        for (const id of GiftIdList) this.#category(CategoryId).giftIds.delete(id);
        return {};
      }
      default:
        return undefined;
    }
  }

  /** Every gift and category with its names, as one who looks at the console would read them. */
  read(): { gifts: Record<string, unknown>; categories: Record<string, unknown> } {
    const words = (all: ReadonlyMap<Language, Words>) =>
      Object.fromEntries([...all].map(([language, { name }]) => [language, name]));
    return {
      gifts: Object.fromEntries(
        [...this.gifts].map(([id, gift]) => [
          id,
          { coins: gift.fields.Coins, name: gift.fields.DefaultName, ...words(gift.words) },
        ]),
      ),
      categories: Object.fromEntries(
        [...this.categories].map(([id, { fields, giftIds, words: names }]) => [
          id,
          { name: fields.DefaultName, gifts: [...giftIds].toSorted(), ...words(names) },
        ]),
      ),
    };
  }

  #list(language: Language): object {
    const name = (words: ReadonlyMap<Language, Words>, fallback: string | undefined) => words.get(language)?.name ?? fallback;
    const desc = (words: ReadonlyMap<Language, Words>, fallback = '') => words.get(language)?.desc ?? fallback;
    return {
      GiftList: [...this.gifts.values()].map(({ fields, words }) => ({
        GiftId: fields.GiftId,
        Name: name(words, fields.DefaultName),
        Desc: desc(words, fields.DefaultDesc),
        IconUrl: fields.IconUrl ?? '',
        ResourceUrl: fields.ResourceUrl ?? '',
        Coins: fields.Coins,
        Level: fields.Level ?? 0,
        ExtensionInfo: fields.ExtensionInfo ?? '',
      })),
      CategoryList: [...this.categories.values()].map(({ fields, words, giftIds }) => ({
        CategoryId: fields.CategoryId,
        CategoryName: name(words, fields.DefaultName),
        CategoryDesc: desc(words, fields.DefaultDesc),
        CategoryExtension: fields.ExtensionInfo ?? '',
        GiftIdList: [...giftIds],
      })),
      TotalCount: this.gifts.size,
    };
  }

  #gift(id: string): StubGift {
    return this.gifts.get(id) ?? this.#refuse(102_002, `there is no gift ${id}`);
  }

  #category(id: string): StubCategory {
    return this.categories.get(id) ?? this.#refuse(102_002, `there is no category ${id}`);
  }
}
