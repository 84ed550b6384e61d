import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('resolveDelay: over only once it has stayed so', (tell) => {
  const world = { integration: { resolveDelay: '2m' } };

  tell('recovered for 2 minutes: resolved', world, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.recovers();
    expect(await story.incident()).toMatchObject({ state: 'open', alerts: { firing: 0, total: 1 } });
    await story.passes('1m59s');
    expect((await story.incident()).state).toBe('open');
    await story.passes('1s');
    expect((await story.incident()).state).toBe('resolved');
    await story.explains('Resolving if it stays quiet for 2m.');
    await story.told('ann by hook: Resolved by Scripts');
  });

  tell('nobody else is paged while only the delay runs', { integration: { resolveDelay: '10m' } }, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.passes('4m');
    await story.recovers();
    await story.passes('10m');
    expect((await story.incident()).state).toBe('resolved');
    await story.told('ann by hook: Resolved by Scripts');
  });

  tell(
    'it fires again after a step was due: that step is taken now',
    { integration: { resolveDelay: '10m' } },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      await story.passes('4m');
      await story.recovers();
      await story.passes('4m');
      await story.alert();
      await story.reached('ben by mail');
    },
  );

  tell('it fires again meanwhile: the same incident goes on, and Ben is paged in his turn', world, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.passes('1m');
    await story.recovers();
    await story.passes('1m');
    await story.alert();
    await story.passes('3m');
    await story.reached('ben by mail');
    expect(await story.incidents()).toHaveLength(1);
  });
});
