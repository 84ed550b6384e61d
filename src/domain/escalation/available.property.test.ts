/** Property tests: whoever is not available changes whom a step pages, never when, and never whether. */
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { Policy } from '#domain/escalation/policy';
import { factsOf, PEOPLE, policy, START } from '#domain/incident/arbitrary-life.fake';
import type { DecisionFacts } from '#domain/incident/draft';
import type { Effect } from '#domain/incident/effects';
import { apply, incident } from '#domain/incident/incident.fake';
import type { Incident } from '#domain/incident/model';
import { dueAt } from '#domain/incident/model';
import { MINUTE } from '#domain/time/duration';

const depth = Number(process.env['TEST_DEPTH'] ?? '1');
/** The usual run is the same every time; a deep one looks elsewhere each time and prints its seed if it fails. */
const runs = { numRuns: Math.ceil(1000 * depth), ...(depth > 1 ? {} : { seed: 20_261_005 }) };
vi.setConfig({ testTimeout: 90_000 * Math.max(1, depth) });

interface Absence {
  from: number;
  to: number;
  warns: boolean;
}

const absence: fc.Arbitrary<Absence> = fc.record({
  from: fc.constantFrom(0, 0, 5, 60).map((minutes) => START + minutes * MINUTE),
  to: fc.constantFrom(4, 10, 120, 1000).map((minutes) => START + minutes * MINUTE),
  warns: fc.constantFrom(false, false, false, true),
});

/** By person: rest, and when they are at hand. */
const availability = fc.record({
  rests: fc.array(fc.option(absence, { freq: 3 }), { minLength: PEOPLE.length, maxLength: PEOPLE.length }),
  atHand: fc.array(fc.boolean(), { minLength: PEOPLE.length, maxLength: PEOPLE.length }),
});

type Availability = typeof availability extends fc.Arbitrary<infer Value> ? Value : never;

function factsWith({ rests, atHand }: Availability): DecisionFacts {
  const own = factsOf(new Map(), () => 1);
  return {
    ...own,
    tellsSilences: () => false,
    rest: (login, at) => {
      const rest = rests[PEOPLE.indexOf(login)];
      return rest && rest.from <= at && at < rest.to ? { until: rest.to, paging: rest.warns ? 'warn' : 'hold' } : null;
    },
    atHand: (login) => atHand[PEOPLE.indexOf(login)] === true,
  };
}

interface Moment {
  at: number;
  after: Incident;
  effects: Effect[];
}

/** Until everybody was paged, if nobody answers. */
function lifeOf(drawn: Policy, facts: DecisionFacts): Moment[] {
  const run = { policy: drawn, pass: 0, passStartedAt: START, step: -1, entry: 0, paged: [] };
  const moments: Moment[] = [];
  let last = incident({ run, timers: { escalate: START }, team: 'sre' });
  for (let at = dueAt(last.timers); at !== null; at = dueAt(last.timers)) {
    const { incident: after, effects } = apply(last, at, [{ kind: 'timers' }], facts);
    moments.push({ at, after, effects });
    last = after;
  }
  return moments;
}

/** Entries of steps, without those that only say who is not available. */
function entriesOf(moments: readonly Moment[]) {
  return moments.flatMap(({ at, effects }) =>
    effects.flatMap((effect) => {
      if (effect.kind !== 'timeline' || effect.entry.kind === 'held' || effect.entry.data['reason'] === 'waited') {
        return [];
      }
      const { kind, data } = effect.entry;
      return [{ at, kind, step: data['step'], pass: data['pass'], channels: data['channels'] }];
    }),
  );
}

const pagedIn = ({ effects }: Moment) => effects.flatMap((effect) => (effect.kind === 'page' ? [effect.user] : []));

const both = fc.tuple(policy, availability).map(([drawn, drawnAvailability]) => {
  const { rest: _rest, atHand: _atHand, ...plain } = factsWith(drawnAvailability);
  return { today: lifeOf(drawn, plain), now: lifeOf(drawn, factsWith(drawnAvailability)) };
});

it('enters the same steps at the same instants', () => {
  fc.assert(
    fc.property(both, ({ today, now }) => {
      expect(entriesOf(now)).toEqual(entriesOf(today));
    }),
    runs,
  );
});

it('pages somebody whenever somebody would be paged', () => {
  fc.assert(
    fc.property(both, ({ today, now }) => {
      for (const [i, moment] of today.entries()) {
        expect(pagedIn(now[i] as Moment).length > 0 || pagedIn(moment).length === 0).toBe(true);
      }
    }),
    runs,
  );
});

it('pages whoever would be paged, with the next entry at the latest', () => {
  fc.assert(
    fc.property(both, ({ today, now }) => {
      for (const [i, moment] of today.entries()) {
        const soon = now.slice(i, i + 2).flatMap(pagedIn);
        expect(soon).toEqual(expect.arrayContaining(pagedIn(moment)));
      }
    }),
    runs,
  );
});

it('lets nobody wait twice, and pages nobody twice in one entry', () => {
  fc.assert(
    fc.property(both, ({ now }) => {
      const begun = now.flatMap(({ after }, i) => {
        const before = now[i - 1]?.after.run?.held ?? [];
        return (after.run?.held ?? []).filter((one) => !before.includes(one)).map(({ user }) => user);
      });
      expect(new Set(begun).size).toBe(begun.length);
      expect(now.at(-1)?.after.run?.held).toBeUndefined();
      for (const { effects } of now) {
        const pages = effects.flatMap((effect) =>
          effect.kind === 'page' ? [`${effect.user} ${effect.step?.entry}`] : [],
        );
        expect(new Set(pages).size).toBe(pages.length);
      }
    }),
    runs,
  );
});

it('changes nothing while everybody is available', () => {
  fc.assert(
    fc.property(policy, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (drawn, atHand) => {
      const given = factsWith({ rests: [], atHand });
      const { rest: _rest, atHand: _atHand, ...plain } = factsWith({ rests: [], atHand });
      expect(lifeOf(drawn, given)).toEqual(lifeOf(drawn, plain));
    }),
    runs,
  );
});
