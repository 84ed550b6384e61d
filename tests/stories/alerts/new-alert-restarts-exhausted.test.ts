import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import { alertmanager } from '../payloads.ts';

loneStories('A lost recovery must not mute a key for ever', (tell) => {
  const world = { integration: { type: 'alertmanager' as const }, steps: [{ notify: [{ rota: 'sre' }], wait: '5m' }] };

  tell('a new alert that joins an exhausted incident restarts its escalation', world, async (story) => {
    await story.receives(alertmanager([{ name: 'web-1' }]));
    await story.passes('5m');
    await story.reached('ann by hook', 'cleo by mail');
    expect((await story.incident()).exhausted).toBe(true);
    await story.receives(alertmanager([{ name: 'web-1' }]));
    await story.nobodyIsPaged();
    await story.receives(alertmanager([{ name: 'web-2' }]));
    await story.reached('ann by hook');
    expect((await story.incident()).exhausted).toBe(false);
    await story.explains('A new alert joined after everybody had been told');
  });

  tell('so does the same alert with a later start: its recovery was never delivered', world, async (story) => {
    await story.receives(alertmanager([{ name: 'web-1', startsAt: '2026-02-20T10:00:00Z' }]));
    await story.passes('5m');
    await story.reached('ann by hook', 'cleo by mail');
    await story.receives(alertmanager([{ name: 'web-1', startsAt: '2026-02-21T10:00:00Z' }]));
    await story.reached('ann by hook');
    await story.explains('Fired again: web-1');
  });
});
