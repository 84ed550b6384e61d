/** Puts the reader's shifts in order, and writes them as a calendar file (RFC 5545). */
import type { CommitmentsWire } from '#contract/people/commitments';

export interface OwnShift {
  rota: string;
  start: string;
  /** null: it ends later than the range that was asked for. */
  end: string | null;
  /** As the calendar feeds of Vigie have it, so that a calendar with both shows it once. */
  event: { uid: string; start: string };
}

/** Of all rotas, the earliest first. */
export function ownShifts(commitments: CommitmentsWire | null): OwnShift[] {
  return (commitments?.rotas ?? [])
    .flatMap(({ rota, shifts }) =>
      shifts.map(({ start, end, event }) => ({
        rota,
        start: String(start),
        end: end === null ? null : String(end),
        event: { uid: event.uid, start: String(event.start) },
      })),
    )
    .sort((a, b) => a.start.localeCompare(b.start) || a.rota.localeCompare(b.rota));
}

const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
const escaped = (text: string) => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** Lines of at most 75 bytes; a character is not cut. */
function folded(line: string): string {
  const lines = [''];
  for (const letter of line) {
    const last = lines.at(-1) ?? '';
    if (new TextEncoder().encode(last + letter).length > 74) {
      lines.push(` ${letter}`);
    } else {
      lines[lines.length - 1] = last + letter;
    }
  }
  return lines.join('\r\n');
}

interface CalendarWords {
  at: number;
  /** The title of a rota's shifts. */
  nameOf: (rota: string) => string;
}

/** Shifts without an end are left out. The uid is the same each time, so that a second import changes nothing. */
export function calendarOf(shifts: readonly OwnShift[], { at, nameOf }: CalendarWords): string {
  const events = shifts.flatMap(({ rota, end, event }) =>
    end === null
      ? []
      : [
          'BEGIN:VEVENT',
          `UID:${event.uid}`,
          `DTSTAMP:${stamp(at)}`,
          `DTSTART:${stamp(Date.parse(event.start))}`,
          `DTEND:${stamp(Date.parse(end))}`,
          `SUMMARY:${escaped(nameOf(rota))}`,
          'END:VEVENT',
        ],
  );
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Vigie//shifts//EN', ...events, 'END:VCALENDAR'];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
