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

/**
 * Decides which gifts were delivered, from one number: of all coins of the `open` gifts, oldest first, the cloud has not counted
 * `missing`. All that tells gifts apart is what they cost, who sent them, and whether we answered in time.
 */
export function decide(open: readonly Open[], missing: number, now: number): Decision {
  const decision: Decision = { delivered: [], presumed: false, returned: [], unclear: [] };
  let left = [...open];
  const deliver = (gifts: readonly Open[]): void => {
    const all = new Set(gifts);
    decision.delivered.push(...gifts.map(({ id }) => id));
    left = left.filter((gift) => !all.has(gift));
  };

  // Without them, what was counted could not come together.
  deliver(
    groupsOf(left).flatMap(({ coins, members }) => members.slice(0, Math.max(0, members.length - Math.floor(missing / coins)))),
  );

  const isDoubtful = (gift: Open): boolean => !gift.charged || !gift.answered || now - gift.createdAt < FLIGHT;
  if (missing <= sum(left.filter(isDoubtful))) {
    // Others are enough to explain what is missing.
    const likely = left.filter((gift) => !isDoubtful(gift));
    decision.presumed = likely.length > 0;
    deliver(likely);
  }

  if (left.some(({ createdAt }) => now - createdAt < SETTLED)) return decision;
  for (const { members, fewest, most } of explain(groupsOf(left), missing)) {
    const sure = members.length - most;
    decision.delivered.push(...members.slice(0, sure).map(({ id }) => id));
    decision.returned.push(...members.slice(members.length - fewest).map(({ id }) => id));
    decision.unclear.push(...members.slice(sure, members.length - fewest).map(({ id }) => id));
  }
  return decision;
}

const sum = (gifts: readonly Open[]): number => gifts.reduce((coins, gift) => coins + gift.coins, 0);

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

/** How many of each group may have been lost so that `missing` comes together: at least and at most. */
function explain(groups: readonly Group[], missing: number): (Group & { fewest: number; most: number })[] {
  const all = groups.map((group) => ({ ...group, fewest: 0, most: group.members.length }));
  if (missing >= groups.reduce((coins, group) => coins + group.coins * group.members.length, 0)) {
    return all.map((group) => ({ ...group, fewest: group.members.length }));
  }
  // Repeats are the first to be no gifts of their own, then those that we could not answer.
  for (const least of [1, 2, 3]) {
    const limits = groups.map(({ members }) => members.filter((gift) => likelihood(gift) <= least).length);
    const ways = waysTo(groups, limits, missing);
    if (ways === undefined) return all;
    if (ways.length === 0) continue;
    return groups.map((group, at) => {
      const lost = ways.map((way) => way[at]!);
      return { ...group, fewest: Math.min(...lost), most: Math.max(...lost) };
    });
  }
  return all;
}

/** Every way to make up the sum; undefined where there are too many to look at. */
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
