import { expect } from 'vitest';
import { stories } from '../harness.ts';

const oneStep = [
  { notify: [{ rota: 'sre' }], wait: '1h' },
  { notify: [{ user: 'ben' }], wait: '1h' },
];

stories('A temporary failure is tried again after 5 s, 15 s, 60 s and 5 min, then it is for good', (tell) => {
  tell(
    'five attempts with one idempotency key; then nobody was reached and Ben is paged',
    { steps: oneStep },
    async (story) => {
      story.breaks('/ann', { status: 500 });
      await story.alert();
      const attempts = await story.refused();
      for (const wait of ['5s', '15s', '60s', '5m']) {
        expect(attempts.length).toBeGreaterThan(0);
        await story.passes(wait);
        attempts.push(...(await story.refused()));
      }
      expect(attempts).toHaveLength(5);
      expect(new Set(attempts.map(({ hook }) => hook?.headers['idempotency-key'])).size).toBe(1);
      await story.reached('ben by mail');
      const [page] = await story.pages();
      expect(page?.deliveries[0]?.attempts.map(({ at }) => at)).toEqual(
        ['12:00:00', '12:00:05', '12:00:20', '12:01:20', '12:06:20'].map(
          (time) => `${story.at('Monday 12:00').slice(0, 11)}${time}.000Z`,
        ),
      );
      expect(page?.deliveries[0]?.attempts.every(({ outcome }) => outcome === 'retry')).toBe(true);
    },
  );

  tell('the fourth attempt arrives: Ben is not paged', { steps: oneStep }, async (story) => {
    story.breaks('/ann', { status: 503 }, 3);
    await story.alert();
    await story.passes('1m20s');
    await story.reached('ann by hook');
    await story.passes('50m');
    await story.nobodyIsPaged();
  });

  for (const status of [408, 429, 500, 502, 503, 504]) {
    tell(`${status} is temporary`, { steps: oneStep }, async (story) => {
      story.breaks('/ann', { status }, 1);
      await story.alert();
      await story.passes('5s');
      await story.reached('ann by hook');
    });
  }

  for (const status of [400, 401, 403, 404, 410, 422]) {
    tell(`${status} is for good`, { steps: oneStep }, async (story) => {
      story.breaks('/ann', { status }, 1);
      await story.alert();
      await story.reached('ben by mail');
      await story.passes('10m');
      await story.nobodyIsPaged();
      // Only what says that the address is gone is one to put right.
      const isGone = status === 404 || status === 410;
      await story.toldOfDuties(
        ...(isGone ? [expect.stringContaining('ann by mail: Vigie no longer reaches you by Webhook') as string] : []),
      );
    });
  }

  tell('a receiver that asks for an hour is tried after 5 minutes at the latest', { steps: oneStep }, async (story) => {
    story.breaks('/ann', { status: 429, retryAfter: 3600 }, 1);
    await story.alert();
    await story.passes('5m');
    await story.reached('ann by hook');
  });

  tell('a redirect is not followed', { steps: oneStep }, async (story) => {
    story.breaks('/ann', { status: 302, location: story.sink.url('/dee') }, 1);
    await story.alert();
    await story.passes('6m20s');
    const pages = await story.pages();
    expect(pages[0]?.deliveries[0]?.attempts[0]?.outcome).not.toBe('done');
    await story.reached('ben by mail');
  });
});
