import { expect, it, vi } from 'vitest';
import { isOnCompiled, judge, partNamed } from './parts.mjs';
import { report, reportLines } from './report.mjs';

const well = { ok: true, why: '' };
const tally = (more = {}) => ({ passed: 3, skipped: [], failures: [], reason: 'passed', ...more });

it('counts what passed', () => {
  expect(judge('unit', tally(), well)).toEqual({ passed: 3, flaky: [], failures: [], skipped: [] });
});

it('counts a crashed run as a failure', () => {
  const { failures } = judge('unit', null, { ok: false, why: 'ended by SIGSEGV' });
  expect(failures).toEqual(['unit: no results; it ended by SIGSEGV']);
});

it('counts a run that failed although all its tests passed', () => {
  expect(judge('unit', tally(), { ok: false, why: 'ended with exit code 1' }).failures).toHaveLength(1);
});

it('counts a run without any test as a failure', () => {
  expect(judge('unit', tally({ passed: 0 }), well).failures).toEqual(['unit: no test ran']);
});

it('counts an interrupted run as a failure', () => {
  expect(judge('unit', tally({ reason: 'interrupted' }), well).failures).toHaveLength(1);
});

it('takes a skipped test only with its reason', () => {
  const skipped = [
    { name: 'a', why: 'no PostgreSQL' },
    { name: 'b', why: null },
  ];
  const result = judge('unit', tally({ skipped }), well);
  expect(result.skipped).toEqual([skipped[0]]);
  expect(result.failures).toEqual([expect.stringMatching(/^b: skipped without a reason/)]);
});

it('names flaky tests at the end of a run', () => {
  const result = judge('stories', tally({ flaky: ['a.test.ts > now and then: 1 is not 2'] }), well);
  expect(result).toMatchObject({ passed: 3, failures: [], flaky: ['a.test.ts > now and then: 1 is not 2'] });
  const lines = reportLines([{ name: 'stories', ...result, ms: 1, interrupted: false }]);
  expect(lines.join('\n')).toContain('Flaky: passed only when tried again:\n  a.test.ts > now and then: 1 is not 2');
  expect(lines.at(-1)).toBe('3 passed, 0 failed, 0 skipped');
});

it('reports skips and failures, and ends with the sum alone', () => {
  const lines = reportLines([
    { name: 'types', passed: 1, failures: [], skipped: [], ms: 1_500, interrupted: false },
    {
      name: 'unit',
      passed: 7,
      failures: ['x.test.ts > breaks: 1 is not 2'],
      skipped: [{ name: 'y.test.ts > waits', why: 'no PostgreSQL' }],
      ms: 20_000,
      interrupted: false,
    },
  ]);
  expect(lines.at(-1)).toBe('8 passed, 1 failed, 1 skipped');
  const text = lines.join('\n');
  expect(text).toContain('y.test.ts > waits: no PostgreSQL');
  expect(text).toContain('x.test.ts > breaks: 1 is not 2');
  expect(text).toContain('21.5 s');
});

it('counts what was skipped as failed where a release asks for it', () => {
  const skipped = [{ name: 'deb.test.ts', why: 'needs root' }];
  const result = { name: 'packaging', passed: 1, failures: [], skipped, ms: 1, interrupted: false };
  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    expect([report([result], {}), report([result], { VIGIE_NO_SKIPS: '1' })]).toEqual([0, 1]);
    expect(print).toHaveBeenLastCalledWith('1 passed, 1 failed, 0 skipped');
  } finally {
    print.mockRestore();
  }
});

it('tests what ships in a full run in CI, and the sources where files are named', () => {
  const stories = partNamed('stories');
  expect(isOnCompiled(stories, [], { CI: 'true' })).toBe(true);
  expect(isOnCompiled(stories, ['tests/stories/a.test.ts'], { CI: 'true' })).toBe(false);
  expect(isOnCompiled(stories, [], {})).toBe(false);
  expect(isOnCompiled(partNamed('unit'), [], { CI: 'true' })).toBe(false);
});
