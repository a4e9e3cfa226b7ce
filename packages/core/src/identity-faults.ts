import * as v from 'valibot';
import { ShopIdentity } from './schemas/user.ts';

/** Where an identity is none that the server takes: `nameColor`, `badges.0.name`. Empty where it is one. */
export function identityFaults(identity: ShopIdentity): string[] {
  const { issues = [] } = v.safeParse(ShopIdentity, identity);
  return [...new Set(issues.map((issue) => v.getDotPath(issue) ?? ''))];
}
