import { describe, expect, it } from 'vitest';
import { judge, judgeAll } from './campaign.mjs';
import { nearestFirst } from './near.mjs';
import { resultLines, resultOf } from './result.mjs';
import { sample } from './sample.mjs';

const mutant = (line = 1) => ({
  kind: 'logic',
  file: 'src/domain/rota/cycle.ts',
  line,
  start: 0,
  end: 6,
  statement: false,
  before: 'a && b',
  after: '(a) || (b)',
});
const reaches = (file, ...ids) => ({ file, ms: 10, reached: new Set(ids) });

describe('a sample', () => {
  const all = Array.from({ length: 1000 }, (_, index) => index);

  it('is the same for the same seed, and another for another', () => {
    expect(sample(all, 100, 1)).toEqual(sample(all, 100, 1));
    expect(sample(all, 100, 1)).not.toEqual(sample(all, 100, 2));
  });

  it('takes each at most once, in their order, from everywhere', () => {
    const taken = sample(all, 100, 1);
    expect(new Set(taken).size).toBe(100);
    expect(taken).toEqual(taken.toSorted((a, b) => a - b));
    expect(taken[0]).toBeLessThan(100);
    expect(taken.at(-1)).toBeGreaterThan(900);
  });

  it('is everything where there is less', () => {
    expect(sample([1, 2, 3], 300, 1)).toEqual([1, 2, 3]);
  });
});

it('begins with the test beside the source, then the folder, then the quick ones', () => {
  const tests = [
    { file: 'backend-shim/a.test.ts', ms: 1 },
    { file: 'src/domain/rota/a.test.ts', ms: 9 },
    { file: 'src/domain/rota/cycle.property.test.ts', ms: 90 },
    { file: 'src/domain/time/b.test.ts', ms: 5 },
    { file: 'src/domain/rota/z.test.ts', ms: 2 },
  ];
  expect(nearestFirst('src/domain/rota/cycle.ts', tests).map(({ file }) => file)).toEqual([
    'src/domain/rota/cycle.property.test.ts',
    'src/domain/rota/z.test.ts',
    'src/domain/rota/a.test.ts',
    'src/domain/time/b.test.ts',
    'backend-shim/a.test.ts',
  ]);
});

describe('a mutant', () => {
  const answering = (answer) => ({
    asked: [],
    ask(question) {
      this.asked.push(question);
      return Promise.resolve(answer);
    },
  });

  it('meets only the tests that reach it', async () => {
    const runner = answering({ passed: false, by: 'a.test.ts' });
    expect(await judge(runner, mutant(), 7, [reaches('a.test.ts', 7), reaches('b.test.ts', 8)])).toEqual({
      status: 'killed',
      by: 'a.test.ts',
    });
    expect(runner.asked).toMatchObject([{ active: 7, files: ['a.test.ts'] }]);
  });

  it.each([
    ['survives where all pass', { passed: true, by: null }, 'survived'],
    ['that takes too long is told apart', null, 'timed out'],
  ])('%s', async (_what, answer, status) => {
    expect(await judge(answering(answer), mutant(), 7, [reaches('a.test.ts', 7)])).toEqual({ status, by: null });
  });

  it('that no test reaches is not run', async () => {
    const runner = answering({ passed: true, by: null });
    expect(await judge(runner, mutant(), 7, [reaches('a.test.ts', 6)])).toMatchObject({ status: 'not reached' });
    expect(runner.asked).toEqual([]);
  });
});

it('counts, and names what was missed', async () => {
  const mutants = [mutant(1), mutant(2), mutant(3), mutant(4)];
  const answers = [{ passed: false, by: 'a.test.ts' }, { passed: true, by: null }, null];
  const runners = [{ folder: '', runner: { ask: ({ active }) => Promise.resolve(answers[active - 1]) } }];
  const verdicts = await judgeAll(runners, mutants, [reaches('a.test.ts', 1, 2, 3)], () => {});
  expect(resultLines(resultOf(mutants, verdicts))).toEqual([
    'survived: src/domain/rota/cycle.ts:2 logic: a && b → (a) || (b)',
    'not reached: src/domain/rota/cycle.ts:4 logic: a && b → (a) || (b)',
    '1 killed, 1 timed out, 1 survived, 1 not reached: 50 % of 4 noticed',
  ]);
});
