import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('Promise 3: steps happen once; a delivery at least once, with one idempotency key', (tell) => {
  tell("killed while Ann's hook had not answered: it is sent again with the same key", {}, async (story) => {
    story.breaks('/ann', 'hang', 1);
    await story.sidecar.ingest(`token-of-${story.integration}-0123456789`, { id: 'disk', title: 'Disk full' });
    const first = await story.sink.waitFor(({ path }) => path === '/ann');
    await story.sidecar.kill9();
    await story.sidecar.start();
    // On PostgreSQL the lease of the dead process has to run out.
    await story.passes('10s');
    const [again] = await story.reached('ann by hook');
    expect(again?.hook?.headers['idempotency-key']).toBe(first.headers['idempotency-key']);
    expect((await story.timeline()).filter(({ kind }) => kind === 'step')).toHaveLength(1);
  });

  tell(
    'a mail that was taken although the connection broke is sent again under the same Message-ID',
    { steps: [{ notify: [{ user: 'ben' }], wait: '1h' }] },
    async (story) => {
      story.breaks('ben@example.com', 'drop-after', 1);
      await story.alert();
      await story.passes('5s');
      const mails = await story.pagesOfAnybody();
      expect(mails.length).toBeGreaterThanOrEqual(2);
      expect(new Set(mails.map(({ mail }) => mail?.messageId)).size).toBe(1);
    },
  );
});
