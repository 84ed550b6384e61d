/** Which new pages are sent by the process that made them, and which wait for the claim. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOON } from '#domain/incident/incident.fake';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import { addShadows } from '../../../store/shadow/shadows.ts';
import { openOutbox } from '../outbox.fake.ts';
import type { OutboxBench } from '../outbox.fake.ts';
import { channels, directoryOf, person } from '../people.fake.ts';
import { deliveryRow } from '../planning/delivery-row.ts';
import { chooseNewcomers } from './new-deliveries.ts';

let bench: OutboxBench;
beforeEach(async () => {
  bench = await openOutbox(directoryOf([person('ann', ['email', 'sms', 'chat'])]));
  await bench.incident({ team: 'sre' });
});
afterEach(() => bench.close());

const page = (id: string, changes: Partial<DeliveryRow> = {}): Partial<DeliveryRow> => ({
  id,
  incident: 'i1',
  user: 'ann',
  method: 'email',
  channel_kind: 'email',
  lane: 'email',
  ...changes,
});

/** @returns the ids of those that are chosen */
const choose = (rows: ReadonlyArray<Partial<DeliveryRow>>, { free = 100, laneFree = 100 } = {}) =>
  bench.transact(async (work) => {
    const made = rows.map((row) =>
      deliveryRow(work, { kind: 'page', channel_kind: 'email', lane: 'email', rank: 0, ...row }),
    );
    const chosen = await chooseNewcomers(work, channels, { free, laneFree: () => laneFree }, made);
    return chosen.map(({ id }) => id);
  });

describe('a new page', () => {
  it('is sent at once, to a person as to a room, most urgent first', async () => {
    const room = page('b', { user: null, method: null, channel: 'board', rank: 3 });
    expect(await choose([page('a', { rank: 1 }), room, page('c', { rank: 7 })])).toEqual(['c', 'b', 'a']);
  });

  it('waits for its time', async () => {
    expect(await choose([page('a', { due_at: NOON + 1 }), page('b', { due_at: NOON })])).toEqual(['b']);
  });

  it.each<[string, Partial<DeliveryRow>]>([
    ['that shares a limit with others', { method: 'sms', channel_kind: 'sms', lane: 'sms' }],
    ['that shares a message with others', { method: 'chat', channel_kind: 'chat', lane: 'chat' }],
    ['whose channel is not here', { channel_kind: 'unheard-of' }],
    ['that is a status update', { kind: 'status' }],
    ['that is an update', { kind: 'update' }],
    ['that is about no incident', { incident: null }],
  ])('%s is left to the claim', async (_, changes) => {
    expect(await choose([page('a', changes), page('b')])).toEqual(['b']);
  });
});

describe('a place', () => {
  it('is taken as long as there are any: in the lane, and in all', async () => {
    const rows = [page('a'), page('b', { rank: 1 }), page('c', { lane: 'other' })];
    expect(await choose(rows, { laneFree: 1 })).toEqual(['b', 'c']);
    expect(await choose(rows, { free: 1 })).toEqual(['b']);
    expect(await choose(rows, { free: -1 })).toEqual([]);
  });

  it('goes to those that wait in the lane first, also to one that waits for its next attempt', async () => {
    await bench.add(page('old', { due_at: NOON + 5000 }));
    expect(await choose([page('a'), page('b', { lane: 'other' })])).toEqual(['b']);
  });

  it('is not kept by one that is being sent', async () => {
    await bench.add(page('old', { state: 'sending', lease_owner: 'me', lease_until: NOON + 4000 }));
    expect(await choose([page('a')])).toEqual(['a']);
  });
});

it('what is in shadow is left to whoever settles it', async () => {
  await bench.incident({ team: 'other' });
  await bench.transact((work) =>
    addShadows(work, [{ kind: 'team', subject: 'sre', origin: 'pressed', at: NOON, by: 'ann' }]),
  );
  expect(await choose([page('a'), page('b', { incident: 'i2' })])).toEqual(['b']);
});
