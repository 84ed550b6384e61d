import { expect } from 'vitest';
import type { World } from '../cast.ts';
import { stories } from '../harness.ts';
import { as } from '../rotas/rota.ts';

const daily = (from: string, to: string) => ({ timeZone: 'UTC', windows: [{ days: ['daily' as const], from, to }] });

/** Ben at any time, Ann when the day begins. */
const NIGHT: World = {
  start: 'Monday 22:00',
  policy: { ackTimeout: '1h', onExhausted: [{ user: 'cleo' }] },
  steps: [
    { notify: [{ user: 'ben' }], wait: '5m' },
    { notify: [{ user: 'ann' }], until: 'day', wait: '10m' },
  ],
  more: { timeWindows: [{ id: 'day', ...daily('08:00', '18:00') }] },
};

interface Preview {
  entries: Array<{ at: string; kind: string; reason: string | null }>;
}

stories('A step waits for its time window', (tell) => {
  tell('nobody is paged until it opens; the incident and the simulator say when', NIGHT, async (story) => {
    await story.alert();
    await story.reached('ben by mail');
    expect((await story.incident()).next).toMatchObject({
      at: story.at('Monday 22:05'),
      what: 'step 2 of 2 pages ann, once its time window is open',
    });
    const { policy } = await story.incident();
    const simulated = await story.sidecar.api<Preview>('POST', 'policies/preview', { policy });
    expect(simulated.body.entries.map(({ at, reason }) => [at, reason])).toContainEqual([
      story.at('Monday 22:05'),
      'waiting-for-window',
    ]);
    expect(simulated.body.entries.find(({ at }) => at === story.at('Tuesday 08:00'))).toMatchObject({ kind: 'step' });

    await story.passes('5m');
    await story.nobodyIsPaged();
    expect((await story.incident()).next).toMatchObject({
      at: story.at('Tuesday 08:00'),
      reason: 'pages',
      data: { step: 2, window: 'opens' },
    });
    await story.explains('Step 2: waiting 9h55m, until its time window day opens.');
    await story.until('Tuesday 07:59');
    await story.nobodyIsPaged();
    await story.passes('1m');
    await story.reached('ann by hook');
    await story.passes('10m');
    await story.reached('cleo by mail');
  });

  tell('escalating enters it now, and acknowledging ends the wait', NIGHT, async (story) => {
    await story.alert();
    await story.reached('ben by mail');
    await story.passes('1h');
    await story.person('ben', 'acknowledge');
    await story.until('Tuesday 00:00');
    // Nobody confirms: the step that waited goes on waiting.
    await story.passes('10m');
    await story.updatesOfAnybody();
    await story.nobodyIsPaged();
    expect((await story.incident()).next).toMatchObject({ at: story.at('Tuesday 08:00') });
    await story.person('ben', 'escalate');
    await story.reached('ann by hook');
    await story.script('resolve');
    await story.updatesOfAnybody();
  });

  tell(
    'a window that does not open within eight days is not waited for',
    {
      ...NIGHT,
      more: {
        timeWindows: [{ id: 'day', timeZone: 'UTC', windows: [{ days: ['holiday'], from: '08:00', to: '18:00' }] }],
      },
    },
    async (story) => {
      await story.alert();
      await story.passes('5m');
      await story.reached('ben by mail', 'ann by hook');
      await story.explains('Step 2 does not wait: its time window day does not open within 8d.');
    },
  );

  tell('a window that a step waits for is not deleted', {}, async (story) => {
    const window = { id: 'late', ...daily('20:00', '22:00') };
    const policy = { id: 'waits', team: 'sre', steps: [{ notify: [{ user: 'ann' }], until: 'late' }] };
    expect((await as(story, 'cleo', 'POST', 'time-windows', window)).status).toBe(201);
    expect((await as(story, 'cleo', 'POST', 'policies', policy)).status).toBe(201);
    const unknown = { ...policy, id: 'other', steps: [{ notify: [], until: 'early' }] };
    const refused = await as<{ error: { details: unknown[] } }>(story, 'cleo', 'POST', 'policies', unknown);
    expect([refused.status, refused.body.error.details]).toEqual([
      400,
      [expect.objectContaining({ path: 'steps[0].until', reason: 'no-such' })],
    ]);
    expect((await as(story, 'cleo', 'DELETE', 'time-windows/late')).status).toBe(409);
    expect((await as(story, 'cleo', 'DELETE', 'policies/waits')).status).toBe(204);
    expect((await as(story, 'cleo', 'DELETE', 'time-windows/late')).status).toBe(204);
  });
});
