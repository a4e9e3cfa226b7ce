import type { TestContext } from 'node:test';
import type { AuditAct } from '@vitrine/core/schemas/moderation.ts';
import { AuditPage } from '@vitrine/core/schemas/moderation.ts';
import { users } from '../auth/tables.ts';
import { type Client, type RoomsSetUp, setUpRooms, until } from '../rooms/testing.ts';
import { read } from '../testing/set-up.ts';

/** What the server answered to one message: `said`, or the code and the rule of its refusal. */
export async function say(client: Client, text: string, more: object = {}): Promise<string> {
  const id = `m${client.frames.length}-${Math.random()}`;
  client.send({ type: 'barrage', id, text, ...more });
  return answer(client, id);
}

export async function answer(client: Client, id: string): Promise<string> {
  const find = () => client.frames.find((frame) => (frame.type === 'ack' || frame.type === 'error') && frame.id === id);
  await until(() => find() !== undefined, 'an answer');
  const frame = find();
  if (frame?.type !== 'error') return 'said';
  const rule = (frame.error.details as { rule?: string } | undefined)?.rule;
  return rule ? `${frame.error.code} ${rule}` : frame.error.code;
}

export const textsOf = (client: Client): string[] => client.ofType('barrage.sent').map(({ text }) => text);

/** The texts that somebody found on joining. */
export const foundBy = (client: Client): string[] =>
  client.all('welcome')[0]!.snapshot!.barrages.flatMap((event) => (event.type === 'barrage.sent' ? [event.text] : []));

/** Rooms with the show `friday` of `test-host`, and what tests of moderation ask of them. */
export async function setUpModeration(t: TestContext, options: RoomsSetUp = {}) {
  const rooms = await setUpRooms(t, options);
  if (!options.dataDir) await rooms.show('friday');
  return {
    ...rooms,
    /** A signed-in user of the shop. */
    async user(id: string): Promise<void> {
      await rooms.deps.db.insert(users).values({ id, sub: id, changeId: id, name: `Name of ${id}`, createdAt: 1 });
    },
    /** A request of an admin under `/api/moderation`. */
    shop: async (method: string, path: string, body?: unknown): Promise<Response> =>
      rooms.app.request(`/api/moderation${path}`, {
        method,
        headers: await rooms.as('admin'),
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    /** What was done in the room so far, the oldest first. */
    acts: async (): Promise<AuditAct[]> =>
      (await read(AuditPage, rooms.ask('host', 'GET', '/friday/audit'))).items.map(({ act }) => act).toReversed(),
  };
}
