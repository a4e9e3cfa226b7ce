import { expect, waitUntil } from '@open-wc/testing';
import { rows, setUp } from '../console-testing.ts';

describe('the log of all rooms in the console', () => {
  it('tells what was done in every room, and where', async () => {
    const { element } = await setUp('log', '', { role: 'admin' }, ({ stage }) => {
      const entry = { ts: 1, actorId: 'u-me', actorName: 'Noor' } as const;
      stage.moderators({
        audit: [
          { ...entry, id: 'a-2', liveId: 'friday', act: 'mute', userId: 'u-carlos', reason: 'Advertising' },
          { ...entry, id: 'a-1', act: 'word-add' },
        ],
      });
    });
    await waitUntil(() => rows(element).length === 2);
    expect(rows(element)[0]).to.match(/Muted u-carlosNoorAdvertisingfriday/);
    expect(rows(element)[1]).to.match(/Listed a word\s*Noor–All rooms/);
  });
});
