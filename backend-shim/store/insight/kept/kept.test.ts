import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY, HOUR } from '#domain/time/duration';
import { onEachDatabase } from '../../../../tests/support/databases.ts';
import { CAPABILITIES } from '../../capabilities.ts';
import { lockIncidents, writeIncidents } from '../../incidents/incidents.ts';
import { insertTimeline } from '../../incidents/save.ts';
import { openFresh } from '../../open-fresh.fake.ts';
import { eraseSome } from '../../people/erase.ts';
import type { EraseCursor } from '../../people/erase.ts';
import { run } from '../../query.ts';
import { deleteRating, saveRating } from '../../incidents/ratings.ts';
import { addSpans } from '../../shadow/shadowed-incidents.ts';
import type { Store } from '../../store.ts';
import { createRetention } from '../../upkeep/retention.ts';
import { workOn } from '../../work.fake.ts';
import type { WorkBench } from '../../work.fake.ts';
import type { Work } from '../../work.ts';
import type { InsightFilter, InsightSources } from '../incidents.ts';
import { readKeptDays, saveDay } from './days.ts';
import { daysToMake, forgetDaysBefore, forgetDaysMadeAfter, isMadeAfter, makeDay } from './make.ts';
import { drawnIncident, PEOPLE, removePast, TEAMS, withPlainPages, writePast } from './past.fake.ts';
import type { DrawnIncident } from './past.fake.ts';
import { readAllRows, readPast } from './read-past.ts';
import type { ReadPast } from './read-past.ts';

const BEGIN = Date.UTC(2026, 9, 1);
const DAYS = 6;
/** Three in the morning: the day before is kept. */
const NOW = BEGIN + DAYS * DAY + 3 * HOUR;
const RUNS = Number(process.env['KEPT_RUNS'] ?? 60);

type LateChange = (work: Work, id: string) => Promise<unknown>;

const rating = (id: string, value: 'false' | 'useful') => ({
  incident: id,
  kind: 'person',
  rater: 'dan',
  rating: value,
  note: null,
  at: NOW,
});
async function reopen(work: Work, id: string): Promise<void> {
  const [incident] = [...(await lockIncidents(work, [id])).values()];
  if (incident !== undefined) {
    await writeIncidents(work, [{ ...incident, state: 'open', resolvedAt: null, team: 'web' }]);
    const entry = { incident: id, at: NOW, kind: 'note', actor: 'cleo', text: 'A note.', data: '{"via":"app"}' };
    await insertTimeline(work, [{ ...entry, id: work.ids.next() }]);
  }
}
const CHANGES: Record<string, LateChange> = {
  rate: (work, id) => saveRating(work, rating(id, 'false')),
  'rate anew': (work, id) => saveRating(work, rating(id, 'useful')),
  unrate: (work, id) => deleteRating(work, id, { kind: 'person', name: 'ann' }),
  reopen,
  shadow: (work, id) => addSpans(work, [{ incident: id, from: BEGIN }]),
  retention: (work) => removeOld(work, 4 * DAY),
  'nothing, so that the day is made anew': () => Promise.resolve(),
};
const removeOld = (work: Work, incidents: number) =>
  createRetention({ incidents, payloads: DAY, audit: DAY }).removeSome(
    (run) => run({ ...work, directory: EMPTY }),
    NOW,
  );
const EMPTY = { units: new Map(), profiles: new Map() } as unknown as Work['directory'];
const KINDS = Object.keys(CHANGES);

const FILTERS: ReadonlyArray<Omit<InsightFilter, 'period'>> = [
  ...TEAMS.map((team) => ({ team, policies: null, user: null })),
  ...PEOPLE.slice(0, 2).map((user) => ({ team: null, policies: null, user })),
  { team: 'sre', policies: ['p1'], user: null },
  { team: null, policies: [], user: null },
];
const ALL = { calls: true, deeds: true, steps: true, openings: true };
const PERIODS = [
  { start: BEGIN, end: BEGIN + 7 * DAY },
  { start: BEGIN + DAY + 5 * HOUR, end: BEGIN + 4 * DAY },
  { start: BEGIN + 3 * DAY, end: BEGIN + 3 * DAY + HOUR },
];

function comparable({ incidents, earlier, openings, links, ratings, calls, ...cut }: ReadPast) {
  const byName = (a: { incident: string; user: string }, b: { incident: string; user: string }) =>
    `${a.incident} ${a.user}` < `${b.incident} ${b.user}` ? -1 : 1;
  return {
    incidents: incidents.map(withPlainPages),
    earlier: earlier.map(withPlainPages),
    openings: openings.toSorted((a, b) => a.openedAt - b.openedAt || (a.alert.name < b.alert.name ? -1 : 1)),
    links: [...links],
    ratings: ratings.toSorted(byName),
    calls,
    ...cut,
  };
}

onEachDatabase('What is kept of past days', (database) => {
  let store: Store;
  let bench: WorkBench;
  let sources: InsightSources;
  beforeEach(async () => {
    store = await openFresh(database);
    bench = await workOn(store, { now: NOW });
    sources = {
      db: store.read,
      cap: CAPABILITIES[store.dialect],
      noting: { note: () => undefined, clear: () => undefined },
    };
  });
  afterEach(() => store.close());

  let made = 0;
  async function keep(): Promise<void> {
    for (const day of await daysToMake(store.read, NOW)) {
      const one = await makeDay(sources, day, `made ${made++}`);
      expect(await bench.transact((work) => saveDay(work, one))).toBe(true);
    }
  }
  async function compare(): Promise<void> {
    for (const period of PERIODS) {
      for (const filter of FILTERS) {
        const question = {
          filter: { ...filter, period },
          callsOf: filter.team === 'web' ? ['ann'] : null,
          needed: ALL,
          now: NOW,
        };
        const [kept, rows] = [await readPast(sources, question), await readAllRows(sources, question)];
        expect(comparable(kept)).toEqual(comparable(rows));
      }
    }
  }

  const late = fc.array(fc.tuple(fc.constantFrom(...KINDS), fc.nat(), fc.boolean()), { maxLength: 6 });
  const past = fc.array(drawnIncident(BEGIN, DAYS * DAY + HOUR), { minLength: 1, maxLength: 12 });

  test('says the same as the rows, whatever changes late', { timeout: 600_000 }, async () => {
    let keptDays = 0;
    await fc.assert(
      fc.asyncProperty(past, late, async (drawn, changes) => {
        await bench.transact(removePast);
        const ids = await bench.transact((work) => writePast(work, drawn));
        await keep();
        keptDays += (await readKeptDays(store.read, 0, 1e6, NOW)).size;
        await compare();
        for (const [kind, which, isKeptAgain] of changes) {
          await bench.transact((work) => CHANGES[kind]?.(work, ids[which % ids.length] as string) ?? Promise.resolve());
          await (isKeptAgain ? keep() : undefined);
        }
        await compare();
      }),
      { numRuns: database.kind === 'sqlite' ? RUNS : Math.ceil(RUNS / 6), seed: 20261128 },
    );
    expect(keptDays).toBeGreaterThan(RUNS / 6);
  });

  const anIncident: DrawnIncident = {
    updates: [],
    openedAt: BEGIN + HOUR,
    team: 'sre',
    policy: 'p1',
    isTest: false,
    title: 'Disk full',
    labels: {},
    links: [],
    resolvedAfter: HOUR,
    isShadowed: false,
    ratings: [{ rater: 'ann', rating: 'useful' }],
    entries: [{ after: 1000, kind: 'acknowledged', actor: 'ann', data: { via: 'link' } }],
    pages: [
      {
        user: 'ann',
        urgency: 'urgent',
        deliveries: [{ channel: 'sms', after: 10, state: 'done', tries: [{ after: 10, outcome: 'done' }] }],
      },
    ],
  };
  const stored = async () =>
    JSON.stringify([
      await run(store.read, 'select * from insight_days', []),
      await run(store.read, 'select * from insight_facts', []),
    ]);

  test('is without a person who is erased, and is not read from rows that were older', async () => {
    await bench.transact((work) => writePast(work, [anIncident]));
    await keep();
    expect(await stored()).toContain('ann');
    // Read before, and written after the erasure.
    const day = Math.floor(BEGIN / DAY);
    const older = await makeDay(sources, day, 'older');
    const erasure = { login: 'ann', pseudonym: 'erased-1', words: [] };
    for (let at: EraseCursor | null = { place: 0, after: null }; at !== null;) {
      at = await bench.transact((work) => eraseSome(work, erasure, at as EraseCursor));
    }
    expect(await bench.transact((work) => saveDay(work, older))).toBe(false);
    expect(await stored()).not.toContain('ann');
    await compare();
    expect((await readKeptDays(store.read, day, day, NOW)).size).toBe(1);
  });

  test('is removed with the incidents', async () => {
    await bench.transact((work) => writePast(work, [anIncident]));
    await keep();
    await bench.transact((work) => removeOld(work, DAY));
    const day = Math.floor(BEGIN / DAY);
    expect(await stored()).not.toContain('ann');
    expect((await readKeptDays(store.read, day, day, NOW)).size).toBe(0);
    await bench.transact((work) => forgetDaysBefore(work, day + DAYS + 1));
    expect(await stored()).toBe('[[],[]]');
    expect(await run(store.read, 'select * from insight_changes', [])).toEqual([]);
  });

  test('is not written by two who made it at the same time, nor lost to a change meanwhile', async () => {
    const [id] = await bench.transact((work) => writePast(work, [anIncident]));
    const day = Math.floor(BEGIN / DAY);
    const [older, newer] = [await makeDay(sources, day, 'a'), await makeDay(sources, day, 'b')];
    await bench.transact((work) => saveRating(work, rating(id as string, 'false')));
    expect(await bench.transact((work) => saveDay(work, newer))).toBe(true);
    expect(await bench.transact((work) => saveDay(work, older))).toBe(false);
    expect((await readKeptDays(store.read, day, day, NOW)).size, 'the rating came after it was read').toBe(0);
    await keep();
    await compare();
  });

  test('of a form or with a text that this release cannot read is read from the rows', async () => {
    await bench.transact((work) => writePast(work, [anIncident]));
    await keep();
    await bench.transact((work) =>
      run(work.tx, `update insight_facts set body = '{"texts":[],"incidents":[[1]]}'`, []),
    );
    await compare();
    await bench.transact((work) => run(work.tx, `update insight_days set format = 99`, []));
    await compare();
    expect(await daysToMake(store.read, NOW)).toContain(Math.floor(BEGIN / DAY));
    await keep();
    expect(await daysToMake(store.read, NOW)).toEqual([]);
  });

  test('by a clock that was ahead counts no longer when the clock is set back, and is forgotten', async () => {
    await bench.transact((work) => writePast(work, [anIncident]));
    await keep();
    expect(await isMadeAfter(store.read, NOW)).toBe(false);
    // As if the incident had opened after its day was kept.
    await bench.transact((work) => run(work.tx, 'delete from insight_facts', []));
    const before = BEGIN + 12 * HOUR;
    const seen = async (now: number) => {
      const filter = { team: null, policies: null, user: null, period: { start: BEGIN, end: BEGIN + DAY } };
      return (await readPast(sources, { filter, callsOf: null, needed: ALL, now })).incidents.length;
    };
    expect([await seen(NOW), await seen(before)]).toEqual([0, 1]);
    expect(await isMadeAfter(store.read, before)).toBe(true);
    await bench.transact((work) => forgetDaysMadeAfter(work, before));
    expect(await stored()).toBe('[[],[]]');
  });
});
