import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { changeRows } from '../rows.ts';

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

  tell('undone at once, both are as before; later alerts join their own again', {}, async (story) => {
    const [first = ''] = (await story.alert({ id: 'a', title: 'Web down', severity: 'critical' })).incidents;
    const [into = ''] = (await story.alert({ id: 'b', title: 'Database down', severity: 'warning' })).incidents;
    await story.reached('ann by hook: Database down', 'ann by hook: Web down');
    await story.script('acknowledge', undefined, into);
    await story.script('merge', { into }, first);
    await story.updatesOfAnybody();
    expect(await story.incident(into)).toMatchObject({ severity: 'critical', alerts: { firing: 2 } });
    await story.passes('9s');
    expect(await story.script('undo', undefined, first)).toMatchObject({
      state: 'open',
      mergedInto: null,
      alerts: { firing: 1, total: 1 },
    });
    expect(await story.incident(into)).toMatchObject({ severity: 'warning', alerts: { firing: 1, total: 1 } });
    await story.explains('took back the merge', first);
    await story.explains('out of this incident again', into);
    expect((await story.alert({ id: 'a', title: 'Web down', severity: 'critical' })).incidents).toEqual([first]);
    await story.passes('5m');
    await story.reached('ben by mail: Web down');
    await story.recovers({ id: 'a' });
    expect((await story.incident(first)).state).toBe('resolved');
    expect((await story.incident(into)).state).toBe('acknowledged');
    await story.updatesOfAnybody();
  });

  tell('not undone once something else has happened to the other', {}, async (story) => {
    const [first = ''] = (await story.alert({ id: 'a' })).incidents;
    const [into = ''] = (await story.alert({ id: 'b', title: 'Database down' })).incidents;
    await story.pagesOfAnybody();
    await story.script('merge', { into }, first);
    await story.script('note', { text: 'Both are the disk' }, into);
    expect((await story.asks(null, 'undo', undefined, first)).status).toBe(409);
    expect((await story.incident(into)).alerts).toEqual({ firing: 2, total: 2 });
    await story.updatesOfAnybody();
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

  tell('a merge that 0.1 wrote down without the other’s number is read with it', {}, async (story) => {
    const [first = ''] = (await story.alert({ id: 'a' })).incidents;
    const [into = ''] = (await story.alert({ id: 'b', title: 'Database down' })).incidents;
    await story.pagesOfAnybody();
    await story.script('merge', { into }, first);
    await story.updatesOfAnybody();
    for (const [incident, data] of [
      [first, { into }],
      [into, { from: first }],
    ] as const) {
      const other = incident === first ? into : first;
      const text = JSON.stringify(data);
      await changeRows(
        story.databaseUrl,
        `update timeline set data = '${text}' where incident = '${incident}' and kind = 'merged'`,
      );
      expect(await mergedIn(story, incident)).toEqual({ ...data, number: (await story.incident(other)).number });
    }
    // Of an incident that is not kept any more there is no number.
    await changeRows(
      story.databaseUrl,
      `update timeline set data = '{"into": "gone"}' where incident = '${first}' and kind = 'merged'`,
    );
    expect(await mergedIn(story, first)).toEqual({ into: 'gone' });
  });
});

async function mergedIn(story: Story, incident: string): Promise<unknown> {
  return (await story.timeline(incident)).find(({ kind }) => kind === 'merged')?.data;
}
