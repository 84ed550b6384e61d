/** Asks for figures of a month, and compares them, their CSV and their links with the oracle's. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import type { FigureWire, InsightWire } from '#contract/insight/insight';
import { LEFT_OUT_REASONS } from '#domain/insight/facts';
import type { LeftOutReason } from '#domain/insight/facts';
import { DAY } from '#domain/time/duration';
import type { Story } from '../../harness.ts';
import type { Chance } from './happenings.ts';
import { headersAs } from './happenings.ts';
import { historyOf } from './history.ts';
import type { Asked, Recording } from './history.ts';
import type { Month } from './world.ts';

const CHAPTERS = ['me', 'team', 'alerts', 'pager'] as const;
/** A manager of three, of five, of two, of twelve; members; an Admin. */
const READERS = ['cleo', 'hal', 'dee', 'mia', 'ann', 'jon', 'boss'];
const ALL = { team: null, rota: null, severity: null, urgency: null, integration: null, env: null };

const FILTERS: ReadonlyArray<Partial<Asked>> = [
  ...(['sre', 'web', 'duo', 'ops'] as const).flatMap((id) => [{ team: id }, { rota: id }]),
  ...[{ team: 'web', rota: 'web' } as const, { severity: 'critical' }, { urgency: 'urgent' }],
  ...[{ integration: 'hook-ops' }, { env: 'prod' }, { team: 'ops', severity: 'error', env: 'test' } as const],
];

/** The month, parts of it, the day and the week of each clock change, and what is told by weeks. */
function periodsOf({ from, to, changes }: Month): Array<Asked['period']> {
  const span = (start: string | number, end: string | number) => ({ start: +new Date(start), end: +new Date(end) });
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const days = changes.flatMap((change) => {
    const day = Math.floor(Date.parse(change) / DAY) * DAY;
    return [span(day, day + DAY), span(day - 6 * DAY, day + DAY), span(day + DAY, day + 8 * DAY)];
  });
  const odd = span(start + 4 * DAY + 197 * 60_000, start + 13 * DAY + 1183 * 60_000);
  const parts = [span(start, start + 7 * DAY), span(start + 7 * DAY, start + 21 * DAY), span(start + 21 * DAY, end)];
  return [span(start, end), ...parts, ...days, odd, span(end - 100 * DAY, end)];
}

/** @param most of them, besides those of the whole month that everybody is asked; null: all */
export function questionsOf(month: Month, chance: Chance, most: number | null): Asked[] {
  const periods = periodsOf(month);
  const whole = CHAPTERS.flatMap((chapter) =>
    READERS.filter((who) => most === null || who === 'mia' || who === chance.one(READERS)).map((who) => ({
      chapter,
      who,
      period: periods[0] as Asked['period'],
      ...ALL,
    })),
  );
  const more = periods.flatMap((period) =>
    [{}, ...FILTERS].flatMap((filter) =>
      CHAPTERS.map((chapter): Asked => ({ ...ALL, ...filter, chapter, period, who: chance.one(READERS) })),
    ),
  );
  const drawn = most === null ? more : Array.from({ length: most }, () => chance.one(more));
  return [...whole, ...drawn].filter(({ chapter, who }) => !(chapter === 'me' && who === 'boss'));
}

function pathOf({ chapter, period, team, rota, severity, urgency, integration, env }: Asked): string {
  const iso = (at: number) => new Date(at).toISOString();
  const given = {
    team,
    rota,
    severity,
    urgency,
    integration,
    label: env && `env=${env}`,
    from: iso(period.start),
    to: iso(period.end),
  };
  const query = Object.entries(given).filter((one): one is [string, string] => one[1] !== null);
  return `insights/${chapter}?${new URLSearchParams(query).toString()}`;
}

const headersOf = (who: string) => headersAs(who, who === 'boss' ? 'Admin' : 'Viewer');

async function reads<Body>(story: Story, who: string, route: string): Promise<Body> {
  const answer = await story.sidecar.api<Body>('GET', route, undefined, { headers: headersOf(who) });
  expect(answer.status, `${who} ${route}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
}

type Bare = Pick<FigureWire, 'value' | 'why' | 'n' | 'partial' | 'leftOut'>;
interface Theirs {
  figures: Record<string, Bare>;
  groups: Array<{ by: string; id: string; figures: Record<string, Bare> }>;
}

/** Not waited for synchronously: a connection that the sidecar closes meanwhile would be used again. */
async function oracle(histories: readonly object[]): Promise<Array<Record<string, Theirs>>> {
  const script = path.join(import.meta.dirname, '../../../oracle/insight.py');
  const python = spawn('/usr/bin/python3', ['-B', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  python.stdin.end(JSON.stringify(histories));
  return JSON.parse(await text(python.stdout)) as Array<Record<string, Theirs>>;
}

export interface Compared {
  figures: number;
  links: number;
  wrong: string[];
}

/** @param mostLinks are followed; null: all */
export async function compare(
  story: Story,
  past: Recording,
  questions: readonly Asked[],
  { chance, mostLinks }: { chance: Chance; mostLinks: number | null },
): Promise<Compared> {
  const theirs = await oracle(questions.map((asked) => historyOf(past, asked)));
  const all: Compared = { figures: 0, links: 0, wrong: [] };
  const links = new Map<string, { who: string; query: string; rows: number; of: string }>();
  for (const [i, asked] of questions.entries()) {
    const route = pathOf(asked);
    const ours = await reads<InsightWire>(story, asked.who, route);
    const their = theirs[i]?.[asked.chapter === 'me' ? `me/${asked.who}` : asked.chapter] as Theirs;
    const label = `${asked.who} ${route}`;
    const found = differences(ours, their);
    all.figures += found.figures;
    all.wrong.push(...found.wrong.map((text) => `${label} ${text}`));
    all.wrong.push(
      ...otherInCsv(ours, await reads<string>(story, asked.who, `${route}&format=csv`)).map(
        (text) => `${label} CSV ${text}`,
      ),
    );
    for (const { key, value, behind, by } of told(ours)) {
      if (behind === null) continue;
      const { query, rows } = behind;
      const of = `${label} ${by} ${key}`;
      if (COUNTS.has(key) && value !== rows) all.wrong.push(`${of} is ${value}, its link ${rows}`);
      const link = `${asked.who} ${query}`;
      if ((links.get(link)?.rows ?? rows) !== rows) all.wrong.push(`${of}: ${rows} behind a link that had others`);
      links.set(link, { who: asked.who, query, rows, of });
    }
  }
  const listed = [...links.values()];
  const followed =
    mostLinks === null || listed.length <= mostLinks
      ? listed
      : listed.filter(() => chance.next() < mostLinks / listed.length);
  for (const { who, query, rows, of } of followed) {
    const { items } = await reads<{ items: unknown[] }>(story, who, `incidents?limit=500&${query}`);
    all.links++;
    if (items.length !== rows) all.wrong.push(`${of}: ${rows}, opened ${items.length} by ${query}`);
  }
  return all;
}

const COUNTS = new Set([
  'incidents',
  'paged',
  'missed',
  'missed.exhausted',
  'selfHealed',
  'selfHealed.before',
  'selfHealed.after',
  'failovers',
]);

const told = ({ figures, groups }: InsightWire) =>
  [{ by: 'all', id: '', figures }, ...groups].flatMap(({ by, id, figures: own }) =>
    own.map((one) => ({ ...one, by: `${by} ${id}` })),
  );

function differences(ours: InsightWire, their: Theirs): { figures: number; wrong: string[] } {
  const names = (groups: ReadonlyArray<{ by: string; id: string }>) => groups.map(({ by, id }) => `${by} ${id}`).join();
  const wrong =
    names(ours.groups) === names(their.groups) ? [] : [`groups ${names(ours.groups)}, not ${names(their.groups)}`];
  const pairs = [
    { of: 'all', own: ours.figures, expected: their.figures },
    ...their.groups.map(({ by, id, figures: expected }) => {
      const own = ours.groups.find((group) => group.by === by && group.id === id)?.figures ?? [];
      return { of: `${by} ${id}`, own, expected };
    }),
  ];
  let figures = 0;
  for (const { of, own, expected } of pairs) {
    const [keys, others] = [
      own
        .map(({ key }) => key)
        .toSorted()
        .join(),
      Object.keys(expected).toSorted().join(),
    ];
    if (keys !== others) wrong.push(`${of}: ${keys}, not ${others}`);
    for (const one of own) {
      figures++;
      const other = expected[one.key];
      if (other !== undefined && !isLike(one, other)) wrong.push(`${of} ${one.key}: ${said(one)}, not ${said(other)}`);
    }
  }
  return { figures, wrong };
}

const said = ({ value, why, n, partial, leftOut }: Bare) => JSON.stringify([value, why, n, partial, leftOut]);

/** Ours has four decimals. */
function isLike(one: Bare, other: Bare): boolean {
  const isNear =
    one.value === null || other.value === null
      ? one.value === other.value
      : Math.abs(one.value - other.value) <= 0.0001;
  return isNear && said({ ...one, value: 0 }) === said({ ...other, value: 0 });
}

const IN_CSV = [
  'group',
  'id',
  'key',
  'value',
  'unit',
  'n',
  'of',
  'why',
  'partial',
  ...LEFT_OUT_REASONS,
  'link',
  'definition',
];

function otherInCsv(ours: InsightWire, text: string): string[] {
  const [head = [], ...rows] = cellsOf(text);
  const named = rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])));
  const figures = named.filter(({ group }) => group !== 'asked' && group !== 'problem');
  const expected = [{ by: 'all', id: '', figures: ours.figures }, ...ours.groups].flatMap(({ by, id, figures: own }) =>
    own.map((one) => [
      ...[by, id, one.key, String(one.value ?? ''), one.unit, String(one.n), one.of, one.why ?? ''],
      ...[one.partial ? 'true' : '', ...LEFT_OUT_REASONS.map((reason: LeftOutReason) => String(one.leftOut[reason]))],
      ...[one.behind?.query ?? '', one.definition],
    ]),
  );
  const got = figures.map((row) => IN_CSV.map((name) => row[name] ?? ''));
  const at = expected.findIndex((row, i) => row.join('\t') !== got[i]?.join('\t'));
  if (at >= 0) return [`${got[at]?.join()} instead of ${expected[at]?.join()}`];
  return got.length === expected.length ? [] : [`has ${got.length} figures, not ${expected.length}`];
}

/** RFC 4180. */
function cellsOf(text: string): string[][] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
}
