import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('autoResolve: a source that fell silent ends its incident', (tell) => {
  tell('one hour without a signal: resolved', { integration: { autoResolve: '1h' } }, async (story) => {
    await story.alert();
    await story.script('acknowledge');
    await story.reached('ann by hook');
    await story.passes('59m');
    expect((await story.incident()).state).toBe('acknowledged');
    await story.passes('1m');
    expect(await story.incident()).toMatchObject({ state: 'resolved', resolvedBy: 'vigie', alerts: { firing: 0 } });
    await story.explains('no signal came any more');
    await story.told('ann by hook: Acknowledged by api', 'ann by hook: Resolved by vigie');
  });

  tell('repeats keep it alive', { integration: { autoResolve: '1h' } }, async (story) => {
    await story.alert();
    await story.script('acknowledge');
    await story.reached('ann by hook');
    for (let i = 0; i < 3; i++) {
      await story.passes('50m');
      await story.alert();
    }
    expect((await story.incident()).state).toBe('acknowledged');
    await story.told('ann by hook: Acknowledged by api');
  });
});
