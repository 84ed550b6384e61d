import { describe, expect, test, vi } from 'vitest';
import { firstInstant, offsetAt, toLocal } from '#domain/time/zone';
import type { ZoneTable } from '#domain/time/zone';
import { isKnownZone, zonesFor, zoneTableOf } from './zones.ts';

const HOUR = 3_600_000;

function table(name: string): ZoneTable {
  const found = zoneTableOf(name);
  if (found === null) {
    throw new Error(`no table for ${name}`);
  }
  return found;
}

describe('zone tables', () => {
  test('Paris changes in the last hour of March and October, UTC 01:00', () => {
    const paris = table('Europe/Paris');
    expect(paris.changes).toContain(Date.UTC(2026, 2, 29, 1));
    expect(paris.changes).toContain(Date.UTC(2026, 9, 25, 1));
    expect(offsetAt(paris, Date.UTC(2026, 6, 1))).toBe(2 * HOUR);
    expect(offsetAt(paris, Date.UTC(2099, 0, 1))).toBe(HOUR);
  });

  test('half-hour changes, skipped days and seconds are kept', () => {
    expect(offsetAt(table('Australia/Lord_Howe'), Date.UTC(2026, 0, 1))).toBe(11 * HOUR);
    expect(offsetAt(table('Australia/Lord_Howe'), Date.UTC(2026, 6, 1))).toBe(10.5 * HOUR);
    expect(firstInstant(table('Pacific/Apia'), Date.UTC(2011, 11, 30, 12))).toBe(Date.UTC(2011, 11, 30, 10));
    expect(offsetAt(table('Africa/Monrovia'), 0)).toBe(-(44 * 60 + 30) * 1000);
  });

  test('agrees with the runtime around each change, and every 31 hours of 131 years', () => {
    for (const name of ['Africa/Casablanca', 'America/Santiago', 'Asia/Beirut', 'Africa/Cairo', 'Asia/Gaza']) {
      const zone = table(name);
      const wall = new Intl.DateTimeFormat('en-US', {
        timeZone: name,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
      const utc = new Intl.DateTimeFormat('en-US', {
        ...wall.resolvedOptions(),
        timeZone: 'UTC',
      } as Intl.DateTimeFormatOptions);
      const instants = zone.changes.flatMap((change) => [change - 1000, change, change + HOUR]);
      for (let instant = 0; instant < Date.UTC(2101, 0, 1); instant += 31 * HOUR) {
        instants.push(instant);
      }
      const wrong = instants.filter((instant) => wall.format(instant) !== utc.format(toLocal(zone, instant)));
      expect(wrong).toEqual([]);
    }
  });

  test('a name is known or not, in any spelling the runtime knows; an offset is no name', () => {
    expect(
      ['UTC', 'Asia/Kathmandu', 'Asia/Katmandu', 'Etc/GMT+5', 'America/Argentina/Ushuaia'].map(isKnownZone),
    ).toEqual([true, true, true, true, true]);
    expect(['', 'Paris', '+01:00', 'Europe/Paris ', 'Mars/Phobos'].map(isKnownZone)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test('tables come with the names that are unknown, and are the same object each time', async () => {
    const { zones, unknown } = await zonesFor(['UTC', 'Europe/Paris', 'Mars/Phobos', 'UTC']);
    expect(Object.keys(zones)).toEqual(['UTC', 'Europe/Paris']);
    expect(unknown).toEqual(['Mars/Phobos']);
    expect(zones['Europe/Paris']).toBe(table('Europe/Paris'));
    expect(zones['UTC']).toEqual({ changes: [], offsets: [0] });
  });

  test('tables that are made in pieces let others go on, and are those that are made at once', async () => {
    const names = ['Africa/Casablanca', 'America/Boa_Vista', 'Asia/Gaza', 'Australia/Lord_Howe', 'Pacific/Apia'];
    let [pauses, isOver] = [0, false];
    const count = () => {
      pauses++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const [{ zones }, again] = await Promise.all([zonesFor(names), zonesFor(names)]);
    isOver = true;
    // The others were made by the tests before; one takes more than twenty pieces.
    expect(pauses).toBeGreaterThan(20);
    for (const name of names) {
      expect(again.zones[name]).toEqual(zones[name]);
      expect(table(name)).toBe(again.zones[name]);
    }
    const wallHour = new Intl.DateTimeFormat('en-US', { timeZone: 'America/Boa_Vista', timeZoneName: 'longOffset' });
    const strange = Array.from({ length: 31 }, (_, i) => Date.UTC(2000, 9, 1 + i)).filter(
      (at) => !wallHour.format(at).endsWith(`GMT-0${-offsetAt(table('America/Boa_Vista'), at) / HOUR}:00`),
    );
    expect(strange).toEqual([]);
  });
});

test('a zone that many ask for at once is built once', async () => {
  // Other tests of this process have asked for zones.
  vi.resetModules();
  const { zonesFor: unasked } = await import('./zones.ts');
  const format = vi.spyOn(Intl.DateTimeFormat.prototype as { readonly format: unknown }, 'format', 'get');
  await unasked(['Pacific/Chatham']);
  const alone = format.mock.calls.length;
  expect(alone).toBeGreaterThan(1000);
  format.mockClear();
  const answers = await Promise.all(Array.from({ length: 20 }, () => unasked(['Asia/Kathmandu'])));
  expect(format.mock.calls.length).toBeLessThan(2 * alone);
  expect(new Set(answers.map(({ zones }) => zones['Asia/Kathmandu'])).size).toBe(1);
  format.mockRestore();
});
