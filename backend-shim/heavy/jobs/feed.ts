/**
 * Writes rotas as iCalendar (RFC 5545) for Google, Outlook and Apple. A shift that is gone is left out of the feed, so it
 * disappears. Instants are in UTC: every calendar shows them in its owner's zone.
 */
import ical, { ICalAlarmType } from 'ical-generator';
import type { CalendarEventShift } from '#domain/calendar/event-shifts';
import { eventShifts, uidOf } from '#domain/calendar/event-shifts';
import { DAY, SECOND } from '#domain/time/duration';
import type { FeedQuestion } from '../../ports/heavy/rotas.ts';

const PAST = 15 * DAY;
export const SHOWN_AHEAD = 180 * DAY;
const REFRESH_SECONDS = 15 * 60;

export function writeFeed(question: FeedQuestion): string {
  const { rotas, title, user, names, now, alarm, sequence } = question;
  const byId = new Map(rotas.map((one) => [one.id, one]));
  const calendar = ical({
    name: title,
    prodId: { company: 'Vigie', product: 'on-call' },
    ttl: REFRESH_SECONDS,
  });
  for (const shift of shiftsOf(question)) {
    const person = names.get(shift.user) ?? shift.user;
    const rota = byId.get(shift.rota);
    const event = calendar.createEvent({
      id: uidOf(shift),
      sequence,
      stamp: new Date(now),
      start: new Date(shift.start),
      end: new Date(shift.end),
      summary: user === null ? `${person} (${rota?.name})` : `On call: ${rota?.name}`,
      url: rota?.link ?? null,
    });
    if (alarm !== null) {
      event.createAlarm({ type: ICalAlarmType.display, trigger: Math.floor(alarm / SECOND) });
    }
  }
  return calendar.toString();
}

function shiftsOf({ rotas, facts, user, now }: FeedQuestion): CalendarEventShift[] {
  return rotas
    .flatMap(({ id, rota }) => eventShifts(id, rota, facts, { from: now - PAST, to: now + SHOWN_AHEAD, now }))
    .filter((shift) => user === null || shift.user === user)
    .sort((a, b) => a.start - b.start || a.user.localeCompare(b.user));
}
