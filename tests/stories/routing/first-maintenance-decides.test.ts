import { expect } from 'vitest';
import { integrationId } from '../cast.ts';
import { loneStories, stories } from '../harness.ts';
import type { Story, World } from '../harness.ts';
import { replays } from '../replay/again.ts';

type Maintenance = NonNullable<NonNullable<World['more']>['maintenances']>[number];

const CALM = { id: 'calm', name: 'Calm', steps: [{ notify: [{ user: 'cleo' }], wait: '1h' }] };

/** From noon to two, for the usual integration; their ids sort the other way round. */
function both(story: Story): { holds: Maintenance; moves: Maintenance } {
  const wall = (time: string) => story.at(time).slice(0, 16);
  const times = { start: wall('Monday 12:00'), end: wall('Monday 14:00'), timeZone: 'UTC' };
  const of = { integrations: [integrationId(story.scene)], ...times };
  return { holds: { ...of, id: 'z-holds' }, moves: { ...of, id: 'a-moves', action: { policy: 'calm' } } };
}

async function files(story: Story, maintenances: Maintenance[]): Promise<void> {
  await story.change({ more: { escalationPolicies: [CALM], maintenances } });
}

async function listed(story: Story): Promise<string[]> {
  const first = await story.sidecar.api<{ items: Array<{ id: string }>; next: string }>('GET', 'maintenances?limit=1');
  const rest = `maintenances?cursor=${encodeURIComponent(first.body.next)}`;
  const { body } = await story.sidecar.api<{ items: Array<{ id: string }> }>('GET', rest);
  return [...first.body.items, ...body.items].map(({ id }) => id);
}

stories('Of two maintenances that overlap, the first in the list decides', (tell) => {
  tell('in files, in either order, and when they are put into another order', {}, async (story) => {
    const { holds, moves } = both(story);
    await files(story, [holds, moves]);
    expect(await listed(story)).toEqual(['z-holds', 'a-moves']);
    await story.alert({ id: 'one' });
    await story.nobodyIsPaged();
    await story.script('resolve');

    await files(story, [moves, holds]);
    expect(await listed(story)).toEqual(['a-moves', 'z-holds']);
    await story.alert({ id: 'two' });
    await story.reached('cleo by mail');
    await story.script('resolve');
    await story.updatesOfAnybody();
  });

  tell('those that people made come after, the oldest first', {}, async (story) => {
    const { holds, moves } = both(story);
    await story.change({ more: { escalationPolicies: [CALM] } });
    const make = (one: Maintenance) => story.sidecar.api('POST', 'maintenances', one);
    expect((await make(holds)).status).toBe(201);
    await story.passes('1m');
    expect((await make(moves)).status).toBe(201);
    expect(await listed(story)).toEqual(['z-holds', 'a-moves']);
    await story.alert({ id: 'one' });
    await story.nobodyIsPaged();
    await story.script('resolve');

    await story.sidecar.api('PUT', 'maintenances/z-holds', { ...holds, name: 'Changed' });
    expect(await listed(story), 'a change keeps the place').toEqual(['z-holds', 'a-moves']);
    await story.sidecar.api('DELETE', 'maintenances/z-holds');
    await story.passes('1m');
    await make(holds);
    expect(await listed(story), 'made anew, it is the last').toEqual(['a-moves', 'z-holds']);

    await files(story, [{ ...holds, id: 'zz-file' }]);
    const { body } = await story.sidecar.api<{ items: Array<{ id: string }> }>('GET', 'maintenances');
    expect(body.items.map(({ id }) => id)).toEqual(['zz-file', 'a-moves', 'z-holds']);
    await story.alert({ id: 'two' });
    await story.nobodyIsPaged();
    for (const id of ['a-moves', 'z-holds']) {
      await story.sidecar.api('DELETE', `maintenances/${id}`);
    }
  });
});

loneStories('A replay', (tell) => {
  tell('of the draft of one of two that overlap keeps its place', {}, async (story) => {
    const { holds, moves } = both(story);
    await files(story, [holds, moves]);
    await story.alert({ id: 'one' });
    await story.passes('10m');
    await story.nobodyIsPaged();
    await story.script('resolve');
    await files(story, [moves, holds]);
    await story.alert({ id: 'two' });
    await story.reached('cleo by mail');
    await story.script('resolve');
    await story.updatesOfAnybody();
    await story.passes('10m');
    for (const one of [holds, moves]) {
      const { result } = await replays(story, {
        from: story.at('Monday 12:00'),
        to: story.at('Monday 12:20'),
        answers: 'never',
        draft: { maintenances: [one] },
      });
      const pages = (result?.pages ?? []).map(({ user, before, after }) => [user, before?.at, after?.at]);
      expect(pages, one.id).toEqual([['cleo', story.at('Monday 12:10'), story.at('Monday 12:10')]]);
    }
  });
});
