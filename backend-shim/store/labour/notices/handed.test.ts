/** Tests of the proof of when somebody was told: what a delivery's outcome says of the notices. */
import { expect, it } from 'vitest';
import type { DeliveryRow } from '../../schema/deliveries.ts';
import type { NoticeTable } from '../../schema/labour.ts';
import { openWork } from '../../work.fake.ts';
import { noteCarried, noteHanded, triedBefore } from './handed.ts';
import { countUntold, insertNotices, readBatch } from './notices.ts';

const NOW = Date.UTC(2026, 9, 5, 8);

const notice: NoticeTable = {
  id: 'n1',
  batch: 'b1',
  unit: 'ops',
  user: 'ann',
  rota: 'sre',
  made_by: 'vigie',
  sha256: 'x',
  start_at: NOW + 1000,
  end_at: NOW + 2000,
  made_at: NOW,
  reason: null,
  voluntary: null,
  delivery: null,
  channel: null,
  outcome: null,
  handed_at: null,
  seen_at: null,
  withdrawn_at: null,
};
const delivery = (id: string, more: Partial<DeliveryRow> = {}): DeliveryRow =>
  ({
    id,
    kind: 'onCall',
    channel_kind: 'sms',
    state: 'due',
    outcome: null,
    done_at: null,
    method: 'phone',
    content: JSON.stringify({ programme: { unit: 'ops', batch: 'b1', tried: ['mail'] } }),
    ...more,
  }) as DeliveryRow;

async function settled(...steps: Array<Partial<DeliveryRow> & { id: string }>) {
  const bench = await openWork({ now: NOW });
  await bench.transact(async (work) => {
    await insertNotices(work, [notice]);
    await noteCarried(work, [{ batch: 'b1', delivery: delivery('d1') }]);
    for (const { id, ...step } of steps) {
      await noteHanded(work, [delivery(id, step)]);
    }
  });
  const [row] = await readBatch(bench.read, 'b1');
  const timers = await bench.read.selectFrom('timers').select(['kind', 'subject']).execute();
  const untold = await countUntold(bench.read, NOW);
  await bench.close();
  return { row, timers, untold };
}

const done = { id: 'd1', state: 'done', outcome: 'done', done_at: NOW + 5 };

it('what the person’s method took counts as told', async () => {
  const { row, timers, untold } = await settled(done);
  expect(row).toMatchObject({ delivery: 'd1', channel: 'sms', outcome: 'done', handed_at: NOW + 5 });
  expect([timers, untold]).toEqual([[], 0]);
});

it('what bounced later does not, and the unit is looked at', async () => {
  const { row, timers, untold } = await settled(done, { id: 'd1', state: 'failed', outcome: 'undelivered' });
  expect(row).toMatchObject({ outcome: 'undelivered', handed_at: null });
  expect([timers, untold]).toEqual([[{ kind: 'unit', subject: 'ops' }], 1]);
});

it('a retry is on its way; what is in shadow reached nobody, and waits for its end', async () => {
  expect(await settled({ id: 'd1', state: 'due', outcome: 'rejected' })).toMatchObject({
    row: { outcome: null },
    untold: 0,
  });
  expect(await settled({ id: 'd1', state: 'cancelled', outcome: 'shadow' })).toMatchObject({
    row: { outcome: 'shadow', handed_at: null },
    timers: [],
    untold: 0,
  });
});

it('news of an earlier delivery changes nothing', async () => {
  expect(await settled(done, { id: 'd0', state: 'failed', outcome: 'undelivered' })).toMatchObject({
    row: { outcome: 'done', handed_at: NOW + 5 },
    timers: [],
  });
});

it('a message that only takes back goes out by the next method', async () => {
  const bench = await openWork({ now: NOW });
  await bench.transact(async (work) => {
    await noteHanded(work, [delivery('d1', { user: 'ann', state: 'failed', outcome: 'undelivered' })]);
    const programme = { unit: 'ops', batch: 'b1', gone: [], tried: ['mail', 'phone'], first: null };
    expect(work.requests).toEqual([{ notice: { kind: 'tellProgramme', user: 'ann', programme } }]);
    await noteHanded(work, [delivery('d2', { user: 'ann', state: 'done', outcome: 'done' })]);
    expect(work.requests).toHaveLength(1);
  });
  await bench.close();
});

it('the methods that were tried are in the delivery', async () => {
  const bench = await openWork({ now: NOW });
  await bench.transact(async (work) => {
    const row = { ...delivery('d1'), lane: 'l', rank: 0, due_at: NOW, attempt: 1, created_at: NOW, user: 'ann' };
    await work.tx.insertInto('deliveries').values(row).execute();
    expect(await triedBefore(work, 'd1')).toEqual({ gone: [], tried: ['mail', 'phone'] });
    expect(await triedBefore(work, null)).toEqual({ gone: [], tried: [] });
  });
  await bench.close();
});
