/**
 * Lists of the API are short work where tables are long, by whatever filter. On SQLite a statement takes the thread that runs it:
 * one that looks at every row would keep pages waiting.
 */
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Input, makingOf } from '../attack/generate/body.ts';
import { nameOf, queryOf, registeredRoutes } from '../attack/registered.ts';
import type { Registered } from '../attack/registered.ts';
import { API } from '../../backend-shim/http/entrance/entrance.ts';
import { openDoors, provisioningAtNight, workAtNight } from '../rights/cast.ts';
import type { CastIds, Door } from '../rights/cast.ts';
import { EXPECTED } from '../rights/expected.ts';
import type { CallerName, Expected } from '../rights/expected.ts';
import { startGrafana } from '../support/grafana.ts';
import type { Grafana } from '../support/grafana.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { TURN_PROBE, turnsOf } from '../support/turns.ts';
import { GROWING, lengthen, SMALL, tablesOf, wholeWalk } from './long-tables.ts';

/** Their lists differ: one who sees little makes a list look for long. */
const CALLERS: readonly CallerName[] = ['viewer', 'hr', 'adminToken'];
const NOW = Date.parse('2026-02-01T06:00:00Z');
/** ms of processor time of the longest turn of a whole page. */
const MOST = 50;
const TIMES = 5;
/** A row that is found takes less than this part of a walk over every row. */
const PART = 0.5;

const routes = (await registeredRoutes()).filter(
  ({ method, url }) => method === 'GET' && url.startsWith(`${API}/`) && !/\/events$/.test(url),
);

let grafana: Grafana;
let sidecar: Sidecar;
let folder: string;
let file: string;
let ids: CastIds;
let doors: ReadonlyMap<CallerName, Door>;
let turn: () => Promise<number>;
/** ms in which nobody has looked at every row. */
let walk: number;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vigie-long-'));
  file = path.join(folder, 'vigie.db');
  grafana = await startGrafana();
  sidecar = await startSidecar({
    provisioning: provisioningAtNight,
    databaseUrl: `sqlite:${file}`,
    env: { VIGIE_GRAFANA_URL: grafana.url, NODE_OPTIONS: TURN_PROBE },
  });
  doors = await openDoors(sidecar, grafana, 3_600);
  const told = { title: 'Disk full', id: 'disk' };
  const opened = await sidecar.ingest<{ incidents: string[] }>('ingest-token-of-sre-123456', told);
  ids = { ...(await workAtNight(sidecar, doors)), incident: opened.body.incidents[0] ?? '' };
  await sidecar.stop();
  lengthen(file, NOW);
  await sidecar.start();
  turn = turnsOf(sidecar);
  // A start has work of its own.
  for (let calm = 0, looks = 0; calm < 5 && looks < 300; looks++) {
    await pause(200);
    calm = (await turn()) < 10 ? calm + 1 : 0;
  }
  const database = new Sqlite(file, { readonly: true });
  // One row of a list is found in a few milliseconds.
  walk = Math.min(MOST, wholeWalk(database) * PART);
  database.close();
  console.log(`whoever looks at every row takes ${Math.round(walk / PART)} ms`);
  // The first answers are compiled.
  for (let time = 0; time < 100; time++)
    for (const door of doors.values()) await sidecar.api('GET', `${API}/incidents?limit=1`, undefined, door);
}, 300_000);
afterAll(async () => {
  await sidecar?.remove();
  await grafana?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('each table either is long, or there is a reason why it stays small', () => {
  const database = new Sqlite(file, { readonly: true });
  const unknown = tablesOf(database).filter((table) => !(table in GROWING) && !(table in SMALL));
  const short = Object.keys(GROWING).filter(
    (table) => (database.prepare(`select count(*) as n from "${table}"`).get() as { n: number }).n < 9_000,
  );
  database.close();
  expect({ unknown, short }).toEqual({ unknown: [], short: [] });
});

interface Question {
  query: string;
  /** ms that its longest turn may take. */
  most: number;
}

/** Whole pages; and one row by each filter with each of its kinds of values, alone and in a range that holds nothing. */
function questionsOf({ query }: Registered, expected: Expected): Question[] {
  const [, own = ''] = expected.path.split('?');
  const names = query === null ? [] : Object.keys((query as unknown as { shape?: object }).shape ?? {});
  const [hasPages, hasRange] = [names.includes('limit'), names.includes('to')];
  const filters = names.flatMap((name) => valuesOf(name, query).map((one) => `${name}=${encodeURIComponent(one)}`));
  const ranges = hasRange ? [`from=${PAST[0]}&to=${PAST[1]}`, `from=${WIDE[0]}&to=${WIDE[1]}`] : [];
  const both = ranges.flatMap((range) =>
    filters.filter((one) => /=(?:nobody|ann)$/.test(one)).map((one) => `${one}&${range}`),
  );
  const one = hasPages ? { more: '&limit=1', most: walk } : { more: '', most: MOST };
  return [
    { query: own, most: MOST },
    ...(hasPages
      ? [
          { query: joined(own, 'limit=500'), most: MOST },
          { query: joined(own, 'limit=1'), most: walk },
        ]
      : []),
    ...[...filters, ...ranges, ...both].map((filter) => ({ query: joined(own, filter + one.more), most: one.most })),
  ];
}

const joined = (own: string, one: string): string => {
  const query = new URLSearchParams(own);
  for (const [name, value] of new URLSearchParams(one)) query.set(name, value);
  return query.toString();
};

const PAST = ['2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z'] as const;
const WIDE = ['2020-01-01T00:00:00Z', '2026-12-31T00:00:00Z'] as const;

/** Nobody and nothing, whom there are many of, and whatever the schema makes. */
function valuesOf(name: string, query: Registered['query']): string[] {
  if (['cursor', 'limit', 'format', 'language'].includes(name)) return [];
  if (name === 'from') return [PAST[0], '2030-01-01T00:00:00Z'];
  if (name === 'to') return [PAST[0], '2030-01-01T00:00:00Z'];
  const { shape } = query as unknown as { shape: Record<string, unknown> };
  const made = new Set<string>();
  for (let i = 0; i < 4; i++) {
    const around = { references: REFERENCES, foreignUrl: 'http://127.0.0.1:9', now: NOW };
    let chance = i * 0.081;
    const making = makingOf(() => (chance = (chance * 7.13 + 0.37) % 1), around);
    const input = new Input(shape[name] as never, making);
    const value = new URLSearchParams(queryOf({ [name]: input.value() })).get(name);
    if (value !== null) made.add(value);
  }
  return [...new Set(['nobody', 'ann', ...[...made].slice(0, 2)])];
}

const REFERENCES = {
  user: ['ann', 'nobody'],
  team: ['sre'],
  channel: ['room'],
  rota: ['sre'],
  timeWindow: ['office'],
  policy: ['sre'],
  integration: ['sre'],
  calendar: ['outside'],
  unit: ['ops'],
  layer: ['a'],
  contactMethod: ['hook'],
  product: ['uptime-kuma'],
};

async function longest(
  expected: Expected,
  { query, most }: Question,
  door: Door,
): Promise<{ ms: number; status: number }> {
  const bare = (expected.path.split('?')[0] ?? '').replace(/:(\w+)/g, (_, id: string) => ids[id as keyof CastIds]);
  let ms = Infinity;
  let status = 0;
  // Once may have been a pause of the garbage collector.
  for (let time = 0; time < TIMES && ms > most; time++) {
    await turn();
    ({ status } = await sidecar.api('GET', query === '' ? bare : `${bare}?${query}`, undefined, door));
    ms = Math.min(ms, await turn());
  }
  return { ms, status };
}

describe.each(routes)('$url', (route) => {
  it('keeps nobody waiting, however it is filtered', { timeout: 120_000 }, async () => {
    const expected = EXPECTED.find((one) => one.route === nameOf(route)) as Expected;
    const callers = CALLERS.filter((name) => expected.who.includes(name));
    const slow: string[] = [];
    let taken = 0;
    for (const question of questionsOf(route, expected)) {
      for (const name of callers.length > 0 ? callers : (['admin'] as const)) {
        const { ms, status } = await longest(expected, question, doors.get(name) as Door);
        taken += status < 300 ? 1 : 0;
        if (ms > question.most)
          slow.push(`${Math.round(ms)} ms: ${name} ?${question.query.slice(0, 150)} -> ${status}`);
      }
    }
    if (slow.length > 0)
      console.log(`${nameOf(route)}: ${slow.length} slow of ${taken} taken\n${slow.slice(0, 12).join('\n')}`);
    expect(slow).toEqual([]);
  });
});
