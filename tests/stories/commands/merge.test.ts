import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('merge: two incidents turn out to be one', (tell) => {
  tell('the first closes, its alerts move, its later alerts join the other', {}, async (story) => {
    const [first = ''] = (await story.alert({ id: 'a', title: 'Web down' })).incidents;
    const [into = ''] = (await story.alert({ id: 'b', title: 'Database down' })).incidents;
    await story.reached('ann by hook: Database down', 'ann by hook: Web down');
    expect(await story.script('merge', { into }, first)).toMatchObject({
      id: first,
      state: 'resolved',
      alerts: { firing: 0 },
    });
    expect(await story.incident(into)).toMatchObject({ state: 'open', alerts: { firing: 2, total: 2 } });
    expect((await story.alert({ id: 'a', title: 'Web down', severity: 'critical' })).incidents).toEqual([into]);
    await story.nobodyIsPaged();
    expect((await story.incident(into)).severity).toBe('critical');
    await story.recovers({ id: 'a' });
    expect((await story.incident(into)).state).toBe('open');
    await story.recovers({ id: 'b' });
    expect((await story.incident(into)).state).toBe('resolved');
    await story.explains('Merged into #', first);
    await story.explains('was merged into this incident by api', into);
    await story.told('ann by hook: Resolved by Scripts', 'ann by hook: Resolved by api');
  });

  tell('nobody is paged for the first any more; the other goes on', {}, async (story) => {
    const [first = ''] = (await story.alert({ id: 'a' })).incidents;
    await story.passes('1m');
    const [into = ''] = (await story.alert({ id: 'b', title: 'Database down' })).incidents;
    await story.reached('ann by hook: Disk full', 'ann by hook: Database down');
    await story.script('merge', { into }, first);
    await story.passes('5m');
    await story.reached('ben by mail: Database down');
    await story.told('ann by hook: Resolved by api');
  });

  tell('into itself, into nothing, into a resolved one: refused', {}, async (story) => {
    const [first = ''] = (await story.alert({ id: 'a' })).incidents;
    const [over = ''] = (await story.alert({ id: 'b' })).incidents;
    await story.reached('ann by hook', 'ann by hook');
    await story.script('resolve', undefined, over);
    expect((await story.asks(null, 'merge', { into: first }, first)).status).toBe(409);
    expect((await story.asks(null, 'merge', { into: 'nothing' }, first)).status).toBe(400);
    expect((await story.asks(null, 'merge', { into: over }, first)).status).toBe(409);
    expect((await story.incident(first)).state).toBe('open');
    await story.told('ann by hook: Resolved by api');
  });
});
