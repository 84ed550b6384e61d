/** What an incident asks for, and whom it reaches by which way. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOON } from '#domain/incident/incident.fake';
import type { Effect } from '#domain/incident/effects';
import type { Subscription } from '#domain/notify/subscription';
import { HOUR, MINUTE } from '#domain/time/duration';
import type { Directory } from '../ports/directory.ts';
import type { DeliveryRow } from '../store/schema/deliveries.ts';
import { channels, directoryOf, DONE, method, openOutbox, person, QUIET, RETRY, subscription } from './outbox.fake.ts';
import type { OutboxBench } from './outbox.fake.ts';
import { shiftOutbox } from './shift.ts';
import { tickPages } from './tick.ts';
import { silentLog } from '../store/upkeep/silent-log.fake.ts';

const PEOPLE = [
  person('ann', ['email', 'sms', 'call', 'chat']),
  person('ben', ['email', 'sms'], {
    rules: {
      default: [
        { method: 'email', after: 0, when: null },
        { method: 'sms', after: MINUTE, when: null },
      ],
      urgent: [],
    },
  }),
  person('cleo', ['email', 'chat'], { quietHours: QUIET, language: 'fr' }),
  person('dee', []),
  person('eve', ['email'], { disabled: true }),
  person('fay', ['sms', 'radio', 'pager', 'deaf', 'email'], { mute: ['resolved', 'onCall', 'swaps', 'health'] }),
  person('gus', ['call']),
  person('hal', ['unheard-of', 'chat', 'email']),
];

let bench: OutboxBench;
const configured = (more: Partial<Directory> = {}) => directoryOf(PEOPLE, more);
beforeEach(async () => {
  bench = await openOutbox(configured());
  await bench.incident();
});
afterEach(() => bench.close());

const page = (user: string, changes: Partial<Extract<Effect, { kind: 'page' }>> = {}): Effect => ({
  kind: 'page',
  user,
  urgency: 'default',
  step: { entry: 1, pass: 0, step: 0 },
  ...changes,
});
const post = (channel: string, changes: Partial<Extract<Effect, { kind: 'post' }>> = {}): Effect => ({
  kind: 'post',
  channel,
  urgency: 'default',
  step: { entry: 1, pass: 0, step: 2 },
  ...changes,
});
const tellReached = (changes: Partial<Extract<Effect, { kind: 'tellReached' }>> = {}): Effect => ({
  kind: 'tellReached',
  update: 'resolved',
  actor: 'ben',
  text: 'done',
  except: [],
  ...changes,
});
const ways = (rows: readonly DeliveryRow[]) =>
  rows.map((row) => `${row.kind} ${row.user ?? row.channel} ${row.method ?? row.channel_kind}`);
const content = (row: DeliveryRow | undefined) => JSON.parse(row?.content ?? 'null') as unknown;

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
      await bench.plan('', {
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

describe('a room', () => {
  it('is told in its lane, with the step', async () => {
    const rows = await bench.plan('i1', post('board', { urgency: 'urgent' }), post('thread', { step: null }));
    expect(rows).toMatchObject([
      {
        kind: 'page',
        channel: 'board',
        user: null,
        method: null,
        channel_kind: 'email',
        lane: 'email h',
        rank: 6,
        entry: 1,
      },
      { channel: 'thread', channel_kind: 'chat', rank: 2, entry: null },
    ]);
    expect(rows.map(content)).toEqual([
      { urgency: 'urgent', step: 2 },
      { urgency: 'default', step: null },
    ]);
  });

  it.each([
    ['gone', 'unknown'],
    ['odd', 'unheard-of'],
  ])('that is %s fails when it is sent', async (id, kind) => {
    expect(await bench.plan('i1', post(id))).toMatchObject([{ channel: id, channel_kind: kind, lane: 'none' }]);
  });

  it('that is told in this transaction hears in it how it goes on, once', async () => {
    expect(ways(await bench.plan('i1', post('board'), post('board'), tellReached()))).toEqual([
      'page board email',
      'page board email',
      'update board email',
    ]);
  });

  it('that cannot be told news is told none', async () => {
    await bench.plan('i1', post('mute'), post('board'), post('gone'));
    expect(ways(await bench.plan('i1', tellReached()))).toEqual(['update board email']);
  });
});

describe('whoever was reached', () => {
  const reach = async (...users: string[]) => {
    await bench.plan('i1', ...users.map((user) => page(user)));
    await bench.send();
  };

  it('hears how it goes on by the ways that reached them', async () => {
    await reach('ann', 'ben');
    const rows = await bench.plan('i1', tellReached());
    expect(ways(rows)).toEqual(['update ann email', 'update ann chat', 'update ben email']);
    expect(rows[0]).toMatchObject({ incident: 'i1', page: null, rank: 0, lane: 'email email-of-them', due_at: NOON });
    expect(content(rows[0])).toEqual({ update: 'resolved', actor: 'ben', text: 'done' });
  });

  it('does not hear of what they did, nor of what they do not want to', async () => {
    await reach('ann', 'ben', 'fay');
    expect(
      ways(await bench.plan('i1', tellReached({ except: ['ann'] }))),
      'what stands in a chat is brought up to date',
    ).toEqual(['update ben email', 'update ann chat']);
    expect(ways(await bench.plan('i1', tellReached({ update: 'confirm', except: ['ann', 'ben'] })))).toEqual([
      'update fay radio',
      'update fay pager',
      'update fay email',
      'update ann chat',
    ]);
  });

  it('by phone is called again only to be asked', async () => {
    await reach('gus');
    expect(await bench.plan('i1', tellReached())).toEqual([]);
    expect(
      ways(await bench.plan('i1', tellReached({ update: 'confirm' }), tellReached({ update: 'exhausted' }))),
    ).toEqual(['update gus call', 'update gus call']);
  });

  it('and was not yet is told nothing', async () => {
    await bench.plan('i1', page('ben'));
    expect(await bench.plan('i1', tellReached())).toEqual([]);
  });

  it('and is gone since then is told nothing', async () => {
    await reach('ben', 'ann');
    bench.directory = directoryOf([person('ann', ['call', 'chat'])]);
    expect(ways(await bench.plan('i1', tellReached()))).toEqual(['update ann chat']);
  });

  it('in several pages hears by all their ways', async () => {
    await reach('ben');
    bench.later(MINUTE);
    bench.directory = directoryOf([person('ben', ['radio', 'email'])]);
    await bench.plan('i1', page('ben'));
    await bench.claim();
    const radio = (await bench.deliveries()).find((row) => row.method === 'radio')?.id ?? '';
    await bench.settle([radio], DONE);
    expect(ways(await bench.plan('i1', tellReached()))).toEqual(['update ben email', 'update ben radio']);
  });

  it('is told by name, by the way that reached them, else by the first urgent one', async () => {
    await reach('ben');
    const tell: Effect = {
      kind: 'tell',
      users: ['ben', 'cleo', 'dee', 'nobody'],
      update: 'confirm',
      actor: null,
      text: null,
    };
    const rows = await bench.plan('i1', tell);
    expect(ways(rows)).toEqual(['update ben email', 'update cleo email']);
    expect(content(rows[0])).toEqual({ update: 'confirm', actor: null, text: null });
  });
});

describe('what stands in a chat', () => {
  it('is brought up to date whatever happens, also where nobody is told', async () => {
    await bench.plan('i1', page('ann'), page('ben'), post('thread'), post('board'));
    await bench.send();
    const rows = await bench.plan('i1', page('ben'));
    expect(ways(rows)).toEqual(['page ben email', 'update ann chat', 'update thread chat']);
    expect(rows.slice(1).map(({ content: said, rank, entry }) => [said, rank, entry])).toEqual([
      ['{"refresh":true}', 0, null],
      ['{"refresh":true}', 0, null],
    ]);
  });

  it('is told once', async () => {
    await bench.plan('i1', page('ann'), post('thread'));
    await bench.send();
    expect(ways(await bench.plan('i1', tellReached()))).toEqual([
      'update ann email',
      'update ann chat',
      'update thread chat',
    ]);
    expect(ways(await bench.plan('i1', tellReached({ except: ['ann'] })))).toEqual([
      'update thread chat',
      'update ann chat',
    ]);
  });

  it('of other ways is left alone', async () => {
    await bench.plan('i1', page('ben'), post('board'));
    await bench.send();
    expect(await bench.plan('i1', { kind: 'urge' })).toEqual([]);
  });
});

describe('duties', () => {
  const duty = (user: string): Effect => ({
    kind: 'tellDuty',
    user,
    duty: { rota: 'r', start: 1, end: 2, on: true, note: null },
  });
  const swap = (user: string): Effect => ({
    kind: 'tellSwap',
    user,
    swap: { rota: 'r', what: 'asked', by: 'ann', of: 'ben', start: 1, end: 2, note: '' },
  });
  const health = (user: string): Effect => ({
    kind: 'tellHealth',
    user,
    health: { rota: 'r', score: 9, findings: [], more: 0 },
  });

  it('are told by the first way that carries news', async () => {
    const [row, ...more] = await bench.plan('', duty('ann'));
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      kind: 'onCall',
      incident: null,
      user: 'ann',
      method: 'email',
      channel_kind: 'email',
      lane: 'email email-of-them',
      rank: 0,
      due_at: NOON,
    });
    expect(content(row)).toEqual({ duty: { rota: 'r', start: 1, end: 2, on: true, note: null } });
    bench.directory = directoryOf([person('ann', ['sms', 'unheard-of', 'chat', 'email'])]);
    expect(ways(await bench.plan('', duty('ann')))).toEqual(['onCall ann chat']);
  });

  it.each<[string, Effect, string[]]>([
    ['swaps', swap('ann'), ['onCall ann email']],
    ['a letter', health('ann'), ['onCall ann email']],
    ['a letter, to whoever has mail besides', health('hal'), ['onCall hal email']],
    ['a letter, to whoever has no mail', health('gus'), []],
    ['by no way that carries news', duty('gus'), []],
    ['to whoever does not want to hear', duty('fay'), []],
    ['swaps, to whoever does not want to hear', swap('fay'), []],
    ['a letter, to whoever does not want to hear', health('fay'), []],
    ['to whoever is disabled', duty('eve'), []],
    ['a letter, to whoever is disabled', health('eve'), []],
    ['to nobody', duty('nobody'), []],
    ['a letter, to nobody', health('nobody'), []],
  ])('%s', async (_, effect, expected) => {
    expect(ways(await bench.plan('', effect))).toEqual(expected);
  });

  it('wait for the end of quiet hours', async () => {
    const rows = [...(await bench.plan('', duty('cleo'))), ...(await bench.plan('', health('cleo')))];
    expect(rows.map(({ due_at }) => due_at)).toEqual([NOON + HOUR, NOON + HOUR]);
  });

  it('a letter goes to an address that is verified', async () => {
    bench.directory = directoryOf([
      person('ann', [], { contactMethods: [method('email', { verified: false }), method('email', { id: 'second' })] }),
    ]);
    expect(ways(await bench.plan('', health('ann')))).toEqual(['onCall ann second']);
  });
});

describe('an outage', () => {
  const outage = (user: string, changes: Partial<Extract<Effect, { kind: 'tellOutage' }>['outage']> = {}): Effect => ({
    kind: 'tellOutage',
    user,
    outage: { channel: 'x', kind: 'email', up: false, since: 1, problem: 'away', people: [], ...changes },
  });

  it.each<[string, Effect, string[]]>([
    ['does not go by what is down', outage('ann'), ['onCall ann chat']],
    ['goes by it where it is well again', outage('ann', { up: true }), ['onCall ann email']],
    ['does not go by what it serves', outage('ann', { kind: 'gateway' }), ['onCall ann chat']],
    ['of another goes as usual', outage('ann', { kind: 'chat' }), ['onCall ann email']],
    ['of what nobody knows', outage('ann', { kind: 'unheard-of' }), ['onCall ann email']],
    ['reaches nobody who has no other way', outage('ben'), []],
    ['reaches nobody who does not want to hear', outage('fay'), []],
    ['reaches nobody who is disabled', outage('eve', { kind: 'chat' }), []],
    ['reaches nobody who is gone', outage('nobody'), []],
  ])('%s', async (_, effect, expected) => {
    expect(ways(await bench.plan('', effect))).toEqual(expected);
  });

  it('waits for the end of quiet hours, unless somebody cannot be reached', async () => {
    const rows = [
      ...(await bench.plan('', outage('cleo'))),
      ...(await bench.plan('', outage('cleo', { people: ['ben'] }))),
    ];
    expect(rows.map(({ due_at, rank, method: id }) => [due_at - NOON, rank, id])).toEqual([
      [HOUR, 0, 'chat'],
      [0, 3, 'chat'],
    ]);
    expect(content(rows[1])).toEqual({
      outage: { channel: 'x', kind: 'email', up: false, since: 1, problem: 'away', people: ['ben'] },
    });
  });

  it('goes by other verified ways than the rules name, and by those first', async () => {
    const rules = [{ method: 'chat', after: 0, when: null }];
    bench.directory = directoryOf([
      person('ann', ['radio', 'email'], {
        contactMethods: [method('radio', { verified: false }), method('email'), method('chat')],
        rules: { default: rules, urgent: rules },
      }),
      person('ben', [], { contactMethods: [method('radio', { verified: false }), method('chat')] }),
    ]);
    expect(ways(await bench.plan('', outage('ann', { kind: 'sms' }), outage('ben')))).toEqual([
      'onCall ann chat',
      'onCall ben chat',
    ]);
  });
});

describe('a subscription', () => {
  const timeline = (kind: 'opened' | 'resolved' | 'note' | 'warning', changes: object = {}): Effect => ({
    kind: 'timeline',
    entry: { at: NOON, kind, actor: 'ben', text: 'said', data: {}, ...changes },
  });
  const told = async (
    to: Subscription['to'],
    effect: Effect = timeline('opened'),
    ...more: Array<Partial<Subscription>>
  ) => {
    bench.directory = configured({ subscriptions: [subscription({ to }), ...more.map((one) => subscription(one))] });
    return bench.plan('i1', effect);
  };
  const user = (login: string) => ({ kind: 'user' as const, user: login });
  const room = (channel: string) => ({ kind: 'channel' as const, channel });

  it('tells people quietly, and rooms', async () => {
    const rows = await told([user('ann'), room('board')]);
    expect(rows).toMatchObject([
      {
        kind: 'status',
        incident: 'i1',
        user: 'ann',
        method: 'email',
        channel_kind: 'email',
        lane: 'email email-of-them',
        rank: 0,
        due_at: NOON,
      },
      { kind: 'status', incident: 'i1', channel: 'board', channel_kind: 'email', rank: 0, entry: null },
    ]);
    expect(rows.map(content)).toEqual(
      Array(2).fill({ update: 'opened', actor: 'ben', text: null, subscription: 'News' }),
    );
  });

  it.each<[string, Effect, string | null]>([
    ['a note', timeline('note'), 'said'],
    ['a resolution', timeline('resolved', { data: { text: 'fixed' } }), 'fixed'],
    ['a resolution for a reason', timeline('resolved', { data: { reason: 'merged' } }), 'merged'],
    ['a resolution without words', timeline('resolved', { data: { text: null, reason: 'merged' } }), null],
    ['an opening', timeline('opened', { data: { text: 'x' } }), null],
  ])('quotes of %s what somebody said', async (_, effect, text) => {
    expect(content((await told([room('board')], effect))[0])).toMatchObject({ text });
  });

  it('says nothing of what nobody subscribes to, nor of an incident that is gone', async () => {
    expect(await told([user('ann')], timeline('warning'))).toEqual([]);
    bench.directory = configured({ subscriptions: [subscription({ to: [user('ann')] })] });
    expect(await bench.plan('gone', timeline('opened'))).toEqual([]);
  });

  it('looks at what the incident is', async () => {
    await bench.incident({ id: 'test', test: true, labels: { a: 'b' }, severity: 'warning', team: 'db' });
    const to = [room('board')];
    bench.directory = configured({ subscriptions: [subscription({ to })] });
    expect(await bench.plan('test', timeline('opened')), 'a test').toEqual([]);
    await bench.incident({ id: 'real', labels: { a: 'b' }, severity: 'warning', team: 'db' });
    for (const [changes, count] of [
      [{ team: 'sre' }, 0],
      [{ team: 'db' }, 1],
      [{ minimumSeverity: 'error' }, 0],
      [{ minimumSeverity: 'warning' }, 1],
      [{ events: ['note'] }, 0],
    ] as const) {
      bench.directory = configured({ subscriptions: [subscription({ to, ...changes } as Partial<Subscription>)] });
      expect(await bench.plan('real', timeline('opened')), JSON.stringify(changes)).toHaveLength(count);
    }
  });

  it.each<[string, Subscription['to'], string[]]>([
    ['not whoever did it', [user('ben'), user('ann')], ['status ann email']],
    [
      'nobody twice',
      [user('ann'), user('ann'), room('board'), room('board')],
      ['status ann email', 'status board email'],
    ],
    ['a room that has the name of a person', [user('board'), room('board')], ['status board email']],
    ['nobody who is gone or disabled', [user('nobody'), user('eve')], []],
    ['nobody by phone', [user('gus')], []],
    ['by what rings no phone and costs nothing', [user('fay'), user('hal')], ['status fay email', 'status hal chat']],
  ])('tells %s', async (_, to, expected) => {
    expect(ways(await told(to))).toEqual(expected);
  });

  it('tells once what several subscribe to', async () => {
    expect(ways(await told([user('ann')], timeline('opened'), { to: [user('ann'), user('hal')] }))).toEqual([
      'status ann email',
      'status hal chat',
    ]);
  });

  it('waits for the end of quiet hours', async () => {
    expect((await told([user('cleo')])).map(({ due_at }) => due_at)).toEqual([NOON + HOUR]);
  });

  it('goes by mail, then by what else there is, where the rules name no quiet way; an address that is not verified is none', async () => {
    const urgent = [{ method: 'sms', after: 0, when: null }];
    const methods = [
      method('sms'),
      method('chat'),
      method('email', { id: 'unsure', verified: false }),
      method('email'),
    ];
    bench.directory = directoryOf(
      [
        person('ann', [], { contactMethods: methods, rules: { default: urgent, urgent } }),
        person('cleo', [], { contactMethods: methods.slice(0, 3), rules: { default: urgent, urgent } }),
      ],
      { subscriptions: [subscription({ to: [user('ann'), user('cleo')] })] },
    );
    expect(ways(await bench.plan('i1', timeline('opened')))).toEqual(['status ann email', 'status cleo chat']);
  });

  it('leaves out whoever hears of it anyway, but not of what they do not hear', async () => {
    await bench.plan('i1', page('ann'), post('board'));
    await bench.send();
    expect(ways(await told([user('ann'), user('hal'), room('board'), room('thread')], timeline('resolved')))).toEqual([
      'status hal chat',
      'status thread chat',
      'update ann chat',
    ]);
    expect(ways(await told([user('ann'), room('board')], timeline('note')))).toEqual([
      'status ann email',
      'status board email',
      'update ann chat',
    ]);
  });

  it('does not make a room one that was told', async () => {
    await told([room('board')]);
    expect(await bench.plan('i1', tellReached())).toEqual([]);
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
