/** Our calendars, read back by other people's programs, say who is on call as we do. */
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import ical from 'node-ical';
import { beforeAll, describe, expect, test } from 'vitest';
import { onCallAt } from '#domain/rota/on-call';
import { resolve } from '#domain/rota/resolve';
import { feedOf } from '../../backend-shim/heavy/feed-question.ts';
import { writeFeed } from '../../backend-shim/heavy/jobs/feed.ts';
import type { Directory } from '../../backend-shim/ports/directory.ts';
import type { Sample } from './arbitrary-rota.ts';
import { sampleIn, tableOf, ZONES } from './arbitrary-rota.ts';

const SECOND = 1000;
const DAY = 86_400_000;
const ROTAS = 64;
/** Debian's own, which sees Debian's packages; another python3 may come first on the path. */
const PYTHON = '/usr/bin/python3';
const zones = Object.fromEntries(ZONES.map((zone) => [zone, tableOf(zone)]));

interface Case {
  ics: string;
  /** Epoch s. */
  instants: number[];
  /** What we say ourselves, by instant. */
  expected: string[][];
}

/** Each side of every change in the weeks that a calendar program shows, and some instants between. */
function caseOf({ rota, absences, swaps, holidays, calendars, centre }: Sample): Case {
  const facts = { absences, swaps, holidays, calendars, zones };
  const now = Math.floor(centre / SECOND) * SECOND;
  const directory = {
    revision: 1,
    facts,
    responders: new Map(),
    rotas: new Map([[rota.id, rota]]),
  } as unknown as Directory;
  const ics = writeFeed(feedOf(directory, { kind: 'rota', id: rota.id }, { now, alarm: null, link: () => null }));
  const edges = resolve(rota, facts, now - 10 * DAY, now + 20 * DAY).flatMap(({ start }) => [
    start - SECOND,
    start,
    start + SECOND,
  ]);
  const between = Array.from({ length: 40 }, (_, index) => now - 10 * DAY + index * 17 * 3_600_000);
  const instants = [...edges, ...between].map((instant) => Math.floor(instant / SECOND));
  return {
    ics,
    instants,
    expected: instants.map((instant) =>
      onCallAt(rota, facts, instant * SECOND)
        .map(({ user }) => `${user} (${rota.name})`)
        .sort(),
    ),
  };
}

const samples = fc.sample(fc.constantFrom(...ZONES).chain(sampleIn), { numRuns: ROTAS, seed: 20_260_105 });
const cases = samples.map(caseOf);
const missing =
  spawnSync(PYTHON, ['-c', 'import icalendar, recurring_ical_events']).status === 0
    ? null
    : 'python3-icalendar and python3-recurring-ical-events are not installed';

describe('a calendar read back', () => {
  test('says something at all', () => {
    expect(cases.filter(({ expected }) => expected.some((people) => people.length > 0)).length).toBeGreaterThan(
      ROTAS / 2,
    );
  });

  test('by node-ical', () => {
    for (const { ics, instants, expected } of cases) {
      const events = Object.values(ical.sync.parseICS(ics))
        .filter((part) => part?.type === 'VEVENT')
        .map((part) => part as ical.VEvent);
      const seen = instants.map((instant) =>
        events
          .filter(
            ({ start, end }) => start.getTime() <= instant * SECOND && instant * SECOND < (end ?? start).getTime(),
          )
          .map(({ summary }) => String(summary))
          .sort(),
      );
      expect(seen).toEqual(expected);
    }
  });

  describe.skipIf(missing !== null)('by Debian’s Python libraries', () => {
    let answers: string[][][];
    beforeAll(() => {
      const input = JSON.stringify(cases.map(({ ics, instants }) => ({ ics, instants })));
      const output = execFileSync(PYTHON, [path.join(import.meta.dirname, 'read-calendar.py')], {
        input,
        encoding: 'utf8',
        maxBuffer: 64 * 2 ** 20,
      });
      answers = JSON.parse(output) as string[][][];
    }, 120_000);

    test('python3-icalendar with python3-recurring-ical-events', () => {
      cases.forEach(({ expected }, index) => expect(answers[index]).toEqual(expected));
    });
  });

  if (missing !== null) {
    console.log(`skipped: the calendar read back by Python; ${missing}`);
  }
});
