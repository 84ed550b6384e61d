/** Where somebody who is asked when they stopped can answer, and how a release that was told is taken back. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NOON } from '#domain/incident/incident.fake';
import type { RestRecord } from '#domain/labour/facts/model';
import { HOUR, MINUTE } from '#domain/time/duration';
import { changedRestRow, newRestRow, saveRests } from '../../../store/labour/rests/rests.ts';
import type { RestTable } from '../../../store/schema/labour.ts';
import { openOutbox } from '../outbox.fake.ts';
import type { OutboxBench } from '../outbox.fake.ts';
import { configured } from '../plan.fake.ts';
import type { MessageLinks } from './message.ts';
import { restParts } from './rest-message.ts';

let bench: OutboxBench;
beforeEach(async () => {
  bench = await openOutbox({ ...configured(), units: new Map() });
});
afterEach(() => bench.close());

const links: MessageLinks = {
  bundle: () => '',
  swap: () => ({ take: '', decline: '' }),
  incident: () => 'incident',
  rota: () => null,
  hours: 'hours',
  home: 'home',
  responder: () => ({ page: 'responder page', acknowledge: '', resolve: '' }),
};

async function asked(resolvedAt: number | null, to: Partial<MessageLinks> = {}): Promise<unknown> {
  const { id } = await bench.incident({ resolvedAt });
  const times = { start_at: NOON - 60 * HOUR, end_at: resolvedAt, travel_ms: 0 };
  await bench.transact(({ tx }) =>
    tx
      .insertInto('interventions')
      .values({ id: 'w', incident: id, user: 'ann', ...times, note: '', history: '[]', version: 1 })
      .execute(),
  );
  const recipient = { login: 'ann', name: (login: string) => login, links: { ...links, ...to } };
  return bench.transact((work) => restParts(work, { whenStopped: ['w'] }, recipient));
}

it.each<[string, number | null, Partial<MessageLinks>, string]>([
  ['the responder page of an open incident', null, {}, 'responder page'],
  ['the responder page while its link lasts', NOON - 15 * HOUR, {}, 'responder page'],
  ['the page in Grafana after a weekend', NOON - 50 * HOUR, {}, 'hours'],
  ['home where Grafana is not known', NOON - 50 * HOUR, { hours: null }, 'home'],
])('%s', async (_, resolvedAt, to, url) => {
  expect(await asked(resolvedAt, to)).toEqual({ whenStopped: [{ number: 1, at: NOON - 60 * HOUR, url }] });
});

const PLANNED = NOON - 2 * HOUR;
const release: RestRecord = {
  plannedAt: PLANNED,
  earliestAt: NOON + 10 * MINUTE,
  rule: 'restDaily',
  causes: ['w'],
  provisional: true,
  state: 'applies',
  startedAt: null,
};

/** Of a release that was told, then moved by these milliseconds, which is told nobody, and went. */
async function takenBack(moved: number): Promise<unknown> {
  await bench.transact(async (work) => {
    const first = { ...newRestRow(work, { user: 'ann', unit: 'ops' }, release), told_user_at: NOON - 4 * HOUR };
    const after: RestRecord[] = [
      { ...release, earliestAt: release.earliestAt + moved },
      { ...release, earliestAt: release.earliestAt + moved, state: 'void' },
    ];
    const row = after.reduce<RestTable>((one, record) => changedRestRow(one, record, work.now, work.unreadable), first);
    await saveRests(work, [row]);
  });
  const recipient = { login: 'ann', name: (login: string) => login, links };
  return bench.transact((work) => restParts(work, { release: { start: PLANNED } }, recipient));
}

it.each([0, -14 * MINUTE, 14 * MINUTE])('a release is taken back by the start that was told', async (moved) => {
  expect(await takenBack(moved)).toEqual({ asPlanned: { start: null, instead: release.earliestAt } });
});

it('nothing is taken back once the start that was told is over', async () => {
  bench.later(10 * MINUTE);
  expect(await takenBack(14 * MINUTE)).toBeNull();
});
