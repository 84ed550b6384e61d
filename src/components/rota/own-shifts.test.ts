import { expect, it } from 'vitest';
import { calendarOf, ownShifts } from './own-shifts.ts';

const shift = (start: string, end: string | null, began = start) => ({
  start,
  end,
  event: { uid: `on-call.${Date.parse(began)}@vigie`, start: began },
});
const COMMITMENTS = {
  rotas: [
    { rota: 'sre', onAbsence: 'next' as const, shifts: [shift('2026-01-07T09:00:00Z', '2026-01-08T09:00:00Z')] },
    {
      rota: 'db',
      onAbsence: 'flag' as const,
      shifts: [
        shift('2026-01-05T12:00:00Z', '2026-01-06T09:00:00Z', '2026-01-05T09:00:00Z'),
        shift('2026-03-30T09:00:00Z', null),
      ],
    },
  ],
  policies: [],
};

it('each rota’s shifts stand in the order of their beginnings', () => {
  expect(ownShifts(COMMITMENTS).map(({ rota, start }) => `${rota} ${start.slice(0, 10)}`)).toEqual([
    'db 2026-01-05',
    'sre 2026-01-07',
    'db 2026-03-30',
  ]);
  expect(ownShifts(null)).toEqual([]);
});

it('the calendar has each shift that ends, in UTC, as the feed has it', () => {
  const text = calendarOf(ownShifts(COMMITMENTS), { at: 0, nameOf: (rota) => `On call, ${rota}; tonight` });
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
  expect(text).toContain(
    'UID:on-call.1767603600000@vigie\r\nDTSTAMP:19700101T000000Z\r\nDTSTART:20260105T090000Z\r\nDTEND:20260106T090000Z\r\n',
  );
  expect(text).toContain('SUMMARY:On call\\, db\\; tonight\r\n');
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
});

it('long names are folded by bytes', () => {
  const text = calendarOf(ownShifts(COMMITMENTS), { at: 0, nameOf: () => 'é'.repeat(200) });
  const lines = text.split('\r\n');
  expect(Math.max(...lines.map((line) => new TextEncoder().encode(line).length))).toBeLessThanOrEqual(75);
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${'é'.repeat(200)}\r\n`);
});
