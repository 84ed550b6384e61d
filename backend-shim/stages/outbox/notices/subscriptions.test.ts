/** Which subscriptions are told of an incident, and by which method. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOON } from '#domain/incident/incident.fake';
import type { Effect, TimelineEntry } from '#domain/incident/effects';
import type { SubscribedEvent, Subscription } from '#domain/notify/subscription';
import { HOUR } from '#domain/time/duration';
import { openOutbox } from '../outbox.fake.ts';
import { directoryOf, method, person, subscription } from '../people.fake.ts';
import type { OutboxBench } from '../outbox.fake.ts';
import { configured, content, page, post, tellReached, ways } from '../plan.fake.ts';

let bench: OutboxBench;
beforeEach(async () => {
  bench = await openOutbox(configured());
  await bench.incident();
});
afterEach(() => bench.close());

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

  it.each<[TimelineEntry['kind'], boolean]>([
    ['opened', false],
    ['acknowledged', true],
    ['unacknowledged', true],
    ['snoozed', true],
    ['resolved', true],
    ['reopened', true],
    ['exhausted', false],
    ['severity', false],
    ['reassigned', false],
    ['note', false],
  ])('reaches people and rooms that have the incident of %s: %s that they hear of it anyway', async (kind, anyway) => {
    await bench.plan('i1', page('ann'), post('board'));
    await bench.send();
    const to = [user('ann'), room('board')];
    bench.directory = configured({ subscriptions: [subscription({ to, events: [kind as SubscribedEvent] })] });
    const entry = { at: NOON, kind, actor: 'ben', text: '', data: {} };
    const rows = await bench.plan('i1', { kind: 'timeline', entry });
    expect(rows.filter((row) => row.kind === 'status')).toHaveLength(anyway ? 0 : 2);
  });

  it('does not make a room one that was told', async () => {
    await told([room('board')]);
    expect(await bench.plan('i1', tellReached())).toEqual([]);
  });
});
