/** Fuzzes the reader: whatever a server sends yields an answer within limits, never an exception. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCalendar } from './read.ts';

const NOW = Date.parse('2026-01-05T00:00:00Z');
const NAMES = [
  'DTSTART',
  'DTEND',
  'DURATION',
  'RRULE',
  'RDATE',
  'EXDATE',
  'RECURRENCE-ID',
  'UID',
  'SUMMARY',
  'STATUS',
  'ATTENDEE',
  'ORGANIZER',
  'SEQUENCE',
  'TZID',
  'TZOFFSETFROM',
  'TZOFFSETTO',
  'X-WR-TIMEZONE',
  'BEGIN',
  'END',
];
const PARTS = [
  ':',
  ';',
  ',',
  '=',
  'TZID=',
  'VALUE=DATE',
  'VALUE=PERIOD',
  'Europe/Paris',
  '20260105',
  '20260105T090000',
  '20260105T090000Z',
  '99999999T999999',
  'FREQ=DAILY',
  'FREQ=WEEKLY;BYDAY=MO',
  'BYSETPOS=-1',
  'COUNT=999999999',
  'INTERVAL=0',
  'UNTIL=',
  'P1D',
  'PT',
  '-P1W',
  'mailto:ann@example.com',
  'VEVENT',
  'VTIMEZONE',
  'STANDARD',
  'VCALENDAR',
  '+0100',
  '"',
  '\\',
  '\u0000',
  '💥',
];

const part = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...PARTS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);
const line = fc
  .tuple(fc.constantFrom(...NAMES), fc.array(part, { maxLength: 5 }))
  .map(([name, parts]) => `${name}${parts.join('')}`);
const proper = fc
  .tuple(fc.constantFrom('DTSTART', 'DTEND', 'RRULE', 'EXDATE', 'RECURRENCE-ID', 'DURATION', 'SUMMARY'), part)
  .map(([name, value]) => `${name}:${value}`);
const event = fc
  .array(fc.oneof({ weight: 4, arbitrary: proper }, { weight: 1, arbitrary: line }), { maxLength: 10 })
  .map((lines) => ['BEGIN:VEVENT', 'DTSTART:20260105T080000Z', ...lines, 'END:VEVENT'].join('\r\n'));
const calendar = fc
  .array(event, { maxLength: 4 })
  .map((events) => ['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR', ''].join('\r\n'));
const anything = fc.oneof(
  { weight: 8, arbitrary: calendar },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.string().map((rest) => `BEGIN:VCALENDAR\r\n${rest}`) },
);

it('never throws and stays within limits', () => {
  let understood = 0;
  fc.assert(
    fc.property(anything, (text) => {
      const reading = readCalendar({ text, now: NOW, timeZone: null });
      if (!reading.ok) {
        expect(reading.detail).not.toBe('');
        return;
      }
      understood += 1;
      for (const { spans, summary } of reading.groups) {
        expect(summary.length).toBeLessThanOrEqual(300);
        expect(spans.every(({ start, end }) => Number.isFinite(start) && Number.isFinite(end) && start < end)).toBe(
          true,
        );
      }
    }),
    { numRuns: 2000, seed: 20_260_105 },
  );
  // A test that meets only refusals would prove little.
  expect(understood).toBeGreaterThan(200);
}, 120_000);
