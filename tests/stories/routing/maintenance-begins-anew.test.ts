import { expect } from 'vitest';
import { integrationId } from '../cast.ts';
import { stories } from '../harness.ts';
import type { Story, World } from '../harness.ts';

type Maintenance = NonNullable<NonNullable<World['more']>['maintenances']>[number];

const CALM = { id: 'calm', name: 'Calm', steps: [{ notify: [{ user: 'cleo' }], wait: '1h' }] };
const HELD = 'A maintenance holds paging; if it is still open at its end, it escalates from step 1.';

/** For the usual integration, on Monday. */
async function plan(story: Story, start: string, end: string, changes: Partial<Maintenance> = {}): Promise<void> {
  const wall = (time: string) => story.at(`Monday ${time}`).slice(0, 16);
  const times = { start: wall(start), end: wall(end), timeZone: 'UTC' };
  const maintenance: Maintenance = {
    id: 'works',
    name: 'Works',
    integrations: [integrationId(story.scene)],
    ...changes,
    ...times,
  };
  await story.change({ more: { escalationPolicies: [CALM], maintenances: [maintenance] } });
}

/** Nobody is paged until 14:00, and then what still fires is. */
async function heldUntilItsEnd(story: Story): Promise<void> {
  expect(await story.incident()).toMatchObject({ state: 'open', next: { at: story.at('Monday 14:00') } });
  await story.explains(HELD);
  await story.until('Monday 13:59');
  await story.nobodyIsPaged();
  await story.until('Monday 14:00');
  await story.reached('ann by hook');
  await story.passes('5m');
  await story.reached('ben by mail');
  await story.updatesOfAnybody();
}

stories('A maintenance holds what begins anew in it', (tell) => {
  tell('an incident that opened in it, recovered and fires again', {}, async (story) => {
    await plan(story, '12:00', '14:00');
    const { incidents } = await story.alert();
    await story.passes('2m');
    await story.recovers();
    await story.passes('4m40s');
    expect((await story.alert()).incidents).toEqual(incidents);
    await heldUntilItsEnd(story);
  });

  tell('an incident that opened and paged before it', {}, async (story) => {
    await plan(story, '12:03', '14:00');
    await story.alert();
    await story.reached('ann by hook');
    await story.passes('1m');
    await story.recovers();
    await story.passes('5m');
    await story.alert();
    await heldUntilItsEnd(story);
  });

  tell('what flaps all through it wakes nobody, and what recovered by its end never does', {}, async (story) => {
    await plan(story, '12:00', '14:00');
    for (let round = 0; round < 9; round++) {
      await story.alert();
      await story.passes('4m');
      await story.recovers();
      await story.passes('9m');
    }
    expect((await story.incidents()).length).toBe(1);
    await story.until('Monday 14:30');
    await story.nobodyIsPaged();
    expect((await story.incident()).state).toBe('resolved');
    await story.updatesOfAnybody();
  });

  tell('recovered and waiting to stay quiet at its end: paged only if it fires again', {}, async (story) => {
    await story.change({ integration: { resolveDelay: '10m' } });
    await plan(story, '12:00', '14:00');
    await story.alert();
    await story.until('Monday 13:55');
    await story.recovers();
    await story.until('Monday 14:02');
    await story.nobodyIsPaged();
    await story.alert();
    await story.reached('ann by hook');
  });

  tell('an incident whose snooze ends', {}, async (story) => {
    await plan(story, '12:30', '14:00');
    await story.alert();
    await story.reached('ann by hook');
    await story.person('ann', 'snooze', { for: '1h' });
    await story.until('Monday 13:00');
    await heldUntilItsEnd(story);
  });

  tell('an incident that is reopened or given back by hand', {}, async (story) => {
    await plan(story, '12:30', '14:00');
    await story.alert();
    await story.reached('ann by hook');
    await story.person('ann', 'resolve');
    await story.until('Monday 12:40');
    await story.person('ann', 'unresolve');
    await story.nobodyIsPaged();
    await story.explains(HELD);
    await story.person('ann', 'acknowledge');
    await story.person('ann', 'unacknowledge');
    await heldUntilItsEnd(story);
  });

  tell(
    'an incident whose owner does not confirm',
    { policy: { ackTimeout: '40m', steps: [{ notify: [{ user: 'ann' }], wait: '5m' }] } },
    async (story) => {
      await plan(story, '12:30', '14:00');
      await story.alert();
      await story.reached('ann by hook');
      await story.person('ann', 'acknowledge');
      await story.until('Monday 12:50');
      await story.nobodyIsPaged();
      await story.explains('did not confirm being on it');
      await story.explains(HELD);
      await story.until('Monday 14:00');
      await story.reached('ann by hook');
      await story.updatesOfAnybody();
    },
  );

  tell('an incident of which everybody had been told, and that a new alert joins or makes worse', {}, async (story) => {
    await story.change({ integration: { groupBy: ['host'] } });
    await plan(story, '12:30', '14:00');
    await story.alert({ labels: { host: 'db' } });
    await story.until('Monday 12:29');
    const before = await story.pagesOfAnybody();
    expect(before.length).toBeGreaterThan(1);
    expect((await story.incident()).exhausted).toBe(true);
    await story.until('Monday 12:40');
    await story.alert({ id: 'second', labels: { host: 'db' }, severity: 'critical' });
    await heldUntilItsEnd(story);
  });

  tell('and lets through who is asked for by hand', {}, async (story) => {
    await plan(story, '12:00', '14:00');
    await story.alert();
    await story.recovers();
    await story.alert();
    await story.nobodyIsPaged();
    await story.script('escalate');
    await story.reached('ann by hook');
    await story.script('reassign', { users: ['ben'] });
    await story.reached('ben by mail');
    await story.script('restart');
    await story.reached('ann by hook');
    await story.updatesOfAnybody();
  });

  tell('ended early, it lets go at once', {}, async (story) => {
    await plan(story, '12:00', '14:00');
    await story.alert();
    await story.recovers();
    await story.alert();
    await story.passes('10m');
    await story.nobodyIsPaged();
    await plan(story, '12:00', '12:10');
    await story.reached('ann by hook');
    await story.updatesOfAnybody();
  });
});

stories('A maintenance with a policy takes what begins anew in it', (tell) => {
  tell('and gives it back when it begins anew after it', {}, async (story) => {
    await plan(story, '12:10', '12:20', { action: { policy: 'calm' } });
    const own = (await story.alert(), (await story.incident()).policy);
    await story.reached('ann by hook');
    await story.until('Monday 12:04');
    await story.recovers();
    await story.until('Monday 12:11');
    await story.alert();
    await story.reached('cleo by mail');
    expect(await story.incident()).toMatchObject({ policy: 'calm' });
    await story.explains('A maintenance sends it to policy Calm: starting at step 1.');
    await story.until('Monday 12:19');
    await story.recovers();
    await story.until('Monday 12:21');
    await story.alert();
    await story.reached('ann by hook');
    expect(await story.incident()).toMatchObject({ policy: own });
    await story.updatesOfAnybody();
  });

  tell('also if it opened in it', {}, async (story) => {
    await plan(story, '12:00', '12:20', { action: { policy: 'calm' } });
    await story.alert();
    await story.reached('cleo by mail');
    await story.recovers();
    await story.passes('1m');
    await story.alert();
    await story.reached('cleo by mail');
    await story.recovers();
    await story.until('Monday 12:21');
    await story.alert();
    await story.reached('ann by hook');
    await story.updatesOfAnybody();
  });
});
