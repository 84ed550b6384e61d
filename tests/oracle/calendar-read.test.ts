/** Calendars of others, read: as other programs read them; and our own, read back in as a layer. */
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { afterReading } from '#domain/calendar/known';
import { entriesOf, mapped } from '#domain/calendar/mapping';
import { matcherOf } from '#domain/calendar/people';
import type { Rota } from '#domain/rota/model';
import { onCallAt } from '#domain/rota/on-call';
import { resolve } from '#domain/rota/resolve';
import { feedOf } from '../../backend-shim/heavy/feed-question.ts';
import { writeFeed } from '../../backend-shim/heavy/jobs/feed.ts';
import { readCalendar } from '../../backend-shim/adapters/calendar-reader/read.ts';
import type { Directory } from '../../backend-shim/ports/directory.ts';
import { anyCalendar, CENTRE } from './arbitrary-calendar.ts';
import type { Sample } from './arbitrary-rota.ts';
import { sampleIn, tableOf, ZONES } from './arbitrary-rota.ts';
import { runs, TIME_LIMIT } from './runs.ts';

const SECOND = 1000;
const DAY = 86_400_000;
const PYTHON = '/usr/bin/python3';
const zones = Object.fromEntries(ZONES.map((zone) => [zone, tableOf(zone)]));
const people = ['ann', 'ben', 'cleo', 'dee'].map((login) => ({ login, name: login, mails: [] }));

function readAs(ics: string, now: number) {
  const reading = readCalendar({ text: ics, now, timeZone: 'UTC' });
  if (!reading.ok) {
    throw new Error(reading.detail);
  }
  return reading;
}

describe('our own calendar, read back in as a layer', () => {
  test(
    'has the same people on call, wherever the export reaches',
    () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...ZONES).chain(sampleIn),
          ({ rota, absences, swaps, holidays, calendars, centre }: Sample) => {
            const facts = { absences, swaps, holidays, calendars, zones };
            const now = Math.floor(centre / SECOND) * SECOND;
            const directory = {
              revision: 1,
              facts,
              responders: new Map(),
              rotas: new Map([[rota.id, rota]]),
            } as unknown as Directory;
            const feed = { kind: 'rota', id: rota.id } as const;
            const ics = writeFeed(feedOf(directory, feed, { now, alarm: null, link: () => null }));
            const entries = entriesOf(mapped(readAs(ics, now).groups, matcherOf(people, {})), null);
            const ops = afterReading([], entries, now, true);
            const copy: Rota = {
              id: 'copy',
              name: 'Copy',
              team: null,
              timeZone: 'UTC',
              holidays: null,
              onAbsence: 'flag',
              overrides: [],
              layers: [
                {
                  id: 'l',
                  timeZone: null,
                  rotation: null,
                  participants: [],
                  restrictions: null,
                  effectiveFrom: null,
                  effectiveUntil: null,
                  calendar: 'ops',
                },
              ],
            };
            const edges = resolve(rota, facts, now - 10 * DAY, now + 20 * DAY).flatMap(({ start }) => [
              start - SECOND,
              start,
              start + SECOND,
            ]);
            for (const at of [...edges, now, now + 100 * DAY]) {
              const names = (asked: Rota): string[] =>
                onCallAt(
                  asked,
                  {
                    ...facts,
                    absences: asked === copy ? [] : absences,
                    calendars: { ...calendars, ops: asked === copy ? ops : (calendars['ops'] ?? []) },
                  },
                  at,
                )
                  .map(({ user }) => user)
                  .sort();
              expect({ at, names: names(copy) }).toEqual({ at, names: names(rota) });
            }
          },
        ),
        runs(0.01),
      );
    },
    TIME_LIMIT,
  );
});

const CALENDARS = 300;
const [from, to] = [CENTRE - 40 * DAY, CENTRE + 90 * DAY];
const missing =
  spawnSync(PYTHON, ['-c', 'import icalendar, recurring_ical_events']).status === 0
    ? null
    : 'python3-icalendar and python3-recurring-ical-events are not installed';

describe.skipIf(missing !== null)('calendars of others, as Debian’s Python libraries read them', () => {
  const texts = fc.sample(anyCalendar, { numRuns: CALENDARS, seed: 20_260_302 });
  let theirs: Array<Array<[string, number, number]>>;
  beforeAll(() => {
    const input = JSON.stringify(texts.map((ics) => ({ ics, from: from / SECOND, to: to / SECOND })));
    theirs = JSON.parse(
      execFileSync(PYTHON, [path.join(import.meta.dirname, 'read-calendar-events.py')], {
        input,
        encoding: 'utf8',
        maxBuffer: 64 * 2 ** 20,
      }),
    ) as typeof theirs;
  }, 240_000);

  test('have the same events at the same instants', () => {
    texts.forEach((ics, i) => {
      const groups = readAs(ics, CENTRE).groups.flatMap(({ summary, spans }) =>
        spans.map(({ start, end }): [string, number, number] => [summary, start / SECOND, end / SECOND]),
      );
      const ours = groups
        .filter(([, start, end]) => start < to / SECOND && end > from / SECOND)
        .sort(([a, b, c], [d, e, f]) => (a === d ? b - e || c - f : a < d ? -1 : 1));
      expect({ ics, events: ours }).toEqual({ ics, events: theirs[i] });
    });
    expect(theirs.flat().length).toBeGreaterThan(CALENDARS * 5);
  });
});

if (missing !== null) {
  console.log(`skipped: calendars of others as Python reads them; ${missing}`);
}
