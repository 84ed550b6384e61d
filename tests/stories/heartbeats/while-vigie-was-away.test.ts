import { stories } from '../harness.ts';
import { changeRows } from '../rows.ts';

stories('While Vigie itself was away it could not hear', (tell) => {
  const world = { integration: { type: 'heartbeat' as const, heartbeat: { every: '10m', grace: '1m' } } };

  tell('after an hour away the grace starts anew; silence after that pages', world, async (story) => {
    await story.sidecar.request('GET', `/in/token-of-${story.integration}-0123456789/heartbeat`, undefined, {
      token: null,
    });
    await story.passes('5m');
    await story.sidecar.stop();
    await changeRows(
      story.databaseUrl,
      `update meta set value = '${Date.parse(story.at('Monday 13:05'))}' where key = 'clock'`,
    );
    await story.sidecar.start();
    await story.nobodyIsPaged();
    await story.passes('10m59s');
    await story.nobodyIsPaged();
    await story.passes('1s');
    await story.reached('ann by hook');
  });

  tell('a restart in between changes nothing', world, async (story) => {
    await story.sidecar.request('GET', `/in/token-of-${story.integration}-0123456789/heartbeat`, undefined, {
      token: null,
    });
    await story.passes('5m');
    await story.sidecar.restart();
    await story.passes('5m59s');
    await story.nobodyIsPaged();
    await story.passes('1s');
    await story.reached('ann by hook');
  });
});
