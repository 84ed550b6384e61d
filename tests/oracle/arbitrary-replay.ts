/** Random nights of a small world: one rota, one policy, one method for each person; and a draft of the rota or of a wait. */
import fc from 'fast-check';
import { DAY, MINUTE, SECOND } from '#domain/time/duration';

export interface SmallWorld {
  /** One has the rota for `every` days from 09:00. */
  participants: string[];
  every: number;
  /** When the first of them began, epoch ms. */
  handoff: number;
  /** `to` null: whoever is on call. */
  steps: Array<{ to: string | null; wait: number }>;
  repeat: number;
  /** How long after a page begins its only method is used, ms. */
  after: Record<string, number>;
}

interface SmallAlert {
  host: string;
  at: number;
  recovers: number | null;
}

/** What somebody tries to do about the incident of a host. */
export interface SmallDeed {
  host: string;
  user: string;
  at: number;
  kind: 'acknowledge' | 'snooze' | 'resolve';
  /** Of a snooze, ms. */
  for: number;
}

export interface SmallHistory {
  from: number;
  to: number;
  world: SmallWorld;
  draft: SmallWorld;
  alerts: SmallAlert[];
  tries: SmallDeed[];
}

const FROM = Date.UTC(2026, 9, 19);
export const PEOPLE = ['ann', 'ben', 'cleo'];
const person = fc.constantFrom(...PEOPLE);
const minutes = (...choice: number[]) => fc.constantFrom(...choice.map((one) => one * MINUTE));

const world: fc.Arbitrary<SmallWorld> = fc.record({
  participants: fc.shuffledSubarray(PEOPLE, { minLength: 2 }),
  every: fc.constantFrom(1, 2),
  handoff: fc.constant(Date.UTC(2026, 9, 12, 9)),
  // A pass lasts five minutes at least.
  steps: fc.array(fc.record({ to: fc.option(person), wait: minutes(3, 5, 8, 13) }), { minLength: 2, maxLength: 3 }),
  repeat: fc.nat(2),
  after: fc.record(
    Object.fromEntries(PEOPLE.map((login) => [login, fc.constantFrom(0, 0, 130 * SECOND, 400 * SECOND)])),
  ),
});

const drafted = (was: SmallWorld): fc.Arbitrary<SmallWorld> =>
  fc.oneof<fc.Arbitrary<SmallWorld>[]>(
    fc
      .tuple(fc.nat(was.steps.length - 1), minutes(2, 4, 7, 20))
      .map(([nth, wait]) => ({ ...was, steps: was.steps.map((one, i) => (i === nth ? { ...one, wait } : one)) })),
    fc.constant({ ...was, participants: [...was.participants.slice(1), ...was.participants.slice(0, 1)] }),
  );

const incident = fc.record({
  at: fc.integer({ min: 0, max: 2 * 24 * 60 }),
  lasts: fc.option(fc.integer({ min: 10, max: 240 })),
  tries: fc.array(
    fc.record({
      // Somebody whom nothing pages, too.
      user: fc.constantFrom(...PEOPLE, 'dan'),
      delay: fc.integer({ min: 20, max: 3600 }),
      kind: fc.constantFrom('acknowledge' as const, 'snooze' as const, 'resolve' as const),
      for: minutes(10, 30, 60),
    }),
    { maxLength: 4 },
  ),
});

export const anySmallHistory: fc.Arbitrary<SmallHistory> = world.chain((was) =>
  fc
    .record({ draft: drafted(was), incidents: fc.array(incident, { minLength: 2, maxLength: 8, size: 'max' }) })
    .map(({ draft, incidents }) => {
      // No two things happen in one millisecond.
      const openedAt = (nth: number, at: number) => FROM + at * MINUTE + nth * 37;
      return {
        from: FROM,
        to: FROM + 3 * DAY,
        world: was,
        draft,
        alerts: incidents.map(({ at, lasts }, nth) => ({
          host: `h${nth}`,
          at: openedAt(nth, at),
          recovers: lasts === null ? null : openedAt(nth, at + lasts) + 11,
        })),
        tries: incidents.flatMap(({ at, tries }, nth) =>
          tries.map(({ delay, ...deed }, which) => ({
            host: `h${nth}`,
            at: openedAt(nth, at) + delay * SECOND + which + 1,
            ...deed,
          })),
        ),
      };
    }),
);
