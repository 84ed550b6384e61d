import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { EMPTY_CONFIG } from '#contract/config';
import type { ReplayResultWire } from '#contract/replay';
import { REPLAY_USAGE, runReplayCommand } from './replay.ts';
import type { ReplayCommandDeps } from './replay.ts';

const both = <T>(before: T, after: T) => ({ before, after });
const DISK = { id: 'i7', title: 'Disk full', openedAt: '2026-10-02T03:00:00Z' };
const RESULT: ReplayResultWire = {
  alerts: 3,
  pages: [],
  pagesLeftOut: 0,
  incidents: [DISK],
  more: 1,
  fewer: 2,
  changed: 0,
  first: null,
  problems: [],
  interruptions: both(4, 3),
  nightPages: both(4, 3),
  mostNightPages: both(4, 3),
  unreached: both([], []),
  unanswered: both<string[]>([], ['i7']),
  reproduced: { pages: 4, same: 4 },
  woken: [],
  answers: { sooner: 0, later: 0, lost: 0, gained: 0 },
  supposed: { answers: 0, pages: 0 },
  leftOut: { earlier: 0, 'by-hand': 0, merged: 0, silenced: 0, shadow: 0 },
};
const replay = (state: string, result: ReplayResultWire | null) => ({
  id: 'r1',
  from: '2026-10-01T00:00:00Z',
  to: '2026-11-01T00:00:00Z',
  answers: 'median',
  exactSince: null,
  createdAt: '2026-11-01T00:00:00Z',
  createdBy: 'ci',
  progress: 0.5,
  state,
  result,
});

let printed: string[];
let asked: Array<{ method: string; url: string; token: string; body: unknown }>;
let answers: Array<{ status: number; body: unknown }>;
let args: string[];
beforeEach(() => {
  [printed, asked] = [[], []];
  answers = [
    { status: 202, body: replay('running', null) },
    { status: 200, body: replay('done', RESULT) },
  ];
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'vigie-replay-')), 'token');
  writeFileSync(file, 'the-token\n');
  args = ['--vigie', 'https://vigie.example.com/', '--token-file', file, '--provisioning', 'files'];
  args.push('--from', '2026-10-01T00:00:00Z', '--to', '2026-11-01T00:00:00Z');
});

const run = (more: string[] = [], changes: Partial<ReplayCommandDeps> = {}) =>
  runReplayCommand({
    args: [...args, ...more],
    load: () => Promise.resolve({ ok: true, config: EMPTY_CONFIG }),
    request: (method, url, token, body) => {
      asked.push({ method, url, token, body });
      return Promise.resolve(answers.shift() ?? { status: 500, body: null });
    },
    wait: () => Promise.resolve(),
    interrupted: new AbortController().signal,
    print: (line) => printed.push(line),
    printError: (line) => printed.push(line),
    ...changes,
  });

test('the draft is the folder without people; what came of it is said', async () => {
  expect(await run()).toBe(0);
  expect(asked.map(({ method, url, token }) => [method, url, token])).toEqual([
    ['POST', 'https://vigie.example.com/api/v1/replays', 'the-token'],
    ['GET', 'https://vigie.example.com/api/v1/replays/r1', 'the-token'],
  ]);
  expect(Object.keys((asked[0]?.body as { draft: object }).draft)).not.toContain('users');
  expect(printed[0]).toContain('pages: 1 more, 2 fewer, 0 changed');
});

test.each([
  [['--max-night-pages', '3'], 0, ''],
  [['--max-night-pages', '2'], 3, '--max-night-pages 2: somebody would have had 3'],
  [['--no-unanswered'], 3, '--no-unanswered: nobody would have answered 1: “Disk full” i7'],
  [['--max-more-wakings', '0'], 0, ''],
  [['--not-worse'], 3, '--not-worse: nobody would have answered 1: “Disk full” i7 any more'],
])('%s ends with %i', async (more, exit, said) => {
  expect(await run(more)).toBe(exit);
  expect(printed.at(-1)).toContain(said);
});

test('each rule that is broken is named', async () => {
  expect(await run(['--max-night-pages', '2', '--no-unanswered'])).toBe(3);
  expect(printed.slice(1)).toEqual([
    'vigie: --max-night-pages 2: somebody would have had 3',
    'vigie: --no-unanswered: nobody would have answered 1: “Disk full” i7',
  ]);
});

test('what was so without the files is no worse with them; what is new is', async () => {
  const same = { ...RESULT, unanswered: both(['i7'], ['i7']) };
  const given = (result: ReplayResultWire) => (answers = [{ status: 202, body: replay('done', result) }]);
  given(same);
  expect(await run(['--not-worse', '--max-more-wakings', '0'])).toBe(0);
  given({ ...same, interruptions: both(4, 6), mostNightPages: both(2, 3), unreached: both<string[]>([], ['i7']) });
  expect(await run(['--not-worse', '--max-more-wakings', '1'])).toBe(3);
  expect(printed.slice(-4)).toEqual([
    'vigie: --not-worse: people would have been woken 6 times instead of 4',
    'vigie: --not-worse: somebody would have had 3 night pages, and nobody had more than 2',
    'vigie: --not-worse: nobody would have been reached about 1: “Disk full” i7 any more',
    'vigie: --max-more-wakings 1: people would have been woken 2 times more',
  ]);
});

test('what the replay had to suppose is said', async () => {
  answers = [{ status: 202, body: replay('done', { ...RESULT, supposed: { answers: 2, pages: 5 } }) }];
  expect(await run()).toBe(0);
  expect(printed[0]).toContain('supposed: 2 answers that nobody gave then; 5 of the differences rest on them');
});

test('programs get the result, and whether the rules are kept', async () => {
  expect(await run(['--json', '--no-unanswered'])).toBe(3);
  expect(JSON.parse(printed[0] ?? '')).toMatchObject({ kept: false, result: { more: 1 } });
});

test.each([
  [['--answers', 'perhaps'], '--answers must be median or never'],
  [['--from', 'October'], '--from must be an instant'],
  [['--vigie', 'vigie.example.com'], '--vigie must be an address'],
  [['--to', '2026-09-30T00:00:00Z'], '--to must be after --from'],
  [['--max-more-wakings', 'few'], '--max-more-wakings must be a number'],
])('%s is wrong usage', async (more, said) => {
  expect(await run(more)).toBe(2);
  expect(printed.at(-1)).toContain(said);
  expect(asked).toEqual([]);
});

test('who no longer waits cancels it', async () => {
  const interruption = new AbortController();
  const wait = () => Promise.resolve(interruption.abort());
  expect(await run([], { wait, interrupted: interruption.signal })).toBe(1);
  expect(asked.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
  expect(printed.at(-1)).toBe('vigie: the replay was cancelled');
});

test('what is not exact, left out or not possible is said by name', async () => {
  const result = {
    ...RESULT,
    leftOut: { ...RESULT.leftOut, merged: 2 },
    problems: [{ reason: 'integration-gone', kind: 'integration', id: 'old' }],
  } as ReplayResultWire;
  answers = [{ status: 202, body: { ...replay('done', result), exactSince: '2026-10-15T00:00:00Z' } }];
  expect(await run()).toBe(0);
  expect(printed[0]?.split('\n').slice(-3)).toEqual([
    'exact since 2026-10-15T00:00:00Z: the configuration before was kept in no versions',
    'left out: 2 merged',
    'problem: integration-gone integration old',
  ]);
});

test('each problem of a draft is said', async () => {
  const details = ['a', 'b'].map((id) => ({ path: `draft.rotas[${id}]`, message: 'is wrong' }));
  answers = [{ status: 400, body: { error: { message: 'draft.rotas[a] is wrong', details } } }];
  expect(await run()).toBe(1);
  expect(printed.at(-1)).toBe('vigie: draft.rotas[a] is wrong\ndraft.rotas[b] is wrong');
});

test('wrong usage is said', async () => {
  expect(await run(['--max-night-pages', 'few'])).toBe(2);
  expect(await run(['--what'])).toBe(2);
  args = args.slice(2);
  expect(await run()).toBe(2);
  expect(printed.at(-1)).toContain('--vigie is missing');
  expect(await run(['--help'])).toBe(0);
  expect(printed.at(-1)).toBe(REPLAY_USAGE);
});

test('what Vigie refuses, files with problems, and a replay without a result fail', async () => {
  answers = [{ status: 400, body: { error: { message: 'to must be after from' } } }];
  expect(await run()).toBe(1);
  expect(printed.at(-1)).toBe('vigie: to must be after from');
  expect(await run([], { load: () => Promise.resolve({ ok: false, problems: ['a.yaml:3 is wrong'] }) })).toBe(1);
  expect(printed.at(-1)).toContain('a.yaml:3 is wrong');
  answers = [{ status: 202, body: replay('stopped', null) }];
  expect(await run()).toBe(1);
  expect(printed.at(-1)).toContain('(stopped)');
});
