import { expect, test } from 'vitest';
import { EMPTY_CONFIG } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import type { StoredObject } from '../../ports/configuration.ts';
import { unmeantDeletions } from './deletions.ts';

const names = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`);

function stored(kind: ConfigKind, ids: readonly string[], origin: 'file' | 'api' = 'file'): StoredObject[] {
  return ids.map((id) => ({ kind, id, body: {}, origin, version: 1, createdAt: 0, updatedAt: 0 }));
}

function stating(kind: ConfigKind, ids: readonly string[]): Config {
  const bodies = ids.map((id) => (kind === 'users' ? { login: id } : { id }));
  return { ...EMPTY_CONFIG, [kind]: bodies };
}

function reasons(
  config: Config,
  objects: readonly StoredObject[],
  { deleted = [], allowEmpty = false }: { deleted?: string[]; allowEmpty?: boolean } = {},
) {
  return unmeantDeletions({ config, deleted, allowEmpty }, { objects, broken: [] });
}

const KEPT = stored('timeWindows', ['night']);
const windows = (config: Config): Config => ({ ...config, ...stating('timeWindows', ['night']), users: config.users });

test.each<[kind: ConfigKind]>([
  ['users'],
  ['teams'],
  ['rotas'],
  ['escalationPolicies'],
  ['integrations'],
  ['channels'],
])('more than half, and at least five, of %s must be meant', (kind) => {
  const left = (count: number) => ({ ...stating('timeWindows', ['night']), [kind]: stating(kind, names(count))[kind] });
  const of = (count: number) => [...KEPT, ...stored(kind, names(count))];
  expect(reasons(left(5), of(10))).toEqual([]);
  expect(reasons(left(4), of(8))).toEqual([]);
  expect(reasons(left(0), of(4))).toEqual([]);
  expect(reasons(left(0), of(5))).toMatchObject([
    { reason: 'would-delete-most', path: '', data: { collection: kind, ids: names(5), of: 5 } },
  ]);
  const [problem] = reasons(left(4), of(10));
  expect(problem).toMatchObject({ data: { ids: names(10).slice(4), of: 10 } });
  expect(problem?.message).toContain(`deleted: ["${kind}/n4", "${kind}/n5"`);
  expect(
    reasons(left(4), of(10), {
      deleted: names(10)
        .slice(4, 6)
        .map((id) => `${kind}/${id}`),
    }),
  ).toEqual([]);
  expect(reasons(left(4), of(10), { allowEmpty: true })).toHaveLength(1);
});

test.each<[kind: ConfigKind]>([['absences'], ['maintenances'], ['subscriptions'], ['timeWindows']])(
  '%s are never counted',
  (kind) => {
    const config = stating('teams', ['a']);
    expect(reasons(config, [...stored('teams', ['a']), ...stored(kind, names(20))])).toEqual([]);
  },
);

test('what was made by hand counts on neither side', () => {
  const objects = [...stored('users', names(8)), ...stored('users', ['x', 'y', 'z'], 'api'), ...KEPT];
  expect(reasons(windows(stating('users', names(4))), objects)).toEqual([]);
  expect(reasons(windows(stating('users', names(3))), objects)).toMatchObject([{ data: { of: 8 } }]);
});

test('files that state nothing delete nothing, however little there is, unless that is meant', () => {
  const one = stored('teams', ['a']);
  expect(reasons(EMPTY_CONFIG, [])).toEqual([]);
  expect(reasons(EMPTY_CONFIG, stored('teams', ['a'], 'api'))).toEqual([]);
  expect(reasons(EMPTY_CONFIG, one)).toMatchObject([{ reason: 'would-delete-all', data: { count: 1 } }]);
  expect(reasons(EMPTY_CONFIG, KEPT)).toMatchObject([{ reason: 'would-delete-all' }]);
  expect(reasons(EMPTY_CONFIG, one, { deleted: ['teams/b'] })).toHaveLength(1);
  expect(reasons(EMPTY_CONFIG, one, { allowEmpty: true })).toEqual([]);
  expect(reasons(EMPTY_CONFIG, [...one, ...KEPT], { deleted: ['teams/a'] })).toEqual([]);
});

test('an object that cannot be read counts like any other', () => {
  const broken = stored('rotas', names(6)).map((object) => ({
    ...object,
    remains: {},
    why: { kind: 'rotas', id: object.id, field: '', reason: 'not-json' as const, problem: '' },
  }));
  const config = stating('timeWindows', ['night']);
  expect(
    unmeantDeletions({ config, deleted: [], allowEmpty: false }, { objects: KEPT, broken: broken as never }),
  ).toMatchObject([{ data: { collection: 'rotas', of: 6 } }]);
});
