import { describe, expect, test } from 'vitest';
import { formatLocal } from '#domain/time/local';
import type { CrewSpan } from '#modules/importing/domain/model';
import { zoneTableOf } from '../../../../../../adapters/zones.ts';
import { frozenAnswer } from '../freeze.ts';
import { hourlyStart } from './hourly-start.ts';
import type { HourReading } from './hourly-start.ts';
import { settledLayers } from './settled-hours.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONE = 'Europe/Paris';
const zone = zoneTableOf(ZONE);
if (zone === null) {
  throw new Error(`${ZONE} is unknown`);
}
/** Turns of six hours, and the clocks go back between their beginning and the compared time. */
const FIRST = Date.parse('2026-10-20T06:00Z');
const FROM = Date.parse('2026-11-10T00:00Z');
const TO = FROM + 20 * DAY;
const TURN = 6 * HOUR;
const PEOPLE = ['ann', 'ben', 'cleo'];

/** The answer of a pager whose turns begin at `first`, for the hours `of` each day in UTC. */
function answerFrom(first: number, of: readonly [number, number] = [0, 24]): CrewSpan[] {
  return Array.from({ length: Math.ceil((TO - first) / HOUR) }, (_, i) => first + i * HOUR)
    .filter((at) => new Date(at).getUTCHours() >= of[0] && new Date(at).getUTCHours() < of[1])
    .map((at) => ({ start: at, end: at + HOUR, people: [PEOPLE[Math.floor((at - first) / TURN) % 3] as string] }));
}

function settled(timeline: CrewSpan[] | null, window?: { from: string; to: string }) {
  const build = (reading: HourReading) => {
    const start = hourlyStart({ first: FIRST, turn: TURN, count: 3, zone: zone as never, needed: FROM }, reading);
    return {
      ok: true as const,
      layers: [
        {
          id: 'layer',
          rotation: { every: 6, unit: 'hour' as const, start: formatLocal(start) },
          participants: PEOPLE.map((one) => [one]),
          ...(window === undefined ? {} : { restrictions: [{ days: ['daily' as const], ...window }] }),
        },
      ],
    };
  };
  const layers = settledLayers(build, {
    rotaOf: (built) => ({ id: 'rota', name: 'rota', timeZone: ZONE, layers: built.layers, overrides: [] }),
    timeline,
    zone: zone as never,
    snapshot: { from: FROM, to: TO },
    help: { loginOf: (person) => person, zone: zoneTableOf, localTime: false, keepsOwn: () => null },
  });
  return { layers, clock: build('clock'), hours: build('hours') };
}

describe('turns of hours over a clock change', () => {
  test('are counted as the answer shows that they were', () => {
    const { layers, clock, hours } = settled(answerFrom(FIRST));
    expect(hours).not.toEqual(clock);
    expect(layers).toEqual(hours);
  });

  test('are read by the clock, where the answer shows that', () => {
    const { layers, clock } = settled(answerFrom(FIRST + HOUR));
    expect(layers).toEqual(clock);
  });

  test('are written down, where the answer fits neither reading', () => {
    expect(settled(answerFrom(FIRST + 3 * HOUR)).layers).toEqual({ ok: false, reason: 'hours-not-settled', data: {} });
  });

  test('are right in every hour, where only few hours of each day tell the readings apart', () => {
    const { layers, hours } = settled(answerFrom(FIRST, [5, 7]), { from: '06:00', to: '08:00' });
    expect(layers).toEqual(hours);
  });

  test('without an answer keep the clock', () => {
    const { layers, clock } = settled(null);
    expect(layers).toEqual(clock);
  });
});

describe('an answer that is written down', () => {
  test('has as many overrides as a rota takes, and says how far they reach', () => {
    const timeline = Array.from({ length: 2_100 }, (_, i) => ({
      start: FROM + i * HOUR,
      end: FROM + (i + 1) * HOUR,
      people: [PEOPLE[i % 3] as string],
    }));
    const { overrides, until } = frozenAnswer(timeline, { from: FROM, to: FROM + 90 * DAY }, (person) => person);
    expect(overrides).toHaveLength(2_000);
    expect(until).toBe(FROM + 2_000 * HOUR);
    expect(overrides.at(-1)?.end).toBe(new Date(until).toISOString().replace('.000Z', 'Z'));
  });

  test('reaches to the end of what was compared, if it is short enough', () => {
    const timeline = [{ start: FROM, end: FROM + DAY, people: ['ann'] }];
    expect(frozenAnswer(timeline, { from: FROM, to: TO }, (person) => person).until).toBe(TO);
  });
});
