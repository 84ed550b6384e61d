/** What a thread answers is what the thread that was asked would have answered, byte for byte. */
import { afterAll, describe, expect, test } from 'vitest';
import type { HealthSubject } from '#domain/rota/health/model';
import { HEALTH_LIMITS } from '#domain/rota/health/model';
import type { Absence, AnyRota, Override, RotaFacts } from '#domain/rota/model';
import { layer, every, noFacts, rota } from '#domain/rota/rota.fixture';
import { DAY, HOUR } from '#domain/time/duration';
import { createPool } from '../adapters/threads/pool.ts';
import type { HeavyAnswer } from '../ports/heavy/rotas.ts';
import { createRotaAnswers } from './answers.ts';
import { HEAVY_WORKER } from './place.ts';

const NOW = Date.UTC(2026, 0, 5);
const threads = createPool(HEAVY_WORKER, {
  atOnce: 1,
  perCaller: 9,
  waiting: 9,
  patience: 60_000,
  time: 60_000,
  idle: 60_000,
  heap: { old: 48, young: 16 },
});
afterAll(() => threads.close());
const [here, there] = [createRotaAnswers(threads, Infinity), createRotaAnswers(threads, -1)];

const absences = ['ann', 'ben', 'dee'].flatMap((user, u) =>
  Array.from({ length: 12 }, (_, i): Absence => {
    const start = NOW + (3 * i + u) * DAY;
    return { id: `${user}-${i}`, user, start, end: start + 30 * HOUR, kind: 'leave', enteredAt: NOW - DAY };
  }),
);
const made = (id: string, day: number): Override => ({
  id,
  layer: null,
  start: `2026-01-${day}T08:00`,
  end: `2026-01-${day}T20:00`,
  change: { kind: 'replace', user: 'ann', with: 'cleo' },
  origin: { kind: 'person', by: 'cleo' },
  createdAt: NOW,
});
const turns = rota(
  'UTC',
  [
    layer('day', 'ann, ben, cleo', { rotation: every(1, 'day', '2026-01-01T09:00') }),
    { ...layer('cal', ''), calendar: 'out' },
  ],
  { id: 'sre', name: 'SRE', onAbsence: 'next', overrides: [made('a', 10), made('b', 12)] },
);
const edited: AnyRota = {
  versions: [
    { from: null, rota: turns },
    { from: NOW + 9 * DAY, savedAt: NOW, rota: { ...turns, onAbsence: 'skip' } },
  ],
};
const other = rota('UTC', [layer('all', 'ben')], { id: 'db', name: 'Databases' });
const facts: RotaFacts = {
  ...noFacts,
  absences,
  calendars: {
    out: [{ user: 'dee', start: NOW + 5 * DAY, end: NOW + 6 * DAY, knownAt: NOW }],
    strange: [{ user: 'eve', start: NOW, end: NOW + DAY, knownAt: NOW }],
  },
};
const range = { from: NOW, to: NOW + 40 * DAY };
const subject: HealthSubject = {
  ...range,
  rota: edited,
  facts,
  now: NOW,
  people: new Map(
    ['ann', 'ben'].map((login) => [login, { reachable: login === 'ann', disabled: false, timeZone: 'UTC' }]),
  ),
  exclusive: [other],
  expected: null,
  limits: HEALTH_LIMITS,
  calendars: [],
};

function bytes(answered: HeavyAnswer<unknown>): string {
  if (!answered.ok) return `refused: ${answered.reason}`;
  if ('bytes' in answered) return Buffer.from(answered.bytes).toString();
  return typeof answered.body === 'string' ? answered.body : JSON.stringify(answered.body);
}

describe.each([
  ['a timeline', (from: typeof here) => from.timeline('ann', { rota: edited, facts, ...range })],
  ['the health', (from: typeof here) => from.health('ann', subject)],
  ['an edit', (from: typeof here) => from.preview('ann', { before: turns, after: edited, facts, ...range, subject })],
  ['a new rota', (from: typeof here) => from.preview('ann', { before: null, after: edited, facts, ...range, subject })],
  [
    'a feed',
    (from: typeof here) =>
      from.feed('ann', {
        rotas: [
          { id: 'sre', name: 'SRE', rota: edited, link: 'https://grafana.example/sre' },
          { id: 'db', name: 'Databases', rota: other, link: null },
        ],
        facts,
        title: 'On call: Ann',
        user: 'ann',
        names: new Map([['ann', 'Ann Martin']]),
        now: NOW,
        alarm: HOUR,
        sequence: 7,
      }),
  ],
] as const)('%s', (_name, ask) => {
  test('is the same from a thread', async () => {
    const [mine, theirs] = [bytes(await ask(here)), bytes(await ask(there))];
    expect(mine.length).toBeGreaterThan(200);
    expect(theirs).toBe(mine);
  });
});

test('so are duties, and who is on call now', async () => {
  const asked = { rota: edited, facts, ...range };
  expect(await there.duties('ann', asked, ['ann', 'dee', 'eve'])).toEqual(
    await here.duties('ann', asked, ['ann', 'dee', 'eve']),
  );
  const now = { rota: edited, facts, at: NOW + 3 * DAY };
  expect(await there.now('ann', now)).toEqual(await here.now('ann', now));
});

test('a question about more than a thread is given is too much, before anything is copied', async () => {
  const many = Array.from({ length: 50_000 }, (_, i): Absence => ({
    ...(absences[0] as Absence),
    id: `many-${i}`,
  }));
  expect(await there.timeline('ann', { rota: turns, facts: { ...facts, absences: many }, ...range })).toEqual({
    ok: false,
    reason: 'too-much',
    by: 'size',
  });
});
