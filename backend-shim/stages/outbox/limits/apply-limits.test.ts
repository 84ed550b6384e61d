/** Messages that list several: what goes alone, what shares one, and what its place in a lane is. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOON } from '#domain/incident/incident.fake';
import { MINUTE, SECOND } from '#domain/time/duration';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import { DONE, NEVER, openOutbox, RETRY } from '../outbox.fake.ts';
import type { OutboxBench } from '../outbox.fake.ts';
import { directoryOf, person } from '../people.fake.ts';

let bench: OutboxBench;
beforeEach(async () => {
  bench = await openOutbox(directoryOf([person('ann', ['letter'])]));
  await bench.incident();
});
afterEach(() => bench.close());

const claim = async (...given: Parameters<OutboxBench['claim']>) =>
  (await bench.claim(...given)).claimed.map(({ carrier, bundled }) => [carrier.id, ...bundled.map(({ id }) => id)]);
const letter = (changes: Partial<DeliveryRow> = {}) =>
  bench.add({ user: 'ann', method: 'letter', channel_kind: 'letter', lane: 'letter', incident: 'i1', ...changes });
const letters = async (count: number, changes: Partial<DeliveryRow> = {}) => {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    ids.push(await letter(changes));
  }
  return ids;
};
const held = async () =>
  (await bench.deliveries()).filter(({ outcome }) => outcome === 'held').map(({ id, due_at }) => [id, due_at - NOON]);

/** The first two went at noon, which is as many as go alone. */
async function busy(): Promise<void> {
  await letters(2, { rank: 1 });
  await bench.send();
}

describe.each(['page', 'update'] as const)('a %s that can be listed', (kind) => {
  it('goes alone until there are too many, then waits for the others', async () => {
    const [first = '', second = '', ...others] = await letters(4, { kind });
    expect(await claim()).toEqual([[first], [second]]);
    await bench.settle([first, second], DONE);
    expect(await held()).toEqual(others.map((id) => [id, 30_000]));
    bench.later(20 * SECOND);
    const late = await letter({ kind });
    expect(await claim()).toEqual([]);
    expect(await held()).toEqual([...others, late].map((id) => [id, 30_000]));
    bench.later(10 * SECOND);
    expect(await claim()).toEqual([[...others, late]]);
  });

  it('shares no message with another kind, person or method', async () => {
    await letters(2, { kind });
    await bench.send();
    const other = await letter({ kind: kind === 'page' ? 'update' : 'page' });
    const others = [await letter({ kind, user: 'ben' }), await letter({ kind, method: 'second' }), other];
    expect((await claim()).flat().sort()).toEqual(others.sort());
  });
});

describe('a page in a storm', () => {
  it('that is worse than all that were sent leaves at once, alone, and the next that is as bad waits', async () => {
    await busy();
    const [first, second, third] = [
      await letter({ rank: 1 }),
      await letter({ rank: 4 + 3 }),
      await letter({ rank: 4 + 3 }),
    ];
    expect(await claim()).toEqual([[second]]);
    await bench.settle([second], DONE);
    bench.later(10 * SECOND);
    const fourth = await letter({ rank: 2 });
    expect(await claim(), 'while others wait already').toEqual([]);
    expect((await held()).map(([id]) => id)).toEqual([first, third, fourth]);
  });

  it('that is worse leaves at once while others wait already, which leave when they were to', async () => {
    await busy();
    const first = await letter({ rank: 1 });
    await claim();
    bench.later(10 * SECOND);
    const worse = await letter({ rank: 2 });
    expect(await claim()).toEqual([[worse]]);
    await bench.settle([worse], DONE);
    bench.later(20 * SECOND);
    expect(await claim()).toEqual([[first]]);
  });

  it('is listed worst first, in messages that are not too long, which all leave', async () => {
    await busy();
    const ids = [
      ...(await letters(2)),
      ...(await letters(1, { rank: 1 })),
      ...(await letters(1, { rank: 4 })),
      await letter({ rank: 1 }),
    ];
    await claim();
    bench.later(30 * SECOND);
    const all = await claim();
    expect(all.map((one) => one.length)).toEqual([3, 2]);
    expect(all.flat().slice(0, 2)).toEqual([ids[2], ids[4]]);
    expect(all.flat().sort()).toEqual(ids.sort());
  });

  it('counts each that was listed', async () => {
    await busy();
    await letters(2);
    await claim();
    bench.later(30 * SECOND);
    await bench.send();
    bench.later(31 * SECOND);
    expect(await claim()).toEqual([]);
    const [next] = [await letter()];
    expect(await claim(), 'two in the last minute').toEqual([[next]]);
    await bench.settle([next], DONE);
    const [waits] = [await letter()];
    expect(await claim()).toEqual([]);
    expect(await held()).toEqual([[waits, 91_000]]);
    bench.later(2 * MINUTE);
    expect(await claim()).toEqual([[waits]]);
  });

  it('keeps its own outcome, and is tried again with those it was listed with', async () => {
    await busy();
    const ids = await letters(2);
    await claim();
    bench.later(30 * SECOND);
    await bench.settle((await bench.claim()).claimed, RETRY);
    bench.later(5 * SECOND);
    const again = (await bench.claim()).claimed;
    expect(again.map(({ carrier, bundled }) => [carrier.id, ...bundled.map(({ id }) => id)])).toEqual([ids]);
    await bench.settle(again, NEVER);
    const rows = await Promise.all(ids.map((id) => bench.delivery(id)));
    expect(rows.map(({ state, outcome, attempt }) => [state, outcome, attempt])).toEqual([
      ['failed', 'refused', 2],
      ['failed', 'refused', 2],
    ]);
  });
});

describe('in a lane that is nearly full', () => {
  it('those that go alone take a place each', async () => {
    const ids = await letters(4);
    expect(await claim({ laneFree: () => 1, perLane: 1 })).toEqual([[ids[0]]]);
    expect(await held()).toEqual([]);
  });

  it('those that waited take one together, and so do those that are tried again', async () => {
    await busy();
    const ids = await letters(3);
    await claim();
    bench.later(30 * SECOND);
    const { claimed } = await bench.claim({ laneFree: () => 1, perLane: 1 });
    expect(claimed).toHaveLength(1);
    expect(claimed[0]?.bundled).toHaveLength(2);
    await bench.settle(claimed, RETRY);
    bench.later(5 * SECOND);
    expect((await claim({ laneFree: () => 1, perLane: 1 })).flat().sort()).toEqual(ids.sort());
  });
});
