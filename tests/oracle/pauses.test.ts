/** The simulator against a naive reading of the rules: which step is entered when, if steps wait for their windows. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AwaitedWindow, Policy } from '#domain/escalation/policy';
import { preview } from '#domain/escalation/preview';
import { facts, policy, step, user } from '#domain/incident/incident.fake';
import type { TimeWindow } from '#domain/time/window';
import { anyWindow, centreIn, tableOf } from './arbitrary-rota.ts';
import { windowOn } from './evaluator.ts';
import { runs, TIME_LIMIT } from './runs.ts';
import { wallAt } from './temporal-time.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const PLACES = ['Europe/Paris', 'Australia/Lord_Howe', 'America/Santiago', 'UTC'] as const;
const zones = Object.fromEntries(PLACES.map((zone) => [zone, tableOf(zone)]));
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Without holidays, whose dates other tests have. */
function isNamed(word: string, weekday: number): boolean {
  return word === 'daily' || word === (weekday >= 6 ? 'weekend' : 'workday') || word === WEEKDAYS[weekday - 1];
}

/** The earliest instant from `at` on, within 8 days, that some window contains. */
function openingOf({ timeZone, windows }: TimeWindow, at: number): number | null {
  const first = wallAt(at, timeZone).toPlainDate();
  const candidates: number[] = [];
  for (let day = -2; day <= 10; day++) {
    const date = first.add({ days: day });
    for (const window of windows.filter(({ days }) => days.some((word) => isNamed(word, date.dayOfWeek)))) {
      const [start, end] = windowOn(window, date, timeZone);
      if (end > at && start < end) candidates.push(Math.max(start, at));
    }
  }
  const earliest = Math.min(...candidates);
  return earliest <= at + 8 * DAY ? earliest : null;
}

interface Entered {
  at: number;
  pass: number;
  step: number;
}

function naive({ steps, repeat }: Policy, at: number): { entered: Entered[]; endsAt: number } {
  const entered: Entered[] = [];
  let now = at;
  for (let pass = 1; ; pass++) {
    const began = now;
    for (const [i, { until, when, wait }] of steps.entries()) {
      now = until?.window ? (openingOf(until.window, now) ?? now) : now;
      if (when?.window && openingOf(when.window, now) !== now) continue;
      entered.push({ at: now, pass, step: i + 1 });
      now += wait;
    }
    if (pass > repeat) return { entered, endsAt: now };
    const waits = steps.reduce((sum, { wait }) => sum + wait, 0);
    now = Math.max(now, began + Math.max(5 * MINUTE, waits));
  }
}

const anyHours: fc.Arbitrary<TimeWindow> = fc.record({
  timeZone: fc.constantFrom(...PLACES),
  holidays: fc.constant(null),
  windows: fc.array(anyWindow, { maxLength: 2 }),
});
const awaited: fc.Arbitrary<AwaitedWindow> = fc.record({
  id: fc.constant('w'),
  window: fc.option(anyHours, { freq: 12 }),
});
const anyStep = fc
  .record({
    pages: fc.boolean(),
    until: fc.option(awaited, { freq: 3 }),
    when: fc.option(anyHours, { freq: 2 }),
    wait: fc.constantFrom(0, 5, 7, 60, 600),
  })
  .map(({ pages, until, when, wait }) =>
    step(pages ? [user('ann')] : [], {
      wait: wait * MINUTE,
      when: when && { window: when, minSeverity: null, match: [], alerts: null },
      ...(until && { until }),
    }),
  );
const anyPolicy = fc
  .record({ repeat: fc.nat(1), steps: fc.array(anyStep, { minLength: 1, maxLength: 3 }) })
  .map(({ repeat, steps }) => policy(steps, { repeat }));
const anyStart = fc
  .tuple(fc.constantFrom(...PLACES).chain(centreIn), fc.integer({ min: -3000, max: 3000 }))
  .map(([centre, minutes]) => Math.floor(centre / MINUTE) * MINUTE + minutes * MINUTE);

test(
  'steps are entered when the naive reading enters them',
  () => {
    fc.assert(
      fc.property(anyPolicy, anyStart, (drawn, at) => {
        const alert = {
          title: 'Disk',
          severity: 'error' as const,
          labels: {},
          source: 'webhook' as const,
          integration: null,
        };
        const { entries, ends, endsAt } = preview(
          { policy: drawn, alert, team: 'sre', urgency: null, holdUntil: null, at },
          facts({ calendar: { zones, holidays: {} } }),
        );
        const entered = entries
          .filter(({ kind, reason }) => kind === 'step' || (kind === 'waiting' && reason === 'step'))
          .map((entry) => ({ at: entry.at, pass: entry.pass, step: entry.step }));
        expect({ entered, ends, endsAt }).toEqual({ ...naive(drawn, at), ends: 'exhausted' });
        // Nobody is paged while a step waits.
        expect(entries.filter(({ reason, people }) => reason === 'waiting-for-window' && people.length > 0)).toEqual(
          [],
        );
      }),
      runs(0.1),
    );
  },
  TIME_LIMIT,
);
