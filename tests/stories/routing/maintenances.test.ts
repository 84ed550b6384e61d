import { expect } from 'vitest';
import { integrationId } from '../cast.ts';
import { stories } from '../harness.ts';
import type { Story, World } from '../harness.ts';

type Maintenance = NonNullable<NonNullable<World['more']>['maintenances']>[number];

const CALM = { id: 'calm', name: 'Calm', steps: [{ notify: [{ user: 'cleo' }], wait: '1h' }] };

/** What holds now for the usual integration of the story, from noon on. */
async function plan(story: Story, changes: Partial<Maintenance>): Promise<void> {
  const wall = (dayAndTime: string) => story.at(dayAndTime).slice(0, 16);
  const maintenance: Maintenance = {
    id: 'works',
    name: 'Works',
    integrations: [integrationId(story.scene)],
    timeZone: 'UTC',
    ...changes,
    start: wall(changes.start ?? 'Monday 12:00'),
    end: wall(changes.end ?? 'Monday 14:00'),
  };
  await story.change({ more: { escalationPolicies: [CALM], maintenances: [maintenance] } });
}

stories('A maintenance', (tell) => {
  tell('that holds: nobody is paged; what is still open at its end starts at step 1', {}, async (story) => {
    await plan(story, { action: 'hold' });
    await story.alert();
    await story.passes('1h59m');
    await story.nobodyIsPaged();
    expect(await story.incident()).toMatchObject({ state: 'open', next: { at: story.at('Monday 14:00') } });
    await story.passes('1m');
    await story.reached('ann by hook');
    await story.explains('The maintenance is over and it is still open');
  });

  tell('with another policy: those of that policy are paged, at once', {}, async (story) => {
    await plan(story, { action: { policy: 'calm' } });
    await story.alert();
    await story.reached('cleo by mail');
    expect(await story.incident()).toMatchObject({ policy: 'calm' });
    await story.explains('maintenance Works, policy Calm');
  });

  tell('has no say over what comes after its end', {}, async (story) => {
    await plan(story, { action: { policy: 'calm' }, end: 'Monday 12:30' });
    await story.passes('30m');
    await story.alert();
    await story.reached('ann by hook');
  });

  tell(
    'that repeats holds at the same hours of the next day, not between them, and no more after its last',
    {},
    async (story) => {
      await plan(story, { action: 'hold', repeat: 'daily', until: story.at('Tuesday 13:00').slice(0, 16) });
      await story.until('Monday 15:00');
      await story.alert({ id: 'between' });
      await story.reached('ann by hook');
      await story.script('acknowledge');
      await story.until('Tuesday 12:30');
      await story.alert({ id: 'next day' });
      await story.passes('1h29m');
      await story.nobodyIsPaged();
      await story.passes('1m');
      await story.reached('ann by hook');
      await story.script('acknowledge', undefined, (await story.incidents('state=open'))[0]?.id);
      await story.until('Wednesday 12:30');
      await story.alert({ id: 'after the last' });
      await story.reached('ann by hook');
      await story.told('ann by hook: Acknowledged by api', 'ann by hook: Acknowledged by api');
    },
  );

  tell('that is ended early lets go of what it holds at once', {}, async (story) => {
    await plan(story, { action: 'hold' });
    await story.alert();
    await story.passes('30m');
    await plan(story, { action: 'hold', end: 'Monday 12:30' });
    await story.reached('ann by hook');
    await story.explains('The maintenance is over and it is still open');
  });

  tell('that is taken away lets go, too', {}, async (story) => {
    await plan(story, { action: 'hold' });
    await story.alert();
    await story.change({ more: {} });
    await story.reached('ann by hook');
  });

  tell('that is prolonged holds for as long', {}, async (story) => {
    await plan(story, { action: 'hold' });
    await story.alert();
    await story.passes('1h');
    await plan(story, { action: 'hold', end: 'Monday 15:00' });
    await story.passes('1h59m');
    await story.nobodyIsPaged();
    await story.passes('1m');
    await story.reached('ann by hook');
  });

  tell('that ends early pages nobody for what is acknowledged', {}, async (story) => {
    await plan(story, { action: 'hold' });
    await story.alert();
    await story.script('acknowledge');
    await plan(story, { action: 'hold', end: 'Monday 12:01' });
    await story.passes('1h');
    await story.nobodyIsPaged();
  });

  tell('that ended while an incident was resolved by mistake does not hold it after the undo', {}, async (story) => {
    await plan(story, { action: 'hold' });
    await story.alert();
    await story.script('resolve');
    await story.change({ more: {} });
    await story.script('undo');
    await story.reached('ann by hook');
  });
});
