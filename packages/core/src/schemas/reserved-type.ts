import { RoomEvent } from './room-event.ts';

/** What the guide's own clients know as the server's, beside the events above. */
const GUIDE_TYPES = ['live_gift', 'user_identity'];
const RESERVED: ReadonlySet<string> = new Set([
  ...RoomEvent.options.flatMap(({ entries: { type } }): readonly string[] => ('options' in type ? type.options : [type.literal])),
  ...GUIDE_TYPES,
]);

/** True for what the server alone may say; no setting of a shop opens these. */
export const isReservedType = (type: string): boolean => RESERVED.has(type);
