/** What became of a delivery, what a service says of it later, and who hears of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Effect } from '#domain/incident/effects';
import { NOON } from '#domain/incident/incident.fake';
import { HOUR, MINUTE } from '#domain/time/duration';
import type { DeliveryOutcome, DeliveryReceipt } from '../../../ports/channel.ts';
import { saveReceipts } from '../../../store/deliveries/receipts.ts';
import { DONE, NEVER, openOutbox, RETRY } from '../outbox.fake.ts';
import { channels, directoryOf, method, person, QUIET } from '../people.fake.ts';
import type { OutboxBench } from '../outbox.fake.ts';
import { postponeDueReceipts, applyReceipts } from './receipts.ts';

const step = { entry: 1, pass: 0, step: 0 };
const page = (user: string): Effect => ({ kind: 'page', user, urgency: 'default', step });
const BAD: DeliveryOutcome = { kind: 'never', reason: 'bad-address', detail: 'no such address' };
const after = (id: string) => ({ method: id, after: HOUR, when: null });
const two = [{ method: 'email', after: 0, when: null }, after('sms'), after('call')];

let bench: OutboxBench;
let warned: object[];
beforeEach(async () => {
  warned = [];
  bench = await openOutbox(
    directoryOf([
      person('ann', ['email', 'sms', 'call'], { rules: { default: two, urgent: two } }),
      person('gus', ['call']),
      person('hal', ['email', 'chat'], { language: 'fr' }),
    ]),
  );
  await bench.incident();
});
afterEach(() => bench.close());

const attempts = () => bench.read.selectFrom('attempts').selectAll().orderBy('at').execute();
const plan = async (...effects: Effect[]) => (await bench.plan('i1', ...effects)).map(({ id }) => id);
const ways = async () =>
  (await bench.deliveries()).map((row) => `${row.kind} ${row.user ?? row.channel} ${row.method ?? ''} ${row.state}`);

describe('a delivery', () => {
  it('that went is done, and said in the timeline', async () => {
    const [id = ''] = await plan(page('ann'));
    await bench.send({ kind: 'done', providerId: 'p1', answer: 'secret' });
    expect(await bench.delivery(id)).toMatchObject({
      state: 'done',
      outcome: 'done',
      detail: null,
      done_at: NOON,
      provider_id: 'p1',
      lease_owner: null,
      lease_until: null,
    });
    expect(await attempts()).toEqual([
      { delivery: id, attempt: 1, at: NOON, outcome: 'done', reason: null, detail: null, took_ms: 8 },
    ]);
    expect(await bench.timeline()).toEqual([
      {
        kind: 'delivery',
        text: 'Page sent to ann by email',
        data: {
          delivery: id,
          user: 'ann',
          channel: null,
          method: 'email',
          channelKind: 'email',
          kind: 'page',
          attempt: 1,
          outcome: 'done',
          bundled: false,
        },
      },
    ]);
  });

  it('that failed is tried again, and the next way begins at once', async () => {
    const [id = ''] = await plan(page('ann'));
    await bench.send(RETRY);
    expect(await bench.delivery(id)).toMatchObject({
      state: 'due',
      due_at: NOON + 5_000,
      outcome: 'network',
      detail: 'nobody there',
      done_at: null,
      lease_owner: null,
    });
    expect(await ways()).toEqual(['page ann email due', 'page ann sms due']);
    expect((await bench.timeline())[0]).toMatchObject({
      text: 'Could not reach ann by email yet (network: nobody there); trying again',
      data: { outcome: 'retry', reason: 'network', detail: 'nobody there', again: true },
    });
    bench.later(5_000);
    await bench.settle(
      (await bench.claim()).claimed.filter(({ carrier }) => carrier.id === id),
      RETRY,
    );
    expect([await ways(), await bench.timeline()], 'a second failure is no news').toMatchObject([
      ['page ann email due', 'page ann sms sending'],
      [{}],
    ]);
  });

  it.each<[string, DeliveryOutcome, string]>([
    ['for good', NEVER, 'Could not reach ann by email (refused: no)'],
    [
      'as often as it may',
      { ...RETRY, most: 1 } as DeliveryOutcome,
      'Could not reach ann by email (network: nobody there)',
    ],
    ['without a word', { ...NEVER, detail: '' } as DeliveryOutcome, 'Could not reach ann by email (refused)'],
  ])('that failed %s is over', async (_, outcome, text) => {
    const [id = ''] = await plan(page('ann'));
    await bench.send(outcome);
    expect(await bench.delivery(id)).toMatchObject({ state: 'failed', done_at: NOON });
    expect(await ways()).toEqual(['page ann email failed', 'page ann sms due']);
    expect((await bench.timeline())[0]).toMatchObject({ text, data: { again: false } });
  });

  it('that may fail twice is tried a second time', async () => {
    await plan(page('ann'));
    await bench.send({ ...RETRY, most: 2 } as DeliveryOutcome);
    expect((await ways())[0]).toBe('page ann email due');
  });

  it('whose page has ended meanwhile is not tried again, and is no news', async () => {
    const [id = ''] = await plan(page('ann'));
    const { claimed } = await bench.claim();
    await plan({ kind: 'endPages', users: 'all', reason: 'acknowledged' });
    bench.later(1);
    await bench.settle(claimed, RETRY);
    expect(await bench.delivery(id)).toMatchObject({
      state: 'cancelled',
      outcome: 'acknowledged',
      detail: 'nobody there',
      done_at: NOON + 1,
    });
    expect([await bench.timeline(), await ways()]).toEqual([[], ['page ann email cancelled']]);
  });

  it('whose lease was lost is another’s to settle', async () => {
    const [id = ''] = await plan(page('ann'));
    const { claimed } = await bench.claim();
    await bench.settle(claimed, DONE, 'other');
    expect([(await bench.delivery(id)).state, await attempts()]).toEqual(['sending', []]);
    await bench.settle(claimed, DONE);
    await bench.settle(claimed, NEVER);
    expect([(await bench.delivery(id)).state, (await attempts()).length]).toEqual(['done', 1]);
  });

  it('to the last way that failed fails the page, and its step hears of it', async () => {
    await plan(page('gus'));
    bench.later(7);
    await bench.send(NEVER);
    expect(await bench.pages()).toMatchObject([{ state: 'failed', ended_at: NOON + 7 }]);
    expect(await bench.timers()).toEqual([{ kind: 'unreachable', subject: 'i1:1', due_at: NOON + 7, rank: 3 }]);
  });

  it('to a room is kept with what the room answered; of a person’s way only what went wrong', async () => {
    await plan({ kind: 'post', channel: 'board', urgency: 'default', step }, page('ann'));
    await bench.send({ kind: 'never', reason: 'refused', detail: 'two\nlines', answer: 'their words' });
    expect((await attempts()).map(({ detail }) => detail).sort()).toEqual(['two lines', 'two lines\ntheir words']);
    expect((await attempts()).map(({ reason }) => reason)).toEqual(['refused', 'refused']);
    expect((await bench.timeline()).map(({ text }) => text)).toContain(
      'Could not reach channel board (refused: two\nlines)',
    );
  });

  it('to a room that went keeps its answer', async () => {
    await plan({ kind: 'post', channel: 'board', urgency: 'default', step });
    await bench.send({ kind: 'done', providerId: null, answer: 'ticket 7' });
    expect(await attempts()).toMatchObject([{ detail: 'ticket 7', outcome: 'done', reason: null }]);
  });

  it('to a room that failed for good ends the hope of its step; one that went, or is tried again, does not', async () => {
    await plan(
      { kind: 'post', channel: 'board', urgency: 'default', step },
      { kind: 'post', channel: 'thread', urgency: 'default', step: { ...step, entry: 2 } },
    );
    await bench.send(RETRY);
    expect(await bench.timers()).toEqual([]);
    bench.later(5_000);
    const { claimed } = await bench.claim();
    await bench.settle(
      claimed.filter(({ carrier }) => carrier.channel === 'board'),
      NEVER,
    );
    expect(await bench.timers()).toMatchObject([{ kind: 'unreachable', subject: 'i1:1' }]);
  });

  it('of news says that it was news; of a refresh nothing', async () => {
    await bench.add({ kind: 'update', incident: 'i1', user: 'ann', method: 'email' });
    await bench.add({
      kind: 'update',
      incident: 'i1',
      user: 'hal',
      method: 'chat',
      channel_kind: 'chat',
      content: '{"refresh":true}',
    });
    await bench.add({ kind: 'onCall', user: 'ann', method: 'email' });
    await bench.send();
    expect((await bench.timeline()).map(({ text }) => text)).toEqual(['Update sent to ann by email']);
  });

  it('that carried others says so of each', async () => {
    const [one, other] = [
      await bench.add({ kind: 'status', incident: 'i1', user: 'ann', method: 'email' }),
      await bench.add({ kind: 'status', incident: 'i1', user: 'ann', method: 'email' }),
    ];
    await bench.send();
    expect((await bench.timeline()).map(({ text, data }) => [text, data['bundled'], data['delivery']])).toEqual([
      ['Update sent to ann by email', false, one],
      ['Update sent to ann by email (in one message with others)', true, other],
    ]);
  });
});

describe('a way that is lost', () => {
  const told = async () =>
    (await bench.deliveries())
      .filter((row) => row.kind === 'onCall')
      .map((row) => [row.user, row.method, JSON.parse(row.content) as unknown, row.due_at - NOON]);
  const lose = async (user: string, outcome: DeliveryOutcome = BAD) => {
    await plan(page(user));
    const { claimed } = await bench.claim();
    await bench.settle(
      claimed.filter(({ carrier }) => carrier.method === 'email'),
      outcome,
    );
  };

  it('is told by another, in the person’s language, once', async () => {
    await lose('hal');
    expect(await told()).toEqual([
      ['hal', 'chat', { lost: { text: 'email fr (email-of-them)', detail: 'no such address' } }, 0],
    ]);
    bench.later(1000);
    await lose('hal');
    expect(await told()).toHaveLength(1);
  });

  it('is told again where it went in between', async () => {
    await lose('hal');
    bench.later(1000);
    await bench.add({ kind: 'update', user: 'hal', method: 'email', state: 'done', done_at: NOON + 500 });
    await lose('hal');
    expect(await told()).toHaveLength(2);
  });

  it('is told once where several pages were lost together', async () => {
    const ids = [
      await bench.add({ user: 'hal', method: 'email', incident: 'i1' }),
      await bench.add({ user: 'hal', method: 'email', incident: 'i1' }),
    ];
    await bench.claim();
    await bench.settle(ids, BAD);
    expect(await told()).toHaveLength(1);
  });

  it.each<[string, DeliveryOutcome, number]>([
    ['because it is no address', BAD, 1],
    ['because it did not arrive', { kind: 'never', reason: 'undelivered', detail: '' }, 1],
    ['because it was refused', NEVER, 0],
    ['for a while', RETRY, 0],
  ])('%s', async (_, outcome, count) => {
    await lose('hal', outcome);
    expect(await told()).toHaveLength(count);
  });

  it.each<[string, Parameters<typeof person>[2], number]>([
    ['nobody who is disabled', { disabled: true }, 0],
    ['nobody who does not want to hear', { mute: ['health'] }, 0],
    ['who has another way', { contactMethods: [method('email', { name: 'Work' }), method('chat')] }, 1],
    ['not by one that is not verified', { contactMethods: [method('email'), method('chat', { verified: false })] }, 0],
    ['not by one that carries no news', { contactMethods: [method('email'), method('call')] }, 0],
    ['nobody whose way is gone', { contactMethods: [method('chat')] }, 0],
  ])('%s', async (_, changes, count) => {
    const id = await bench.add({ user: 'hal', method: 'email', incident: 'i1' });
    bench.directory = directoryOf([person('hal', ['email', 'chat'], changes)]);
    await bench.claim();
    await bench.settle([id], BAD);
    expect(await told()).toHaveLength(count);
  });

  it('is told after quiet hours, by its name, and by the person’s own order', async () => {
    const rules = [{ method: 'radio', after: 0, when: null }];
    bench.directory = directoryOf([
      person('hal', ['email'], {
        quietHours: QUIET,
        rules: { default: rules, urgent: rules },
        contactMethods: [method('email', { name: 'Work' }), method('chat'), method('radio')],
      }),
    ]);
    const id = await bench.add({ user: 'hal', method: 'email', incident: 'i1' });
    await bench.claim();
    await bench.settle([id], BAD);
    expect(await told()).toEqual([
      ['hal', 'radio', { lost: { text: 'email en (Work)', detail: 'no such address' } }, HOUR],
    ]);
  });

  it('of a type that nobody knows is called by its type; news that were lost are not told', async () => {
    bench.directory = directoryOf([person('hal', ['unheard-of', 'email'])]);
    const ids = [
      await bench.add({ user: 'hal', method: 'unheard-of', incident: 'i1' }),
      await bench.add({ kind: 'update', user: 'hal', method: 'email', incident: 'i1' }),
      await bench.add({ channel: 'board', incident: 'i1' }),
    ];
    await bench.claim();
    await bench.settle(ids, { ...BAD, detail: '' });
    expect(await told()).toEqual([
      ['hal', 'email', { lost: { text: 'unheard-of (unheard-of-of-them)', detail: '' } }, 0],
    ]);
  });
});

describe('what a service says later', () => {
  const hear = (receipt: DeliveryReceipt, providerId = 'p1') =>
    bench.transact((work) => saveReceipts(work, [{ providerId, receipt }]));
  const log = { warn: (fields: object) => warned.push(fields) } as unknown as Parameters<typeof applyReceipts>[2];
  const take = () => bench.transact((work) => applyReceipts(work, channels, log));
  const left = () => bench.read.selectFrom('receipts').select('due_at').execute();
  const UNDELIVERED: DeliveryReceipt = { kind: 'never', reason: 'undelivered', detail: 'gone' };
  const sent = async (user = 'ann', providerId = 'p1') => {
    const [id = ''] = await plan(page(user));
    await bench.send({ kind: 'done', providerId });
    bench.later(1000);
    return id;
  };

  it('is nothing, mostly', async () => {
    expect(await take()).toBe(0);
  });

  it('that it arrived', async () => {
    const id = await sent();
    await hear({ kind: 'delivered' });
    expect(await take()).toBe(1);
    expect([await bench.delivery(id), await left(), await attempts()]).toMatchObject([
      { state: 'done', detail: 'arrived', done_at: NOON },
      [],
      [{ attempt: 1 }],
    ]);
  });

  it('that it did not arrive: the way has failed, the next one begins, and the person hears of it', async () => {
    const [id = ''] = await plan(page('hal'));
    const { claimed } = await bench.claim();
    for (const one of claimed) {
      await bench.settle([one], { kind: 'done', providerId: one.carrier.method === 'email' ? 'p1' : null });
    }
    bench.later(1000);
    await hear(UNDELIVERED);
    await take();
    expect(await bench.delivery(id)).toMatchObject({ state: 'failed', outcome: 'undelivered', done_at: NOON + 1000 });
    expect((await attempts()).filter(({ delivery }) => delivery === id)).toMatchObject([
      { attempt: 1, at: NOON },
      {
        delivery: id,
        attempt: 1,
        at: NOON + 1000,
        outcome: 'never',
        reason: 'undelivered',
        detail: 'gone',
        took_ms: 1000,
      },
    ]);
    expect((await bench.timeline()).at(-1)?.text).toBe('Could not reach hal by email (undelivered: gone)');
    expect(await ways()).toEqual(['page hal email failed', 'page hal chat done', 'onCall hal chat due']);
    await hear(UNDELIVERED);
    await take();
    expect(await attempts(), 'services repeat themselves').toHaveLength(3);
  });

  it('that the last way did not arrive: the page has failed', async () => {
    await sent('gus');
    expect(await bench.pages()).toMatchObject([{ state: 'delivered' }]);
    await hear(UNDELIVERED);
    await take();
    expect(await bench.pages()).toMatchObject([{ state: 'failed', ended_at: NOON + 1000 }]);
    expect(await bench.timers()).toMatchObject([{ kind: 'unreachable', subject: 'i1:1' }]);
  });

  it('that it may arrive the next time: it is tried again, and the page runs on', async () => {
    const id = await sent('gus');
    await hear({ kind: 'retry', reason: 'busy', detail: 'line busy', after: null });
    await take();
    expect(await bench.delivery(id)).toMatchObject({
      state: 'due',
      outcome: 'busy',
      done_at: null,
      due_at: NOON + 1000 + 5_000,
    });
    expect(await bench.pages()).toMatchObject([{ state: 'running', ended_at: null }]);
  });

  it('of a page that has ended changes nothing of it', async () => {
    const id = await sent('ann');
    await plan({ kind: 'endPages', users: 'all', reason: 'acknowledged' });
    await hear({ kind: 'retry', reason: 'busy', detail: 'line busy', after: null });
    await take();
    expect([await bench.delivery(id), await bench.pages()]).toMatchObject([
      { state: 'cancelled' },
      [{ state: 'ended', end_reason: 'acknowledged' }],
    ]);
  });

  it('of a room that failed for good ends the hope of its step', async () => {
    await plan({ kind: 'post', channel: 'board', urgency: 'default', step });
    await bench.send({ kind: 'done', providerId: 'p1' });
    await hear(UNDELIVERED);
    await take();
    expect(await bench.timers()).toMatchObject([{ kind: 'unreachable', subject: 'i1:1' }]);
  });

  it('of a message that carried others is about each', async () => {
    const ids = [
      await bench.add({ kind: 'status', incident: 'i1', user: 'ann', method: 'email' }),
      await bench.add({ kind: 'status', incident: 'i1', user: 'ann', method: 'email' }),
    ];
    await bench.send({ kind: 'done', providerId: 'p1' });
    const other = await bench.add({ kind: 'update', incident: 'i1', user: 'hal', method: 'email' });
    await bench.send({ kind: 'done', providerId: 'p2' });
    await hear(UNDELIVERED);
    await take();
    expect((await bench.deliveries()).filter((row) => row.state === 'failed').map((row) => row.id)).toEqual(ids);
    expect((await bench.delivery(other)).state).toBe('done');
  });

  it('twice at once counts once, and the first counts', async () => {
    const id = await sent('gus');
    await hear({ kind: 'delivered' });
    await hear(UNDELIVERED);
    expect(await take()).toBe(2);
    expect([(await bench.delivery(id)).detail, (await bench.delivery(id)).state, await left()]).toEqual([
      'arrived',
      'done',
      [],
    ]);
  });

  it('is about the latest message of that number', async () => {
    const first = await sent('gus', 'p1');
    const second = await sent('ann', 'p1');
    await hear(UNDELIVERED);
    await take();
    expect([(await bench.delivery(first)).state, (await bench.delivery(second)).state]).toEqual(['done', 'failed']);
  });

  it('before we know that it was sent waits, for a minute', async () => {
    await hear(UNDELIVERED, 'early');
    expect(await take()).toBe(1);
    expect(await left()).toEqual([{ due_at: NOON + 500 }]);
    bench.later(MINUTE - 1);
    await take();
    expect([await left(), warned]).toEqual([[{ due_at: NOON + MINUTE - 1 + 500 }], []]);
    bench.later(501);
    await take();
    expect([await left(), warned]).toEqual([[], [{ receipts: 1 }]]);
  });

  it('after a minute to the millisecond is of nobody', async () => {
    await hear(UNDELIVERED, 'never');
    bench.later(MINUTE);
    await take();
    expect([await left(), warned]).toEqual([[], [{ receipts: 1 }]]);
  });

  it('that cannot be taken up now is put off; that cannot be read is forgotten', async () => {
    const id = await sent('gus');
    await hear(UNDELIVERED);
    await bench.transact((work) => postponeDueReceipts(work));
    expect(await left()).toEqual([{ due_at: bench.now + 30_000 }]);
    await bench.transact(({ tx }) => tx.updateTable('receipts').set({ body: '{' }).execute());
    bench.later(30_000);
    expect(await take()).toBe(1);
    expect([await left(), (await bench.delivery(id)).state]).toEqual([[], 'done']);
  });
});
