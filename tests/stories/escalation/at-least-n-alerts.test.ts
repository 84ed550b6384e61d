import { stories } from '../harness.ts';
import type { World } from '../harness.ts';

const world: World = {
  integration: { groupBy: ['host'] },
  steps: [
    { notify: [], wait: '2m' },
    { notify: [{ user: 'ben' }], wait: '5m', when: { alerts: { count: 3, within: '5m' } } },
    { notify: [{ user: 'ann' }], wait: '1h' },
  ],
};

stories('A step may ask for at least so many alerts in so long', (tell) => {
  tell('two alerts: skipped', world, async (story) => {
    await story.alert({ id: 'a', host: 'db' });
    await story.alert({ id: 'b', host: 'db' });
    await story.passes('2m');
    await story.reached('ann by hook');
    await story.explains('there were 2 alerts in the last 5m, fewer than 3');
  });

  tell('three alerts: Ben', world, async (story) => {
    await story.alert({ id: 'a', host: 'db' });
    await story.alert({ id: 'b', host: 'db' });
    await story.alert({ id: 'c', host: 'db' });
    await story.passes('2m');
    await story.reached('ben by mail');
  });

  tell('recoveries are no alerts', world, async (story) => {
    await story.alert({ id: 'a', host: 'db' });
    await story.alert({ id: 'b', host: 'db' });
    await story.recovers({ id: 'b', host: 'db' });
    await story.passes('2m');
    await story.reached('ann by hook');
  });

  tell('repeats are no alerts', world, async (story) => {
    await story.alert({ id: 'a', host: 'db' });
    await story.alert({ id: 'a', host: 'db' });
    await story.alert({ id: 'a', host: 'db' });
    await story.passes('2m');
    await story.reached('ann by hook');
  });
});
