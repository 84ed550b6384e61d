/** What goes now, together with what, and what waits. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOON } from '#domain/incident/incident.fake';
import { MINUTE } from '#domain/time/duration';
import type { DeliveryOutcome } from '../../../ports/channel.ts';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import { setStopped } from '../../../store/deliveries/receipts.ts';
import { MOST_WAITING } from '../../../store/deliveries/outbox/fold.ts';
import { renewLeases, voidLeases } from '../../../store/concurrency/leases.ts';
import type { ClaimedMessage, ClaimResult } from './claimed.ts';
import { DONE, FREE, NEVER, openOutbox, RETRY } from '../outbox.fake.ts';
import { channels, directoryOf, method, person } from '../people.fake.ts';
import type { OutboxBench } from '../outbox.fake.ts';
import { page as pageEffect } from '../plan.fake.ts';
import { standingMessages } from './standing.ts';
import { isRefresh } from '../destination.ts';
import { stoppedAmong } from './stopped.ts';

let bench: OutboxBench;
beforeEach(async () => {
  bench = await openOutbox(directoryOf([person('ann', ['email', 'sms', 'chat'])]));
  await bench.incident();
  await bench.incident();
});
afterEach(() => bench.close());

/** Each message as its carrier, and what it carries. */
const messages = (claimed: readonly ClaimedMessage[]) =>
  claimed.map(({ carrier, bundled }) => [carrier.id, ...bundled.map(({ id }) => id)]);
const claim = async (...given: Parameters<OutboxBench['claim']>) => messages((await bench.claim(...given)).claimed);
const sms = (changes: Partial<DeliveryRow> = {}) =>
  bench.add({ user: 'ann', method: 'sms', channel_kind: 'sms', lane: 'sms', incident: 'i1', ...changes });
const mail = (changes: Partial<DeliveryRow> = {}) =>
  bench.add({ user: 'ann', method: 'email', channel_kind: 'email', lane: 'email', ...changes });
const status = (changes: Partial<DeliveryRow> = {}) => mail({ kind: 'status', ...changes });
const due = async (id: string) => (await bench.delivery(id)).due_at - NOON;

describe('a delivery that is due', () => {
  it('is leased to whoever claims it, for four seconds', async () => {
    const id = await mail({ outcome: 'network' });
    expect(await claim({ owner: 'other' })).toEqual([[id]]);
    expect(await bench.delivery(id)).toMatchObject({
      state: 'sending',
      lease_owner: 'other',
      lease_until: NOON + 4000,
      attempt: 1,
      outcome: null,
    });
    bench.later(3999);
    expect(await claim()).toEqual([]);
    bench.later(1);
    expect(await claim()).toEqual([[id]]);
    expect(await bench.delivery(id)).toMatchObject({ lease_owner: 'me', lease_until: NOON + 8000, attempt: 2 });
  });

  it('is left alone before its time', async () => {
    const id = await mail({ due_at: NOON + 1 });
    expect(await claim()).toEqual([]);
    bench.later(1);
    expect(await claim()).toEqual([[id]]);
  });

  it('goes in the order of rank, time and making', async () => {
    const [low, late, high, next] = [
      await mail({ rank: 0 }),
      await mail({ rank: 1, due_at: NOON }),
      await mail({ rank: 6 }),
      await mail({ rank: 1, due_at: NOON - 5 }),
    ];
    expect(await claim()).toEqual([[high], [next], [late], [low]]);
  });

  it('keeps its lease while whoever has it says so', async () => {
    const [mine, theirs] = [await mail(), await mail()];
    await bench.claim();
    await bench.transact(({ tx }) =>
      tx.updateTable('deliveries').set({ lease_owner: 'other' }).where('id', '=', theirs).execute(),
    );
    bench.later(1000);
    expect(await bench.transact((work) => renewLeases(work, 'deliveries', FREE, [mine, theirs]))).toEqual([mine]);
    expect([(await bench.delivery(mine)).lease_until, (await bench.delivery(theirs)).lease_until]).toEqual([
      NOON + 5000,
      NOON + 4000,
    ]);
  });

  it('is free again where the process that held it is gone', async () => {
    const [id, done] = [await mail(), await mail({ state: 'done', lease_owner: 'x' })];
    await bench.claim();
    await bench.transact((work) => voidLeases(work));
    expect([await bench.delivery(id), await bench.delivery(done)]).toMatchObject([
      { state: 'due', lease_owner: null, lease_until: null, attempt: 1 },
      { state: 'done', lease_owner: 'x' },
    ]);
  });

  it.each(['whose lease ran out', 'whose process is gone'])(
    'a page that ended while it was sent, and %s, is not sent again; if it is resumed, it is',
    async (how) => {
      const release = () =>
        how === 'whose lease ran out' ? bench.claim() : bench.transact((work) => voidLeases(work));
      const [row] = await bench.plan('i1', pageEffect('ann'));
      const [id] = (await claim()).flat();
      await bench.plan('i1', { kind: 'endPages', users: 'all', reason: 'resolved' });
      bench.later(3999);
      await bench.claim();
      expect(await bench.delivery(id ?? '')).toMatchObject({ id: row?.id, state: 'sending' });
      bench.later(1);
      await release();
      expect(await bench.delivery(id ?? '')).toMatchObject({
        state: 'cancelled',
        outcome: 'resolved',
        done_at: NOON + 4000,
        lease_owner: null,
        lease_until: null,
      });
      await bench.plan('i1', { kind: 'resumePages', endedAt: NOON });
      expect(await claim()).toContainEqual([id]);
    },
  );
});

describe('how many', () => {
  const many = async (count: number, changes: Partial<DeliveryRow> = {}) =>
    Promise.all(Array.from({ length: count }, () => mail(changes)));

  it.each<[string, object, number, boolean]>([
    ['all that are there', {}, 3, false],
    ['as many as are free', { free: 2 }, 2, true],
    ['as many as are free, and no more are there', { free: 3 }, 3, true],
    ['none where nothing is free', { free: 0 }, 0, false],
    ['none where less than nothing is free', { free: -1 }, 0, false],
    ['as many as the lane takes', { laneFree: () => 2 }, 2, false],
    ['as many as are read of a lane, and more are there', { perLane: 2 }, 2, true],
    ['as many as are read of a lane, which then is full', { laneFree: () => 2, perLane: 2 }, 2, false],
    ['none of a lane that is full', { laneFree: () => 0 }, 0, false],
    ['none of a lane that is not to be looked at', { saturated: ['email'] }, 0, false],
  ])('%s', async (_, capacity, count, more) => {
    await many(3, { rank: 1 });
    const result: ClaimResult = await bench.claim(capacity);
    expect([result.claimed.length, result.more]).toEqual([count, more]);
  });

  it('of a lane in which rows became fewer messages than places, more may be there', async () => {
    const standing = {
      user: null,
      channel: 'board',
      channel_kind: 'chat',
      lane: 'chat',
      rank: 1,
      kind: 'update' as const,
    };
    await bench.add({ ...standing, incident: 'i1' });
    await bench.add({ ...standing, incident: 'i1' });
    await bench.add({ ...standing, incident: 'i2' });
    expect((await bench.claim({ laneFree: () => 2 })).more).toBe(true);
  });

  it('of one lane takes no place of another', async () => {
    await many(2, { lane: 'a', rank: 5 });
    await many(2, { lane: 'b' });
    expect(
      (await bench.claim({ laneFree: (lane) => (lane === 'a' ? 1 : 9) })).claimed.map(({ carrier }) => carrier.lane),
    ).toEqual(['a', 'b', 'b']);
  });

  it('more may be there where the only one that is due took the last place', async () => {
    await many(1);
    expect((await bench.claim({ free: 1 })).more).toBe(true);
  });

  it('none of a storm that has no place in its lane', async () => {
    const first = await mail({ lane: 'l', rank: 9 });
    await sms({ lane: 'l' });
    await sms({ lane: 'l' });
    expect(await claim({ laneFree: () => 1 })).toEqual([[first]]);
  });

  it('leases that ran out are free again also where nothing more can be sent', async () => {
    const id = await mail();
    await bench.claim();
    bench.later(4000);
    await bench.claim({ free: 0 });
    expect(await bench.delivery(id)).toMatchObject({ state: 'due', lease_owner: null });
  });

  it('a storm takes one place of its lane where it becomes one message', async () => {
    const urgent = { rank: 6 };
    const all = [await sms(urgent), await sms(urgent), await sms(urgent)];
    await bench.transact(({ tx }) => tx.updateTable('deliveries').set({ outcome: 'held' }).execute());
    expect(await claim({ laneFree: () => 1, perLane: 1 })).toEqual([all]);
  });

  it('updates of a lane that are to become one message are read whole, too', async () => {
    const all = await many(3, { kind: 'status', user: 'ann', rank: 0 });
    await bench.transact(({ tx }) => tx.updateTable('deliveries').set({ outcome: 'held' }).execute());
    expect(await claim({ laneFree: () => 1, perLane: 1 })).toEqual([all]);
  });
});

describe('messages that cost money', () => {
  it('the first goes at once and alone, what comes within half a minute goes together', async () => {
    const [first, second, third] = [await sms(), await sms(), await sms()];
    expect(await claim()).toEqual([[first]]);
    expect([await due(second), (await bench.delivery(second)).outcome]).toEqual([30_000, 'held']);
    await bench.settle([first], DONE);
    bench.later(30_000 - 1);
    expect(await claim()).toEqual([]);
    bench.later(1);
    const fourth = await sms();
    expect(await claim()).toEqual([[second, third, fourth]]);
    expect((await bench.deliveries()).map(({ bundled_into }) => bundled_into)).toEqual([null, null, second, second]);
  });

  it('over the limit wait until one is old enough', async () => {
    const sent: string[] = [];
    for (let n = 0; n < 3; n++) {
      const id = await sms();
      await bench.send();
      sent.push(id);
      bench.later(MINUTE);
    }
    const more = await sms();
    expect(await claim()).toEqual([]);
    expect(await due(more)).toBe(10 * MINUTE);
    bench.later(7 * MINUTE);
    expect(await claim()).toEqual([[more]]);
    expect(sent).toHaveLength(3);
  });

  it('of another person, another method or another kind do not wait for each other', async () => {
    await sms();
    const others = [
      await sms({ user: 'ben' }),
      await sms({ method: 'sms2' }),
      await sms({ kind: 'update' }),
      await sms({ kind: 'status' }),
      await bench.add({ channel: 'board', channel_kind: 'sms', lane: 'sms' }),
    ];
    expect((await claim()).flat().sort()).toEqual(expect.arrayContaining(others));
  });

  it('those under way count, and those that failed do not', async () => {
    const first = await sms();
    await claim();
    const second = await sms();
    expect(await claim()).toEqual([]);
    expect(await due(second)).toBe(30_000);
    await bench.settle([first], NEVER);
    await bench.transact(({ tx }) =>
      tx.updateTable('deliveries').set({ due_at: NOON }).where('id', '=', second).execute(),
    );
    expect(await claim()).toEqual([[second]]);
  });

  it('count no more where the clock was set back', async () => {
    await sms();
    await bench.send();
    bench.later(-MINUTE);
    const second = await sms();
    expect(await claim()).toEqual([[second]]);
  });

  it('that are bundled count once', async () => {
    await sms();
    await bench.send();
    await sms();
    await sms();
    await sms();
    await bench.claim();
    bench.later(30_000);
    await bench.send();
    bench.later(30_000);
    const more = await sms();
    expect(await claim()).toEqual([[more]]);
  });

  it('that are tried again go as they were, without a limit', async () => {
    await sms();
    await bench.send();
    const [second, third] = [await sms(), await sms()];
    await bench.claim();
    bench.later(30_000);
    await bench.settle((await bench.claim()).claimed, RETRY);
    bench.later(5_000);
    expect(await claim()).toEqual([[second, third]]);
  });

  it('go on in one message where the one that carried it is over', async () => {
    await sms();
    await bench.send();
    const [second, third, fourth] = [await sms(), await sms(), await sms()];
    await bench.claim();
    bench.later(30_000);
    await bench.settle((await bench.claim()).claimed, RETRY);
    await bench.transact(({ tx }) =>
      tx.updateTable('deliveries').set({ state: 'cancelled' }).where('id', '=', second).execute(),
    );
    bench.later(5_000);
    expect(await claim()).toEqual([[third, fourth]]);
    expect([(await bench.delivery(third)).bundled_into, (await bench.delivery(fourth)).bundled_into]).toEqual([
      null,
      third,
    ]);
  });

  it('that cost nothing go one by one', async () => {
    const all = [await mail(), await mail(), await mail()];
    expect(await claim()).toEqual(all.map((id) => [id]));
  });
});

describe('news for whoever subscribed', () => {
  it('are a letter every half a minute, the first at once', async () => {
    const [first, second] = [await status(), await status()];
    expect(await claim()).toEqual([[first, second]]);
    await bench.settle([first, second], DONE);
    const third = await status();
    expect(await claim()).toEqual([]);
    expect(await due(third)).toBe(30_000);
  });

  it('are one, too, where what the last letter did is later than the claims of one round', async () => {
    await status();
    const { claimed } = await bench.claim();
    bench.later(200);
    await bench.settle(claimed, DONE);
    bench.later(-200);
    const second = await status();
    expect(await claim()).toEqual([]);
    expect(await due(second)).toBe(30_000);
  });

  it('wait in a number that a letter can list; of more, the number is told', async () => {
    await status();
    await bench.send();
    const waiting = (text: string) => status({ content: JSON.stringify({ update: 'note', text }) });
    const ids: string[] = [];
    for (let n = 0; n < MOST_WAITING + 70; n++) {
      ids.push(await waiting(String(n)));
    }
    for (let n = 0; n < 4; n++) {
      expect(await claim()).toEqual([]);
    }
    const left = (await bench.deliveries()).filter(({ state }) => state === 'due');
    expect(left.map(({ id }) => id)).toEqual(ids.slice(0, MOST_WAITING));
    ids.push(await waiting('late'));
    expect(await claim()).toEqual([]);
    bench.later(30_000);
    // What was folded stays told where it has to wait again.
    const [first, last] = [await status(), await waiting('last')];
    const { claimed } = await bench.claim({ free: MOST_WAITING + 10, laneFree: () => MOST_WAITING + 10 });
    expect(messages(claimed)).toEqual([[...ids.slice(0, MOST_WAITING), first, last]]);
    const [message] = claimed as [ClaimedMessage];
    expect(
      [message.carrier, ...message.bundled].map(({ content }) => (JSON.parse(content) as { more?: number }).more ?? 0),
    ).toEqual([71, ...Array<number>(MOST_WAITING + 1).fill(0)]);
  });

  it('that were folded into one that is folded itself are counted on', async () => {
    await status();
    await bench.send();
    for (let n = 0; n < MOST_WAITING; n++) {
      await status({ outcome: 'held', due_at: NOON + 30_000 });
    }
    const again = await status({ content: JSON.stringify({ more: 6 }) });
    expect(await claim()).toEqual([]);
    expect((await bench.deliveries()).map(({ id }) => id)).not.toContain(again);
    const counts = (await bench.deliveries()).map(
      ({ content }) => (JSON.parse(content) as { more?: number }).more ?? 0,
    );
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(7);
  });

  it('are ten in a quarter of an hour', async () => {
    for (let n = 0; n < 10; n++) {
      await status();
      await bench.send();
      bench.later(30_000);
    }
    const more = await status();
    expect(await claim()).toEqual([]);
    expect(await due(more)).toBe(15 * MINUTE);
  });

  it('go to a room one by one, in the order in which they came about', async () => {
    const room = (changes: Partial<DeliveryRow> = {}) =>
      status({ user: null, method: null, channel: 'board', incident: 'i1', ...changes });
    const [first, second, other, elsewhere] = [
      await room(),
      await room(),
      await room({ incident: 'i2' }),
      await room({ channel: 'mute' }),
    ];
    expect(await claim()).toEqual([[first], [other], [elsewhere]]);
    expect(await due(second)).toBe(1000);
    bench.later(1000);
    await bench.settle([first], { ...RETRY, after: 7_000 } as DeliveryOutcome);
    expect(await claim()).toEqual([]);
    expect(await due(second), 'the one before is tried again then').toBe(1000 + 7_000 + 1000);
    bench.later(8_000);
    await bench.send();
    expect((await bench.delivery(first)).state).toBe('done');
    bench.later(1000);
    expect(await claim()).toEqual([[second]]);
  });

  it('wait for none of another kind', async () => {
    await bench.add({ kind: 'page', channel: 'board', incident: 'i1', due_at: NOON + 5 });
    const id = await status({ user: null, method: null, channel: 'board', incident: 'i1' });
    expect(await claim()).toEqual([[id]]);
  });

  it('do not wait for one that waits itself for a time that is over', async () => {
    const [first, second] = [
      await status({ user: null, channel: 'board', incident: 'i1', lane: 'full', due_at: NOON - MINUTE }),
      await status({ user: null, channel: 'board', incident: 'i1' }),
    ];
    expect(await claim({ saturated: ['full'] })).toEqual([]);
    expect([await due(first), await due(second)]).toEqual([-MINUTE, 1000]);
  });
});

describe('a chat that keeps one message for each incident', () => {
  const chat = (changes: Partial<DeliveryRow> = {}) =>
    bench.add({
      kind: 'update',
      user: 'ann',
      method: 'chat',
      channel_kind: 'chat',
      lane: 'chat',
      incident: 'i1',
      ...changes,
    });
  const refresh = '{"refresh":true}';

  it('is told once of what waits, by what says most', async () => {
    const [note, page, quiet] = [
      await chat({ content: '{"update":"note"}' }),
      await chat({ kind: 'page' }),
      await chat({ content: refresh }),
    ];
    expect(await claim()).toEqual([[page, note, quiet]]);
    expect(await chat().then(() => claim()), 'one at a time').toEqual([]);
    const asks = [
      await chat({ incident: 'i2', kind: 'page' }),
      await chat({ incident: 'i2', content: '{"update":"confirm"}' }),
    ];
    expect(await claim()).toEqual([asks.toReversed()]);
  });

  it('is told the latest of what says as much', async () => {
    const [first, second] = [
      await chat({ content: '{"update":"note"}' }),
      await chat({ content: '{"update":"resolved"}' }),
    ];
    expect(await claim()).toEqual([[second, first]]);
  });

  it('of another incident, person or room does not wait', async () => {
    const all = [
      await chat(),
      await chat({ incident: 'i2' }),
      await chat({ user: 'ben' }),
      await chat({ user: null, method: null, channel: 'thread' }),
      await chat({ user: null, method: null, channel: 'other' }),
    ];
    expect((await claim()).sort()).toEqual(all.map((id) => [id]));
  });

  it('gets news for a person who subscribed, and what concerns no incident, as messages of their own', async () => {
    const [room, second] = [
      await chat({ kind: 'status', user: null, channel: 'thread' }),
      await chat({ kind: 'status', user: null, channel: 'thread' }),
    ];
    const own = [
      await chat({ kind: 'status', user: 'ben' }),
      await chat({ kind: 'onCall', incident: null }),
      await chat({ kind: 'onCall', incident: null }),
    ];
    expect((await claim()).sort()).toEqual([[second, room], ...own.map((id) => [id])].sort());
  });

  it('changes the message that stands there last', async () => {
    const standing = async (claimed: readonly ClaimedMessage[]) => [
      ...(await bench.transact((work) => standingMessages(work, channels, claimed))),
    ];
    const first = await chat({ kind: 'page' });
    const { claimed } = await bench.claim();
    expect(await standing(claimed)).toEqual([]);
    await bench.settle(claimed, { kind: 'done', providerId: 'p1' });
    bench.later(1);
    await chat();
    await bench.send({ kind: 'done', providerId: 'p2' });
    bench.later(1);
    await chat();
    await bench.send({ kind: 'done', providerId: null });
    const [next, other] = [await chat(), await chat({ incident: 'i2' })];
    const last = (await bench.claim()).claimed;
    expect(last.map(({ carrier }) => carrier.id).sort()).toEqual([next, other].sort());
    expect(await standing(last)).toEqual([[next, 'p2']]);
    expect(first).not.toBe(next);
  });

  it.each<[string, Pick<DeliveryRow, 'kind' | 'content'>, boolean]>([
    ['a refresh', { kind: 'update', content: refresh }, true],
    ['a refresh with more', { kind: 'update', content: '{"refresh":true,"x":1}' }, true],
    ['an update', { kind: 'update', content: '{"update":"note"}' }, false],
    ['a page that says so', { kind: 'page', content: refresh }, false],
    ['a damaged one', { kind: 'update', content: '{"refresh":truex' }, false],
  ])('%s is told apart', (_, row, is) => {
    expect(isRefresh({ id: 'd1', ...row })).toBe(is);
  });
});

it('whoever answered STOP gets nothing by a way that takes answers', async () => {
  bench.directory = directoryOf([
    person('ann', [], {
      contactMethods: [method('sms', { to: '+33 6 12-34' }), method('email', { to: '+33 6 12-34' })],
    }),
    person('ben', [], { contactMethods: [method('sms', { to: '+33699' })] }),
  ]);
  const [one, two, three] = [await sms(), await mail(), await sms({ user: 'ben' })];
  await sms({ user: 'nobody' });
  await sms({ method: 'gone' });
  const { claimed } = await bench.claim();
  const stopped = async () => [...(await bench.transact((work) => stoppedAmong(work, channels, claimed)))];
  expect(await stopped()).toEqual([]);
  await bench.transact((work) => setStopped(work, '+3361234', true));
  expect(await stopped()).toEqual([one]);
  expect([two, three].every((id) => claimed.some(({ carrier }) => carrier.id === id))).toBe(true);
});
