/**
 * Figures of docs/architecture.md are written by `npm test -- tests/architecture/figures.test.ts -u`. A room has a ceiling: only
 * a change that is meant to fill it raises its ceiling, in the commit that does.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { circlesOf } from './circles.ts';
import { figureOf, linesByRoom, MEASURED } from './figures.ts';
import type { Measured } from './figures.ts';
import { crossings, inWholeTree, isLeftOut, MODULES } from './modules.ts';
import { isTest } from './rules.ts';
import { root, sourceFiles } from './scan.ts';
import { quantile, sizeOfFile, sizesOfFunctions } from './sizes.ts';
import type { Size } from './sizes.ts';

/** Lines. A module that has moved out of a room lowers the room's. */
const CEILINGS: Readonly<Record<Measured, number>> = {
  'domain, contract': 21_700,
  'rest of src': 40_700,
  store: 14_050,
  'http, actions, rights, configuration': 17_800,
  'stages, pipeline': 12_600,
  'channels, sources, listeners': 16_100,
  'other rooms of the sidecar': 13_700,
  labour: 19_000,
  importing: 21_700,
  insight: 8_500,
  replay: 6_100,
  review: 2_600,
  phone: 2_100,
  compat: 900,
};

const PAGE = path.join(root, 'docs/architecture.md');
const [BEGIN, END] = ['<!-- figures -->\n', '<!-- end of figures -->'];

const everything = sourceFiles('src', 'backend-shim').filter(
  ({ path: file }) => !/\.test\.tsx?$/.test(file) && !file.startsWith('src/locales/'),
);
/** Fakes are no part of what runs, but are read as what is: they count in the shape alone. */
const files = everything.filter(({ path: file }) => !isTest(file));
const lines = linesByRoom(files);

it('no room and no module has more lines than its ceiling', () => {
  const over = MEASURED.filter((room) => lines[room] > CEILINGS[room]).map(
    (room) => `${room}: ${lines[room]} lines, ceiling ${CEILINGS[room]}`,
  );
  expect(over, 'take something out, or raise the ceiling in the commit that is meant to fill the room').toEqual([]);
});

it('no ceiling is far above its room: what was taken out stays out', () => {
  expect(MEASURED.filter((room) => lines[room] < CEILINGS[room] * 0.9 - 100 && !isLeftOut(room))).toEqual([]);
});

const grouped = (value: number) => String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** Written figures by the first cell of their row. */
function writtenFigures(text: string): Map<string, number[]> {
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  return new Map(
    rows.map((row) => {
      const [label = '', ...cells] = row
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1);
      return [
        label,
        (
          cells
            .join(' ')
            .replace(/,(?=\d{3})/g, '')
            .match(/\d+/g) ?? []
        ).map(Number),
      ];
    }),
  );
}

function tables(written: Map<string, number[]>): string {
  const before = (label: string, at: number) => written.get(label)?.[at] ?? null;
  const rounded = (label: string, now: number) => figureOf(now, before(label, 0), 100);
  const sum = (rooms: readonly Measured[]) => rooms.reduce((total, room) => total + lines[room], 0);
  const core = MEASURED.filter((room) => !MODULES.some((name) => name === room));
  const ofRoom = (room: Measured) =>
    `| ${room} | ${grouped(rounded(room, lines[room]))} | ${grouped(CEILINGS[room])} |`;
  const total = (label: string, rooms: readonly Measured[]) =>
    `| ${label} | ${grouped(rounded(label, sum(rooms)))} | |`;
  const shape = (label: string, sizes: readonly Size[], limits: string) => {
    const [half, most, longest] = [0.5, 0.95, 1].map((share, at) =>
      figureOf(quantile(sizes, share), before(label, at)),
    );
    return `| ${label} | ${half} / ${most} / ${longest} | ${limits} |`;
  };
  const folders = new Map<string, number>();
  for (const file of everything) {
    const folder = path.posix.dirname(file.path);
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  const crossing = crossings(files);
  const fromCore = MODULES.reduce((count, name) => count + crossing[name], 0);
  return [
    '| room of the core | lines | ceiling |',
    '|---|---|---|',
    ...core.map(ofRoom),
    total('core', core),
    '',
    '| module | lines | ceiling |',
    '|---|---|---|',
    ...MODULES.map(ofRoom),
    total('modules', MODULES),
    '',
    '| shape, with fakes | now | limit |',
    '|---|---|---|',
    shape('files, p50 / p95 / longest', everything.map(sizeOfFile), '– / 220 / 350'),
    shape('named functions, p50 / p95 / longest', everything.flatMap(sizesOfFunctions), '– / 32 / 60 (components 100)'),
    `| folders | ${figureOf(folders.size, before('folders', 0), 10)} | |`,
    `| circles of imports | ${circlesOf(everything).length} | 0 |`,
    `| lines of the core that import a module | ${figureOf(fromCore, before('lines of the core that import a module', 0))} | falls |`,
    '',
  ].join('\n');
}

inWholeTree('the figures of docs/architecture.md are true', async () => {
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = [page.indexOf(BEGIN) + BEGIN.length, page.indexOf(END)];
  expect(begin).toBeGreaterThan(BEGIN.length);
  const text = `${page.slice(0, begin)}${tables(writtenFigures(page.slice(begin, end)))}${page.slice(end)}`;
  await expect(text).toMatchFileSnapshot(PAGE);
});

describe('a written figure', () => {
  it('stays while it is nearly true', () => {
    expect(figureOf(10_150, 10_000, 100)).toBe(10_000);
    expect(figureOf(10_260, 10_000, 100)).toBe(10_300);
    expect(figureOf(201, 205)).toBe(205);
    expect(figureOf(190, 205)).toBe(190);
    expect(figureOf(149, null, 100)).toBe(100);
  });

  it('is found by its row', () => {
    expect(writtenFigures('| store | 12,300 | 13,000 |\n| files, p50 / p95 | 66 / 205 | – |')).toEqual(
      new Map([
        ['store', [12_300, 13_000]],
        ['files, p50 / p95', [66, 205]],
      ]),
    );
  });
});
