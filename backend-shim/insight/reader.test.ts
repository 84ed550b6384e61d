import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { INSIGHT_SETTINGS } from '#domain/figures/settings';
import { DAY } from '#domain/time/duration';
import { onEachDatabase } from '../../tests/support/databases.ts';
import type { FiguresAsked, PastAsked, PastInHand } from '../ports/insight/reader.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import { drawnIncident, PEOPLE, TEAMS, writePast } from '../store/insight/kept/past.fake.ts';
import { saveDay } from '../store/insight/kept/days.ts';
import { daysToMake } from '../store/insight/kept/make.ts';
import { openFresh } from '../store/open-fresh.fake.ts';
import type { ReadPlace } from '../store/capabilities.ts';
import type { Store } from '../store/store.ts';
import { workOn } from '../store/work.fake.ts';
import { createFigureReader } from './reader.ts';
import type { FigureReader } from './reader.ts';

const LIMITS = { heap: { old: 256, young: 32 }, deadline: () => () => undefined };

const BEGIN = Date.UTC(2026, 9, 1);
const NOW = Date.UTC(2026, 10, 5);
const MANY = fc.sample(drawnIncident(BEGIN, 3 * DAY), { numRuns: 320, seed: 20261128 });

const about = (chapter: PastAsked['chapter']): PastAsked => ({
  chapter,
  period: { start: BEGIN, end: BEGIN + 31 * DAY },
  team: null,
  policies: null,
  user: chapter === 'me' ? 'ann' : null,
  attributes: null,
  callsOf: null,
  workOf: ['ann'],
  now: NOW,
});
const person = (login: string) => ({
  login,
  zone: { changes: [], offsets: [0] },
  holidays: [],
  absences: [],
});
const asked: FiguresAsked = {
  duties: [],
  people: PEOPLE.map(person),
  coverage: [],
  readable: [...PEOPLE],
  keptSince: 0,
  holidays: new Map(),
  members: new Map(TEAMS.map((team) => [team ?? '', new Set(PEOPLE)])),
  settings: INSIGHT_SETTINGS,
};
const all = async ({ found, figures }: PastInHand) => ({ found, ...(await figures(asked)) });

onEachDatabase('Reading the past', (database) => {
  let store: Store;
  let reader: FigureReader;
  let places: ReadPlace[];
  const open = (place: () => ReadPlace | null) => {
    const noting = { note: () => undefined, clear: () => undefined };
    return createFigureReader({ place }, { db: store.read, cap: CAPABILITIES[store.dialect], noting }, LIMITS);
  };
  beforeEach(async () => {
    store = await openFresh(database);
    places = [];
    reader = open(() => places.shift() ?? store.place());
  });
  afterEach(async () => {
    await reader.close();
    await store.close();
  });

  test('beside paging gives the figures that it gives at once, from kept days and from rows', async () => {
    const bench = await workOn(store, { now: NOW });
    await bench.transact((work) => writePast(work, MANY));
    const here = open(() => null);
    for (const isKept of [false, true]) {
      if (isKept) {
        for (const day of await daysToMake(store.read, NOW)) {
          const made = await reader.makeDay(day, `made ${day}`);
          expect(await bench.transact((work) => saveDay(work, made))).toBe(true);
        }
      }
      for (const chapter of ['me', 'team', 'alerts', 'pager'] as const) {
        const answer = await reader.read(about(chapter), all);
        expect(answer).toEqual(await here.read(about(chapter), all));
        expect(answer.found.incidents).toBeGreaterThan(chapter === 'me' ? 50 : 300);
      }
    }
  });

  test('answers again after the thread was lost, or has ended since nobody asked', async () => {
    const bench = await workOn(store, { now: NOW });
    await bench.transact((work) => writePast(work, MANY));
    await reader.close();
    places = [
      { kind: 'sqlite', file: '/nowhere/vigie.db' },
      { kind: 'sqlite', file: '/nowhere/vigie.db' },
    ];
    reader = open(() => places.shift() ?? store.place());
    await expect(reader.read(about('pager'), all)).rejects.toThrow('directory does not exist');
    const first = await reader.read(about('pager'), all);
    await expect(reader.read(about('pager'), () => Promise.reject(new Error('by who asked')))).rejects.toThrow(
      'by who',
    );
    reader.rest();
    reader.rest();
    expect(await reader.read(about('pager'), all)).toEqual(first);
  });
});
