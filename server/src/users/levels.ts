/** Points at which levels 2, 3, 4 … begin. Each takes half as much again as the one before, in round numbers. */
const BEGINS = [100, 250, 500, 850, 1_400, 2_200, 3_500, 5_500, 8_500, 13_000, 20_000, 30_000, 45_000, 68_000, 100_000] as const;

/** The level of so many points, from 1, and the points at which the next one begins. */
export function levelOf(points: number): { level: number; nextLevelAt: number | undefined } {
  const reached = BEGINS.filter((begins) => begins <= points).length;
  return { level: reached + 1, nextLevelAt: BEGINS[reached] };
}

/** The points at which a level begins; infinite beyond the highest, so that nobody reaches it. */
export const pointsOf = (level: number): number => (level <= 1 ? 0 : (BEGINS[level - 2] ?? Number.POSITIVE_INFINITY));
