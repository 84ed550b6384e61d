/** Which incidents page when a team becomes real: those that were real before, were chosen, or were not seen. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NOON, policy, running, step, user } from '#domain/incident/incident.fake';
import type { Incident } from '#domain/incident/model';
import { HOUR, MINUTE } from '#domain/time/duration';
import type { EditDeps } from '../../configuration/edit.ts';
import { switchShadows } from '../../stages/incident/shadow/switch.ts';
import { openOutbox } from '../../stages/outbox/outbox.fake.ts';
import type { OutboxBench } from '../../stages/outbox/outbox.fake.ts';
import { directoryOf, person } from '../../stages/outbox/people.fake.ts';
import type { Directory } from '../../ports/directory.ts';
import { lockIncidents } from '../../store/incidents/incidents.ts';
import { addShadows } from '../../store/shadow/shadows.ts';
import type { ShadowRow } from '../../store/shadow/shadows.ts';
import { readTeamShadow } from './read-team.ts';
import { switchTeam } from './switch-team.ts';

const SRE: ShadowRow = { kind: 'team', subject: 'sre', origin: 'pressed', at: NOON, by: 'cleo' };
const BROKEN = policy([], { id: 'broken' });
const DIRECTORY = directoryOf([person('ann', ['email', 'sms'])], {
  teams: new Map([['sre', { id: 'sre', name: 'SRE', members: ['ann'], managers: [], grafanaTeam: null }]]),
  units: new Map(),
  profiles: new Map(),
  policies: {
    get: (id: string) => {
      if (id === 'broken') {
        throw new Error('unreadable');
      }
    },
    values: () => [],
  },
} as unknown as Partial<Directory>);

let bench: OutboxBench;
beforeEach(async () => {
  bench = await openOutbox(DIRECTORY);
  await bench.transact((work) => addShadows(work, [SRE]));
});
afterEach(() => bench.close());

const RUNNING = running([step([user('ann')])]);
const opened = (at: number, changes: Partial<Incident> = {}) =>
  bench.incident({ ...RUNNING, openedAt: at, policy: 'p', integration: null, ...changes });
const stored = async (id: string) => {
  const found = await bench.transact(async (work) => (await lockIncidents(work, [id])).get(id));
  return found as Incident;
};
const listed = async () => {
  const store = { read: bench.read, dialect: 'sqlite' } as const;
  return (await readTeamShadow({ store, directory: DIRECTORY, now: NOON }, 'sre'))?.incidents ?? [];
};
const actor = { name: 'cleo', kind: 'person', via: 'grafana' } as const;
const toReal = async (listed: string[] | null, page: string[] = []) => {
  bench.later(HOUR);
  return bench.transact((work) =>
    switchTeam(work, {} as EditDeps, {
      team: 'sre',
      actor,
      shadow: false,
      page,
      listed,
      force: true,
      reason: 'we move in today',
    }),
  );
};
/** As kept in the audit log. */
const audited = async () => {
  const rows = await bench.read.selectFrom('audit').selectAll().where('action', '=', 'switch').execute();
  return JSON.parse(rows[0]?.after ?? 'null') as object;
};

it('stops what was seen, and pages what was real before or was not seen', async () => {
  const real = await opened(NOON - MINUTE, { id: 'real', number: 11 });
  const seen = await opened(NOON + MINUTE, { id: 'seen', number: 12 });
  const unseen = await opened(NOON + 2 * MINUTE, { id: 'unseen', number: 13 });
  const held = await opened(NOON - MINUTE, { id: 'held', number: 14, timers: { hold: NOON + 9 * HOUR } });
  expect(await toReal([real.id, seen.id, held.id])).toEqual({ ok: true });
  const now = NOON + HOUR;
  expect((await stored(real.id)).timers).toEqual({ escalate: now });
  expect((await stored(unseen.id)).timers).toEqual({ escalate: now });
  expect((await stored(held.id)).timers).toEqual({ hold: NOON + 9 * HOUR });
  expect(await stored(seen.id)).toMatchObject({ timers: {}, exhausted: true });
});

it('a shadow that a file ends stops only what began in it', async () => {
  const real = await opened(NOON - MINUTE, { id: 'real', number: 11 });
  const begun = await opened(NOON + MINUTE, { id: 'begun', number: 12 });
  bench.later(HOUR);
  await bench.transact((work) => switchShadows(work, { before: [SRE], added: [], removed: [SRE] }));
  expect((await stored(real.id)).timers).toEqual({ escalate: NOON + HOUR });
  expect(await stored(begun.id)).toMatchObject({ timers: {}, exhausted: true });
});

it('what was resolved in shadow is not told afterwards', async () => {
  const ended = { state: 'resolved', resolvedBy: 'ann', resolution: 'person', timers: {} } as const;
  await opened(NOON + MINUTE, { id: 'before', number: 11, ...ended, resolvedAt: NOON - MINUTE });
  await opened(NOON + MINUTE, { id: 'within', number: 12, ...ended, resolvedAt: NOON + 2 * MINUTE });
  for (const incident of ['before', 'within']) {
    await bench.add({ incident, user: 'ann', method: 'email', kind: 'update' });
  }
  expect(await toReal([])).toEqual({ ok: true });
  expect((await bench.deliveries()).map(({ incident, state }) => [incident, state])).toEqual([
    ['before', 'due'],
    ['within', 'cancelled'],
  ]);
  expect(await bench.read.selectFrom('shadow_spans').selectAll().execute()).toEqual([
    { incident: 'within', from_at: NOON, to_at: NOON + HOUR },
  ]);
});

it('an incident that cannot start again goes on; the others page, and the audit log tells them apart', async () => {
  await opened(NOON + MINUTE, { id: 'fine', number: 11 });
  await opened(NOON + MINUTE, { id: 'bad', number: 12, policy: BROKEN.id });
  await opened(NOON + MINUTE, { id: 'test', number: 13, test: true });
  expect(await toReal(['fine', 'bad', 'test'], ['bad', 'fine', 'test'])).toEqual({ ok: true });
  expect(await audited()).toMatchObject({ paged: ['fine'], failed: ['bad'] });
  expect((await stored('fine')).timers).toEqual({ escalate: NOON + HOUR + 5 * MINUTE });
  expect((await stored('bad')).timers).toEqual({ escalate: NOON + HOUR });
  expect((await stored('test')).timers.escalate).toBeUndefined();
});

it('refuses without a list, and names what it would stop', async () => {
  await opened(NOON - MINUTE, { id: 'real', number: 11 });
  await opened(NOON + MINUTE, { id: 'chosen', number: 12 });
  await opened(NOON + MINUTE, { id: 'seen', number: 13 });
  expect(await toReal(null, ['chosen'])).toMatchObject({
    ok: false,
    code: 'conflict',
    why: { reason: 'incidents-not-listed', data: { numbers: [13] } },
  });
  expect(await toReal(null, ['chosen', 'seen'])).toEqual({ ok: true });
});

it('the list says which go on, and names no tests', async () => {
  await opened(NOON - MINUTE, { id: 'real', number: 11 });
  await opened(NOON + MINUTE, { id: 'begun', number: 12 });
  await opened(NOON + MINUTE, { id: 'test', number: 13, test: true });
  expect((await listed()).map(({ id, goesOn }) => [id, goesOn])).toEqual([
    ['begun', false],
    ['real', true],
  ]);
});

it('the list has each incident of the team once, also after a storm, and none of other teams', async () => {
  const numbers = Array.from({ length: 450 }, (_, index) => index + 1);
  for (const number of numbers) {
    await opened(NOON, { id: `own-${number}`, number, ...(number % 9 === 0 && { team: 'db' }) });
  }
  expect((await listed()).map(({ number }) => number)).toEqual(numbers.filter((n) => n % 9 !== 0).reverse());
});
