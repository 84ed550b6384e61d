import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import type { Story, World } from '../harness.ts';

function expects(arm: 'first' | 'now'): World {
  return { integration: { type: 'heartbeat', name: 'Nightly backup', heartbeat: { every: '10m', grace: '1m', arm } } };
}

const beat = (story: Story, method: 'GET' | 'POST' = 'GET') =>
  story.sidecar.request(method, `/in/token-of-${story.integration}-0123456789/heartbeat`, undefined, { token: null });

interface State {
  integration: string;
  state: string;
}

const state = async (story: Story) =>
  (await story.sidecar.api<{ items: State[] }>('GET', 'heartbeats')).body.items.find(
    (one) => one.integration === story.integration,
  );

loneStories('A heartbeat that falls silent', (tell) => {
  tell('pages Ann once the grace is over; the next signal resolves it', expects('first'), async (story) => {
    expect(await state(story)).toMatchObject({ state: 'waiting', lastAt: null, dueAt: null });
    expect((await beat(story)).status).toBe(202);
    expect(await state(story)).toMatchObject({
      state: 'alive',
      lastAt: story.at('Monday 12:00'),
      dueAt: story.at('Monday 12:11'),
    });
    await story.passes('10m59s');
    await story.nobodyIsPaged();
    await story.passes('1s');
    await story.reached('ann by hook: No signal from Nightly backup');
    expect(await state(story)).toMatchObject({ state: 'silent', lastAt: story.at('Monday 12:00'), dueAt: null });
    await story.passes('5m');
    await story.reached('ben by mail');
    await beat(story);
    await story.settle();
    expect(await story.incidents()).toMatchObject([{ state: 'resolved', severity: 'critical' }]);
    await story.explains('the signal came back');
    await story.told('ann by hook: Resolved by Nightly backup', 'ben by mail: Resolved by Nightly backup');
  });

  tell('signals in time keep everybody asleep', expects('first'), async (story) => {
    for (let i = 0; i < 6; i++) {
      await beat(story, i % 2 === 0 ? 'GET' : 'POST');
      await story.passes('10m');
    }
    await story.nobodyIsPaged();
  });

  tell('arm: first: before the first signal nothing is expected', expects('first'), async (story) => {
    await story.passes('7d');
    await story.nobodyIsPaged();
    await story.toldOfDuties(
      'ann by hook: Your duty for SRE primary ended at 00:00.',
      'ben by mail: You are on call for SRE primary until Mon 30 Mar 00:00.',
    );
  });

  tell('arm: now: expected from its creation', expects('now'), async (story) => {
    await story.passes('11m');
    await story.reached('ann by hook');
  });

  tell('after its return it is expected again', expects('first'), async (story) => {
    await beat(story);
    await story.passes('11m');
    await beat(story);
    await story.passes('11m');
    await story.reached('ann by hook', 'ann by hook');
    expect((await story.incidents()).map(({ state }) => state)).toEqual(['open', 'resolved']);
    await story.told('ann by hook: Resolved by Nightly backup');
  });

  tell(
    'a heartbeat beside alerts, on an integration of another kind',
    { integration: { heartbeat: { every: '10m', grace: '1m' } } },
    async (story) => {
      await beat(story);
      await story.alert();
      await story.passes('5m');
      await story.reached('ann by hook: Disk full', 'ben by mail: Disk full');
      await story.passes('6m');
      await story.reached('ann by hook: No signal from Scripts');
      await story.passes('4m');
      await story.reached('cleo by mail: Disk full');
    },
  );

  tell('a heartbeat where none is expected is refused, saying what to set', {}, async (story) => {
    const answer = await beat(story);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain('heartbeat: { every, grace }');
  });
});
