import { describe, expect, test } from 'vitest';
import type { ProofKnowledge } from './causes.ts';
import { causeOf } from './causes.ts';
import type { DifferenceCause, ImportClass } from './model.ts';
import { proveRota } from './rota-proof.ts';

const at = (text: string) => Date.parse(`${text}Z`);
const FROM = at('2026-10-19T07:31');
const CHANGE = at('2026-10-25T01:00');
const knowing = (change: Partial<ProofKnowledge> = {}): ProofKnowledge => ({
  class: 'exact',
  from: FROM,
  readFor: 120_000,
  unknown: new Set(['unknown:u9']),
  predicted: [],
  frozenUntil: null,
  clockChanges: [CHANGE],
  leftEmpty: [],
  unnamed: [],
  ...change,
});
const differs = (start: string, end: string, source: string[] = ['ann'], vigie: string[] = ['ben']) => ({
  start: at(start),
  end: at(end),
  source,
  vigie,
});
const predicted = (cause: DifferenceCause, start: string, end: string) => [{ cause, start: at(start), end: at(end) }];
const NIGHT = differs('2026-10-25T01:00', '2026-10-25T02:00');

test.each<[string, ReturnType<typeof differs>, Partial<ProofKnowledge>, DifferenceCause]>([
  ['the moment of reading', differs('2026-10-19T07:31', '2026-10-19T07:32'), {}, 'now-edge'],
  ['longer than reading took', differs('2026-10-19T07:31', '2026-10-19T07:33'), {}, 'unexplained'],
  ['as short, and later', differs('2026-10-19T08:00', '2026-10-19T08:01'), {}, 'unexplained'],
  ['seconds', differs('2026-10-20T08:00', '2026-10-20T08:00:44'), {}, 'seconds'],
  ['a hole of seconds', differs('2026-10-20T08:00', '2026-10-20T08:00:44', []), {}, 'window-split'],
  [
    'after the end of a frozen rota',
    differs('2026-11-20T08:00', '2026-11-21T08:00', ['ann'], []),
    { class: 'frozen', frozenUntil: at('2026-11-20T08:00') },
    'frozen-end',
  ],
  [
    'before the end of a frozen rota',
    differs('2026-11-20T07:00', '2026-11-20T08:00', ['ann'], []),
    { class: 'frozen', frozenUntil: at('2026-11-20T08:00') },
    'unexplained',
  ],
  [
    'a clock change, predicted',
    NIGHT,
    { class: 'approximated', predicted: predicted('dst', '2026-10-24T22:00', '2026-10-25T04:00') },
    'dst',
  ],
  [
    'an hour, long after a predicted clock change',
    differs('2026-11-02T08:00', '2026-11-02T09:00'),
    { class: 'approximated', predicted: predicted('dst', '2026-10-24T22:00', '2027-01-18T00:00') },
    'dst',
  ],
  [
    'a day, long after a predicted clock change',
    differs('2026-11-02T08:00', '2026-11-03T08:00'),
    { class: 'approximated', predicted: predicted('dst', '2026-10-24T22:00', '2027-01-18T00:00') },
    'unexplained',
  ],
  [
    'both of two, predicted',
    differs('2026-11-02T08:00', '2026-11-03T08:00', ['ann', 'ben'], ['ann']),
    { class: 'approximated', predicted: predicted('union', '2026-11-01T00:00', '2026-11-04T00:00') },
    'union',
  ],
  [
    'two others, where both were predicted',
    differs('2026-11-02T08:00', '2026-11-03T08:00', ['ann', 'ben'], ['cleo']),
    { class: 'approximated', predicted: predicted('union', '2026-11-01T00:00', '2026-11-04T00:00') },
    'unexplained',
  ],
  [
    'somebody unknown, predicted',
    differs('2026-11-02T08:00', '2026-11-03T08:00', ['unknown:u9'], []),
    { class: 'frozen', predicted: predicted('person-unknown', '2026-11-01T00:00', '2026-11-04T00:00') },
    'person-unknown',
  ],
])('%s', (_, difference, known, cause) => {
  expect(causeOf(difference, knowing(known))).toBe(cause);
});

describe('a cause that excuses', () => {
  const hours = predicted('utc-schedule', '2026-10-25T00:00', '2026-10-25T03:00');

  test.each<ImportClass>(['exact', 'rewritten', 'left-out', 'needs-a-person'])('is not accepted for %s', (one) => {
    expect(causeOf(NIGHT, knowing({ class: one, predicted: hours }))).toBe('unexplained');
  });

  test('is not accepted outside of the predicted hours', () => {
    const known = knowing({ class: 'approximated', predicted: hours });
    expect(causeOf(NIGHT, known)).toBe('utc-schedule');
    expect(causeOf(differs('2026-10-25T02:59', '2026-10-25T03:01'), known)).toBe('unexplained');
  });

  test('is not accepted where another was predicted', () => {
    const known = knowing({
      class: 'approximated',
      predicted: predicted('union', '2026-10-25T00:00', '2026-10-25T03:00'),
    });
    expect(causeOf(NIGHT, known)).toBe('unexplained');
  });
});

test('a difference that begins inside of the predicted hours and ends outside of them is cut there', () => {
  const [source, vigie] = [['ann'], ['ben']].map((people) => [
    { start: at('2026-10-19T00:00'), end: at('2026-10-21T00:00'), people },
  ]);
  const known = knowing({
    class: 'approximated',
    predicted: predicted('swap', '2026-10-19T00:00', '2026-10-20T00:00'),
  });
  const proof = proveRota(source ?? [], vigie ?? [], known, at('2026-10-21T00:00'));
  expect(proof.differences.map(({ start, cause }) => [new Date(start).toISOString(), cause])).toEqual([
    ['2026-10-19T07:31:00.000Z', 'swap'],
    ['2026-10-20T00:00:00.000Z', 'unexplained'],
  ]);
  expect(proof).toMatchObject({ seconds: 145_740, equal: 0 });
});

test('what is equal is counted to the second', () => {
  const source = [{ start: FROM, end: at('2026-10-20T07:31'), people: ['ann'] }];
  const vigie = [{ start: FROM, end: at('2026-10-20T07:00'), people: ['ann'] }];
  const proof = proveRota(source, vigie, knowing(), at('2026-10-20T07:31'));
  expect(proof).toMatchObject({ seconds: 86_400, equal: 84_540 });
  expect(proof.differences).toEqual([
    { start: at('2026-10-20T07:00'), end: at('2026-10-20T07:31'), source: ['ann'], vigie: [], cause: 'unexplained' },
  ]);
});
