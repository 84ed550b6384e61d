/** Makes random calendars as people do: series with exceptions, in zones and as whole days. */
import fc from 'fast-check';
import { formatLocal } from '#domain/time/local';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday. */
export const CENTRE = Date.UTC(2026, 2, 2);
const CALENDAR_ZONES = [
  'Europe/Paris',
  'America/New_York',
  'Australia/Sydney',
  'America/Santiago',
  'Asia/Kathmandu',
] as const;

const basic = (local: number): string => `${formatLocal(local).replaceAll('-', '').replaceAll(':', '')}00`;
const day = (local: number): string => basic(local).slice(0, 8);

const rule = fc
  .record({
    freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
    interval: fc.constantFrom(1, 1, 2, 3),
    end: fc.oneof(
      fc.constant(''),
      fc.integer({ min: 1, max: 30 }).map((count) => `;COUNT=${count}`),
    ),
    days: fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 }),
    extra: fc.nat(3),
  })
  .map(({ freq, interval, end, days, extra }) => {
    const by =
      freq === 'WEEKLY' && extra > 0
        ? `;BYDAY=${days.join(',')}`
        : freq === 'MONTHLY' && extra === 1
          ? `;BYDAY=${extra + 1}${days[0]}`
          : freq === 'MONTHLY' && extra === 2
            ? ';BYMONTHDAY=-1'
            : '';
    // Programs do not agree whether a first occurrence counts that the rule would not make; here it does (RFC 5545
    // §3.3.10).
    return `FREQ=${freq};INTERVAL=${interval}${by}${by === '' ? end : ''}`;
  });

/** Series start well after the night, where clocks change, so that all programs mean the same instant. */
const start = fc
  .tuple(fc.integer({ min: -300, max: 60 }), fc.integer({ min: 6, max: 20 }))
  .map(([days, hour]) => CENTRE + days * DAY + hour * HOUR);

function timedEvent(uid: number): fc.Arbitrary<string> {
  return fc
    .record({
      zone: fc.constantFrom(...CALENDAR_ZONES),
      at: start,
      hours: fc.constantFrom(1, 8, 12, 24, 7 * 24),
      repeats: fc.option(rule),
      gaps: fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 3 }),
      moved: fc.option(fc.integer({ min: 1, max: 12 })),
      who: fc.constantFrom('ann', 'ben', 'cleo'),
    })
    .map(({ zone, at, hours, repeats, gaps, moved, who }) => {
      const tz = `TZID=${zone}`;
      const lines = [
        'BEGIN:VEVENT',
        `UID:${uid}`,
        'DTSTAMP:20260101T000000Z',
        `SUMMARY:${who}`,
        `DTSTART;${tz}:${basic(at)}`,
        `DTEND;${tz}:${basic(at + hours * HOUR)}`,
      ];
      const weekly = repeats === null ? null : 'FREQ=WEEKLY;INTERVAL=1';
      // Exceptions name occurrences, and those of a plain weekly series are known without computing them.
      const own = moved !== null || gaps.length > 0 ? weekly : repeats;
      const series =
        own === null
          ? lines
          : [
              ...lines,
              `RRULE:${own}`,
              ...(own === weekly ? gaps.map((week) => `EXDATE;${tz}:${basic(at + week * 7 * DAY)}`) : []),
            ];
      const change =
        own === weekly && own !== null && moved !== null && !gaps.includes(moved)
          ? [
              'BEGIN:VEVENT',
              `UID:${uid}`,
              'DTSTAMP:20260101T000000Z',
              `SUMMARY:${who} moved`,
              `RECURRENCE-ID;${tz}:${basic(at + moved * 7 * DAY)}`,
              `DTSTART;${tz}:${basic(at + moved * 7 * DAY + 5 * HOUR)}`,
              `DTEND;${tz}:${basic(at + moved * 7 * DAY + 9 * HOUR)}`,
              'END:VEVENT',
            ]
          : [];
      return [...series, 'END:VEVENT', ...change].join('\r\n');
    });
}

function dayEvent(uid: number): fc.Arbitrary<string> {
  return fc
    .record({
      at: start,
      days: fc.integer({ min: 1, max: 9 }),
      repeats: fc.option(rule),
      who: fc.constantFrom('ann', 'ben'),
    })
    .map(({ at, days, repeats, who }) =>
      [
        'BEGIN:VEVENT',
        `UID:${uid}`,
        'DTSTAMP:20260101T000000Z',
        `SUMMARY:${who} all day`,
        `DTSTART;VALUE=DATE:${day(at)}`,
        `DTEND;VALUE=DATE:${day(at + days * DAY)}`,
        ...(repeats === null ? [] : [`RRULE:${repeats}`]),
        'END:VEVENT',
      ].join('\r\n'),
    );
}

export const anyCalendar: fc.Arbitrary<string> = fc
  .integer({ min: 1, max: 5 })
  .chain((count) =>
    fc
      .tuple(
        ...Array.from({ length: count }, (_, i) =>
          fc.oneof({ weight: 3, arbitrary: timedEvent(i) }, { weight: 1, arbitrary: dayEvent(i) }),
        ),
      )
      .map((events) =>
        ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//tests//EN', ...events, 'END:VCALENDAR', ''].join('\r\n'),
      ),
  );
