import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isAllReal, isInShadow, isPersonInShadow } from './shadow.ts';
import type { ShadowState } from './shadow.ts';

const state = (changes: Partial<ShadowState> = {}): ShadowState => ({
  all: false,
  teams: new Set(),
  integrations: new Set(),
  ...changes,
});
const sre = state({ teams: new Set(['sre']) });
const probe = state({ integrations: new Set(['probe']) });

describe('an incident is in shadow', () => {
  test.each([
    ['nothing in shadow', state(), 'sre', 'probe', false],
    ['its team', sre, 'sre', 'probe', true],
    ['another team', sre, 'db', 'probe', false],
    ['its integration', probe, 'db', 'probe', true],
    ['another integration', probe, 'db', 'zabbix', false],
    ['a team, but it has none', sre, null, 'zabbix', false],
    ['an integration, but it was opened by hand', probe, 'db', null, false],
    ['everything', state({ all: true }), null, null, true],
  ])('%s', (_, given, team, integration, expected) => {
    expect(isInShadow(given, { team, integration })).toBe(expected);
  });
});

test.each([
  ['no team', sre, [], false],
  ['all their teams', sre, ['sre'], true],
  ['one of their teams', sre, ['sre', 'db'], false],
  ['everything', state({ all: true }), [], true],
])('a person’s own message is in shadow: %s', (_, given, teams, expected) => {
  expect(isPersonInShadow(given, teams)).toBe(expected);
});

const name = fc.constantFrom('a', 'b', 'c');
const anyState = fc.record({
  all: fc.boolean(),
  teams: fc.uniqueArray(name).map((names) => new Set(names)),
  integrations: fc.uniqueArray(name).map((names) => new Set(names)),
});
const anySubject = fc.record({ team: fc.option(name), integration: fc.option(name) });

describe('whatever is in shadow', () => {
  it('putting more into shadow never makes something real', () => {
    fc.assert(
      fc.property(anyState, anyState, anySubject, (one, other, subject) => {
        const both = {
          all: one.all || other.all,
          teams: new Set([...one.teams, ...other.teams]),
          integrations: new Set([...one.integrations, ...other.integrations]),
        };
        expect(isInShadow(both, subject)).toBe(isInShadow(one, subject) || isInShadow(other, subject));
      }),
    );
  });

  it('where nothing is in shadow, nothing is suppressed', () => {
    fc.assert(
      fc.property(anyState, anySubject, (given, subject) => {
        expect(isAllReal(given) && isInShadow(given, subject)).toBe(false);
      }),
    );
  });
});
