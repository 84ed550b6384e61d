/** What an incident asks for, and whom its pages reach by which method. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOON } from '#domain/incident/incident.fake';
import { HOUR, MINUTE } from '#domain/time/duration';
import type { Directory } from '../../../ports/directory.ts';
import { openOutbox, RETRY } from '../outbox.fake.ts';
import { channels, directoryOf, person } from '../people.fake.ts';
import type { OutboxBench } from '../outbox.fake.ts';
import { configured, page, post, ways } from '../plan.fake.ts';
import { shiftOutbox } from '../shift.ts';
import { silentLog } from '../../../store/upkeep/silent-log.fake.ts';
import { tickPages } from './due-rules.ts';
import { planRequests } from './requests.ts';

let bench: OutboxBench;
beforeEach(async () => {
  bench = await openOutbox(configured());
  await bench.incident();
});
afterEach(() => bench.close());

it('without requests there is nothing to do, and the engine may sleep', async () => {
  expect(await bench.transact((work) => planRequests(work, channels))).toBe(0);
});

describe('a page', () => {
  it('goes by the rules that are due, in the lane of its address, as urgent as the incident', async () => {
    const [mail, ...more] = await bench.plan('i1', page('ben'));
    const [row] = await bench.pages();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      kind: 'page',
      incident: 'i1',
      page: row?.id,
      entry: 1,
      user: 'ben',
      method: 'email',
      channel: null,
      channel_kind: 'email',
      lane: 'email email-of-them',
      rank: 2,
      state: 'due',
      due_at: NOON,
      attempt: 0,
      content: '{}',
      created_at: NOON,
    });
    expect(row).toMatchObject({
      incident: 'i1',
      user: 'ben',
      urgency: 'default',
      entry: 1,
      step: 0,
      state: 'running',
      started_at: NOON,
      ended_at: null,
      end_reason: null,
    });
    expect(await bench.timers()).toEqual([{ kind: 'page', subject: row?.id, due_at: NOON + MINUTE, rank: 1 }]);
  });

  it.each([
    ['info', 0],
    ['warning', 1],
    ['error', 2],
    ['critical', 3],
  ] as const)('of an urgent incident of severity %s goes before others', async (severity, rank) => {
    await bench.incident({ id: 'x', severity });
    const rows = [
      ...(await bench.plan('x', page('ben', { urgency: 'urgent' }))),
      ...(await bench.plan('x', post('board', { urgency: 'urgent' }))),
      ...(await bench.plan('x', page('ben'))),
    ];
    expect(rows.map((row) => row.rank)).toEqual([4 + rank, 4 + rank, rank]);
  });

  it('that a person asked for belongs to no step', async () => {
    const [row] = await bench.plan('i1', page('ben', { step: null }));
    expect([row?.entry, (await bench.pages())[0]]).toMatchObject([null, { entry: null, step: null }]);
  });

  it('goes on to the next rule at its time, and only then', async () => {
    await bench.plan('i1', page('ben', { urgency: 'urgent' }));
    expect((await bench.timers())[0]?.rank).toBe(3);
    bench.later(MINUTE - 1);
    const tick = () => bench.transact((work) => tickPages(work, channels, silentLog));
    expect(await tick()).toBe(0);
    bench.later(1);
    expect(await tick()).toBe(1);
    expect(ways(await bench.deliveries())).toEqual(['page ben email', 'page ben sms']);
    expect([await tick(), await bench.timers()]).toEqual([0, []]);
    expect(await bench.pages()).toMatchObject([{ state: 'running', ended_at: null }]);
  });

  it('whose timer is left over goes on no more', async () => {
    await bench.plan('i1', page('ben'));
    await bench.transact(({ tx }) => tx.deleteFrom('pages').execute());
    bench.later(MINUTE);
    expect(await bench.transact((work) => tickPages(work, channels, silentLog))).toBe(1);
    expect([await bench.timers(), ways(await bench.deliveries())]).toEqual([[], ['page ben email']]);
  });

  it('that cannot go on has failed, and its step hears of it', async () => {
    await bench.plan('i1', page('ben'));
    bench.later(MINUTE);
    bench.directory = new Proxy(bench.directory, {
      get: (of, name) => {
        if (name === 'responders') throw new Error('broken');
        return of[name as keyof Directory];
      },
    });
    await bench.transact((work) => tickPages(work, channels, silentLog));
    expect(bench.failures).toMatchObject([{ stage: 'page', incident: 'i1' }]);
    expect(await bench.pages()).toMatchObject([{ state: 'failed', ended_at: NOON + MINUTE }]);
    expect(await bench.timers()).toEqual([{ kind: 'unreachable', subject: 'i1:1', due_at: NOON + MINUTE, rank: 3 }]);
  });

  it.each(['dee', 'nobody'])(
    'to %s, who has no way, has failed at once and says so; its step hears of it',
    async (user) => {
      expect(await bench.plan('i1', page(user))).toEqual([]);
      expect(await bench.pages()).toMatchObject([{ user, state: 'failed', ended_at: NOON }]);
      expect(await bench.timeline()).toMatchObject([
        {
          kind: 'page',
          text: `${user} cannot be reached: there is no contact method.`,
          data: { user, reason: 'no-method' },
        },
      ]);
      expect(await bench.timers()).toEqual([{ kind: 'unreachable', subject: 'i1:1', due_at: NOON, rank: 3 }]);
    },
  );

  it('leaves a step alone that still has hope', async () => {
    await bench.plan('i1', page('dee'), page('ben'));
    expect((await bench.timers()).map(({ kind }) => kind)).toEqual(['page']);
  });

  it('leaves a step alone that has a room', async () => {
    await bench.plan('i1', post('board'));
    await bench.plan('i1', page('dee'));
    expect(await bench.timers()).toEqual([]);
  });

  it('whose type of method is gone is sent all the same, and says then what is wrong', async () => {
    bench.directory = directoryOf([person('ann', ['unheard-of'])]);
    expect(await bench.plan('i1', page('ann'))).toMatchObject([{ channel_kind: 'unheard-of', lane: 'none' }]);
  });

  it('waits for the end of quiet hours, and says so', async () => {
    expect(await bench.plan('i1', page('cleo'))).toEqual([]);
    expect(await bench.timeline()).toMatchObject([
      {
        kind: 'page',
        text: 'cleo has quiet hours; this page waits until 2026-03-02T13:00:00.000Z.',
        data: { user: 'cleo', until: NOON + HOUR, reason: 'quiet-hours' },
      },
    ]);
    expect(await bench.timers()).toMatchObject([{ due_at: NOON + HOUR, rank: 1 }]);
  });

  it('that waits so goes at once when the incident becomes urgent; others go on', async () => {
    await bench.plan('i1', page('cleo', { step: { entry: 3, pass: 1, step: 2 } }), page('ben'));
    const rows = await bench.plan('i1', { kind: 'urge' });
    expect(ways(rows)).toEqual(['page cleo email', 'page cleo chat']);
    expect(
      (await bench.pages()).map(({ user, urgency, state, entry, step, end_reason }) => ({
        user,
        urgency,
        state,
        entry,
        step,
        end_reason,
      })),
    ).toEqual([
      { user: 'cleo', urgency: 'default', state: 'ended', entry: 3, step: 2, end_reason: 'replaced' },
      { user: 'ben', urgency: 'default', state: 'running', entry: 1, step: 0, end_reason: null },
      { user: 'cleo', urgency: 'urgent', state: 'running', entry: 3, step: 2, end_reason: null },
    ]);
    bench.later(HOUR);
    expect(await bench.plan('i1', { kind: 'urge' }), 'nothing waits any more').toEqual([]);
  });

  it('that a person asked for keeps belonging to no step then', async () => {
    await bench.plan('i1', page('cleo', { step: null }));
    await bench.plan('i1', { kind: 'urge' });
    expect((await bench.pages()).map(({ entry, step }) => [entry, step])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it('is not urged at the very end of quiet hours', async () => {
    await bench.plan('i1', page('cleo'));
    bench.later(HOUR);
    expect(await bench.plan('i1', { kind: 'urge' })).toEqual([]);
  });

  it('replaces the one that runs, of the same person alone', async () => {
    await bench.plan('i1', page('ann'), page('ben'));
    await bench.plan('i1', page('ann', { urgency: 'urgent' }));
    expect((await bench.deliveries()).map((row) => `${row.user} ${row.method} ${row.state}`)).toEqual([
      ...['email', 'sms', 'call', 'chat'].map((id) => `ann ${id} cancelled`),
      'ben email due',
      ...['email', 'sms', 'call', 'chat'].map((id) => `ann ${id} due`),
    ]);
    expect(
      (await bench.pages()).map(({ user, state, ended_at, end_reason }) => [user, state, ended_at, end_reason]),
    ).toEqual([
      ['ann', 'ended', NOON, 'replaced'],
      ['ben', 'running', null, null],
      ['ann', 'running', null, null],
    ]);
    expect(await bench.delivery((await bench.deliveries())[0]?.id ?? '')).toMatchObject({
      outcome: 'replaced',
      done_at: NOON,
    });
  });

  it('that is replaced in the same transaction was never there', async () => {
    expect(ways(await bench.plan('i1', page('ben'), page('ben')))).toEqual(['page ben email']);
  });

  it.each<[string, string[] | 'all', string[]]>([
    ['everybody', 'all', ['ended', 'ended']],
    ['some', ['ben'], ['running', 'ended']],
    ['nobody', [], ['running', 'running']],
  ])('ends for %s', async (_, users, states) => {
    await bench.plan('i1', page('ann'), page('ben'));
    await bench.plan('i1', { kind: 'endPages', users, reason: 'acknowledged' });
    expect((await bench.pages()).map(({ state }) => state)).toEqual(states);
    const due = (await bench.deliveries()).filter((row) => row.state === 'due').map((row) => row.user);
    expect([...new Set(due)]).toEqual(['ann', 'ben'].filter((_user, i) => states[i] === 'running'));
    expect((await bench.timers()).filter(({ kind }) => kind === 'page')).toHaveLength(states[1] === 'running' ? 1 : 0);
  });

  it('that arrived ends too; one that failed stays so', async () => {
    await bench.plan('i1', page('gus'), page('dee'));
    await bench.send();
    expect((await bench.pages()).map(({ state }) => state)).toEqual(['delivered', 'failed']);
    bench.later(1);
    await bench.plan('i1', { kind: 'endPages', users: 'all', reason: 'resolved' });
    expect((await bench.pages()).map(({ state, ended_at, end_reason }) => [state, ended_at, end_reason])).toEqual([
      ['ended', NOON + 1, 'resolved'],
      ['failed', NOON, null],
    ]);
  });

  it('leaves what is under way alone when it ends', async () => {
    await bench.plan('i1', page('gus'));
    await bench.claim();
    await bench.plan('i1', { kind: 'endPages', users: 'all', reason: 'resolved' });
    expect((await bench.deliveries()).map(({ state }) => state)).toEqual(['sending']);
  });

  it('to somebody whose rules cannot be followed goes by every way', async () => {
    const broken = person('ann', ['sms', 'email', 'chat'], {
      quietHours: { timeZone: 'Nowhere', holidays: null, windows: [{ days: ['daily'], from: '00:00', to: '24:00' }] },
    });
    bench.directory = directoryOf([broken]);
    expect(ways(await bench.plan('i1', page('ann')))).toEqual(['page ann email', 'page ann sms', 'page ann chat']);
    expect(bench.failures).toMatchObject([{ stage: 'plan', incident: 'i1' }]);
  });

  it('that cannot be planned at all has failed, and keeps nothing else from being sent', async () => {
    bench.directory = new Proxy(bench.directory, {
      get: (of, name) => {
        if (name === 'responders') throw new Error('broken');
        return of[name as keyof Directory];
      },
    });
    expect(ways(await bench.plan('i1', page('ann'), post('board')))).toEqual(['page board email']);
    expect(bench.failures.map(({ stage, incident }) => [stage, incident])).toEqual([['plan', 'i1']]);
    expect(await bench.pages()).toMatchObject([{ user: 'ann', state: 'failed', ended_at: NOON }]);
    expect(
      await bench.notify({
        kind: 'tellDuty',
        user: 'ann',
        duty: { rota: 'r', start: null, end: null, on: true, note: null },
      }),
    ).toEqual([]);
    expect(bench.failures.at(-1)).toMatchObject({ stage: 'plan', incident: null });
  });

  it('waits no longer where the clock was set back', async () => {
    await bench.plan('i1', page('ben'), page('cleo'));
    await bench.claim({ free: 1 });
    await bench.plan('i1', post('board'));
    await bench.transact((work) => shiftOutbox(work, -HOUR));
    expect((await bench.timers()).map(({ due_at }) => due_at - NOON).sort()).toEqual([MINUTE - HOUR, HOUR].sort());
    expect(
      (await bench.deliveries()).map(({ state, due_at, lease_until }) => [
        state,
        due_at - NOON,
        lease_until && lease_until - NOON,
      ]),
    ).toEqual([
      ['sending', 0, 4000 - HOUR],
      ['due', -HOUR, null],
    ]);
  });
});

it('nothing is planned where nothing is asked, and nothing of what is not the outbox’s', async () => {
  expect(await bench.plan('i1')).toEqual([]);
  expect(
    await bench.plan(
      'i1',
      { kind: 'ask' },
      { kind: 'resolveAlerts' },
      { kind: 'turn', key: 'k', next: 1 },
      { kind: 'intervention', what: 'begin', user: 'ann' },
      { kind: 'sync', what: 'resolve', actor: 'ann', text: null },
    ),
  ).toEqual([]);
  await bench.plan('i1', page('ben'));
  await bench.send(RETRY);
  expect(await bench.timeline()).toHaveLength(1);
});
