/** An alert that cannot be stored is not accepted, and its sender is told in a way that makes it try again. */
import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { changeRows } from '../rows.ts';
import { tokenOf } from '../cast.ts';

const send = (story: Story) => story.sidecar.ingest(tokenOf(story.integration), { id: 'disk', title: 'Disk full' });

stories('An alert that was not kept', (tell) => {
  tell('gets 503 with Retry-After, also where the fault is Vigie’s own; sent again it pages', {}, async (story) => {
    story.expectError(() => true);
    await changeRows(story.databaseUrl, 'alter table alerts rename to alerts_away');
    try {
      const answer = await send(story);
      expect(answer).toMatchObject({
        status: 503,
        body: { error: { code: 'unavailable', reason: 'internal', message: expect.stringContaining('Send it again') } },
      });
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    } finally {
      await changeRows(story.databaseUrl, 'alter table alerts_away rename to alerts');
    }
    expect(await story.incidents()).toEqual([]);
    expect((await send(story)).status).toBe(202);
    await story.reached('ann by hook: Disk full');
  });

  tell(
    'the same of a heartbeat',
    { integration: { type: 'heartbeat', heartbeat: { every: '5m', arm: 'first' } } },
    async (story) => {
      story.expectError(() => true);
      await changeRows(story.databaseUrl, 'alter table heartbeats rename to heartbeats_away');
      const beat = () =>
        story.sidecar.request('POST', `/in/${tokenOf(story.integration)}/heartbeat`, undefined, { token: null });
      try {
        const answer = await beat();
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
      } finally {
        await changeRows(story.databaseUrl, 'alter table heartbeats_away rename to heartbeats');
      }
      expect((await beat()).status).toBe(202);
    },
  );
});
