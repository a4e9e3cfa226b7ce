import { expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import type { AuditEntry } from '@vitrine/core/schemas/moderation.ts';
import { deep } from '../shared/story.ts';
import { show } from '../shared/testing.ts';
import './define.ts';
import type { LiveConsole } from './live-console.ts';

describe('the log', () => {
  for (const [section, filters] of [
    ['log', ''],
    ['room', 'view=log'],
  ] as const)
    it(`names whom it was about, and tells an id only where no name is known, in ${section}`, async () => {
      const { room, stage } = createSimulatedRoom({ role: 'admin' });
      const did = { ts: 1, liveId: room.liveId, actorId: 'host-1', actorName: 'Mira', act: 'mute' } satisfies Omit<
        AuditEntry,
        'id'
      >;
      stage.moderators({
        audit: [
          { ...did, id: 'a-2', userId: '01K1CARLOS', userName: 'Carlos' },
          { ...did, id: 'a-1', userId: '01K1NOBODY' },
        ],
      });
      const element = await show<LiveConsole>(
        html`<live-console .room=${room} section=${section} filters=${filters} style="block-size: 700px"></live-console>`,
      );
      const told = () => deep(element.shadowRoot!, 'td.main').map(({ textContent }) => textContent.trim());
      await waitUntil(() => told().length === 2, 'no log', { timeout: 5000 });
      expect(told()).to.deep.equal(['Muted Carlos', 'Muted 01K1NOBODY']);
    });

  it('names those who are reported though they have left', async () => {
    const { room, stage } = createSimulatedRoom({ role: 'moderator' });
    const report = {
      id: 'r-1',
      ts: 1,
      liveId: room.liveId,
      reporterId: 'u-ann',
      reason: 'spam',
      note: '',
      status: 'open',
    } as const;
    stage.moderators({ reports: [{ ...report, userId: '01K1GONE', userName: 'Guest GONE' }] });
    const element = await show<LiveConsole>(
      html`<live-console .room=${room} section="room" filters="view=reports" style="block-size: 700px"></live-console>`,
    );
    await waitUntil(() => deep(element.shadowRoot!, 'live-console-reports bdi, .entry bdi').length > 0, 'no report', {
      timeout: 5000,
    });
    expect(deep(element.shadowRoot!, '.entry bdi')[0]!.textContent).to.equal('Guest GONE');
  });
});
