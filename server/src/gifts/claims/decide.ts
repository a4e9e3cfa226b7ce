/** After so long the cloud has counted a gift that we said yes to in time, in milliseconds. */
const FLIGHT = 3_000;
/** After so long the cloud counts a gift no more: it waits two seconds for our answer, and its sums may be late. */
export const SETTLED = 60_000;
/** Ways to explain a sum that are looked at, and kinds of gifts that they are made of; with more nobody could say which is true. */
const MOST_WAYS = 20_000;
const MOST_GROUPS = 200;

/** A gift of which nobody told us whether it was delivered. */
export interface Open {
  id: string;
  userId: string;
  coins: number;
  createdAt: number;
  /** Somebody paid for it; otherwise the cloud asked again for one that it had asked for. */
  charged: boolean;
  /** Our yes went out in time. */
  answered: boolean;
}

export interface Decision {
  delivered: string[];
  /** Of these, delivered by appearance only: the sums are to be compared again. */
  presumed: boolean;
  returned: string[];
  unclear: string[];
}

/** Gifts of one sender that cost the same: which of them was lost is all the same to everybody. */
interface Group {
  coins: number;
  /** The likeliest to be delivered come first. */
  members: Open[];
}

/** How many of a group were lost: at least and at most. */
interface Loss extends Group {
  fewest: number;
  most: number;
}

/**
 * Decides which gifts were delivered, from one number: of all coins of the `open` gifts, oldest first, the cloud has not counted
 * `missing`. All that tells gifts apart is what they cost, who sent them, and whether we answered in time.
 */
export function decide(open: readonly Open[], missing: number, now: number): Decision {
  const counted = surelyCounted(open, missing);
  const uncounted = without(open, counted);
  const likely = likelyCounted(uncounted, missing, now);
  const left = without(uncounted, likely);
  const decision: Decision = {
    delivered: idsOf([...counted, ...likely]),
    presumed: likely.length > 0,
    returned: [],
    unclear: [],
  };

  if (left.some(({ createdAt }) => now - createdAt < SETTLED)) return decision;
  for (const { members, fewest, most } of lossesThatExplain(groupsOf(left), missing)) {
    const sure = members.length - most;
    const lost = members.length - fewest;
    decision.delivered.push(...idsOf(members.slice(0, sure)));
    decision.unclear.push(...idsOf(members.slice(sure, lost)));
    decision.returned.push(...idsOf(members.slice(lost)));
  }
  return decision;
}

/** Of each group no more can be missing than their price fits into what is: the others were counted. */
const surelyCounted = (gifts: readonly Open[], missing: number): Open[] =>
  groupsOf(gifts).flatMap(({ coins, members }) => members.slice(0, Math.max(0, members.length - Math.floor(missing / coins))));

/** Where the doubtful are enough to explain what is missing, the others were counted by all appearance. */
function likelyCounted(gifts: readonly Open[], missing: number, now: number): Open[] {
  const isDoubtful = (gift: Open): boolean => !gift.charged || !gift.answered || now - gift.createdAt < FLIGHT;
  const doubtful = gifts.filter(isDoubtful).reduce((sum, { coins }) => sum + coins, 0);
  return missing <= doubtful ? gifts.filter((gift) => !isDoubtful(gift)) : [];
}

const idsOf = (gifts: readonly Open[]): string[] => gifts.map(({ id }) => id);

function without(gifts: readonly Open[], others: readonly Open[]): Open[] {
  const gone = new Set(others);
  return gifts.filter((gift) => !gone.has(gift));
}

/** Repeats (0 and 1) are the first to be no gifts of their own, then those that we could not answer in time (2). */
const likelihood = ({ charged, answered }: Open): number => (charged ? 2 : 0) + (answered ? 1 : 0);

function groupsOf(gifts: readonly Open[]): Group[] {
  const groups = new Map<string, Group>();
  for (const gift of gifts) {
    const key = `${gift.coins} ${gift.userId}`;
    const group = groups.get(key) ?? { coins: gift.coins, members: [] };
    group.members.push(gift);
    groups.set(key, group);
  }
  for (const { members } of groups.values()) members.sort((a, b) => likelihood(b) - likelihood(a));
  return [...groups.values()];
}

/** How many of each group may have been lost so that `missing` comes together. */
function lossesThatExplain(groups: readonly Group[], missing: number): Loss[] {
  const anything = groups.map((group) => ({ ...group, fewest: 0, most: group.members.length }));
  if (missing >= groups.reduce((sum, { coins, members }) => sum + coins * members.length, 0)) {
    return anything.map((loss) => ({ ...loss, fewest: loss.most }));
  }
  // The likelier are suspected only where the others cannot explain it.
  for (const suspected of [1, 2, 3]) {
    const limits = groups.map(({ members }) => members.filter((gift) => likelihood(gift) <= suspected).length);
    const ways = waysTo(groups, limits, missing);
    if (ways === undefined) return anything;
    if (ways.length === 0) continue;
    return groups.map((group, at) => {
      const lost = ways.map((way) => way[at]!);
      return { ...group, fewest: Math.min(...lost), most: Math.max(...lost) };
    });
  }
  return anything;
}

/** Every way to make up `total` of so many of each group, at most `limits`; undefined where there are too many to look at. */
function waysTo(groups: readonly Group[], limits: readonly number[], total: number): number[][] | undefined {
  const ways: number[][] = [];
  let looked = 0;
  const go = (at: number, rest: number, way: readonly number[]): boolean => {
    if ((looked += 1) > MOST_WAYS) return false;
    if (at === groups.length) {
      if (rest === 0) ways.push([...way]);
      return true;
    }
    const { coins } = groups[at]!;
    for (let lost = Math.min(limits[at]!, Math.floor(rest / coins)); lost >= 0; lost--) {
      if (!go(at + 1, rest - lost * coins, [...way, lost])) return false;
    }
    return true;
  };
  return groups.length <= MOST_GROUPS && go(0, total, []) ? ways : undefined;
}
