/**
 * Writes rotas as iCalendar (RFC 5545) for Google, Outlook and Apple. A shift that is gone is left out of the feed, so it
 * disappears. Instants are in UTC: every calendar shows them in its owner's zone.
 */
import ical, { ICalAlarmType } from 'ical-generator';
import { versionsOf } from '#domain/rota/model';
import { DAY, SECOND } from '#domain/time/duration';
import type { Directory } from '../ports/directory.ts';
import type { CalendarEventShift } from '#domain/calendar/event-shifts';
import { eventShifts, uidOf } from '#domain/calendar/event-shifts';

/** The subject of a feed: one rota, or all rotas of one person. */
export interface FeedSubject {
  kind: 'rota' | 'user';
  id: string;
}

export interface FeedOptions {
  now: number;
  /** ms before a shift at which the calendar sounds an alarm; null: no alarm. */
  alarm: number | null;
  /** Page of the rota in Grafana, or null. */
  link(rota: string): string | null;
}

const PAST = 15 * DAY;
const AHEAD = 180 * DAY;
const REFRESH_SECONDS = 15 * 60;

export function exportCalendar(directory: Directory, subject: FeedSubject, options: FeedOptions): string {
  const shifts = shiftsOf(directory, subject, options.now);
  const calendar = ical({
    name: titleOf(directory, subject),
    prodId: { company: 'Vigie', product: 'on-call' },
    ttl: REFRESH_SECONDS,
  });
  for (const shift of shifts) {
    const person = directory.responders.get(shift.user)?.name ?? shift.user;
    const rotaName = nameOf(directory, shift.rota);
    const event = calendar.createEvent({
      id: uidOf(shift),
      sequence: Math.max(0, directory.revision),
      stamp: new Date(options.now),
      start: new Date(shift.start),
      end: new Date(shift.end),
      summary: subject.kind === 'user' ? `On call: ${rotaName}` : `${person} (${rotaName})`,
      url: options.link(shift.rota),
    });
    if (options.alarm !== null) {
      event.createAlarm({ type: ICalAlarmType.display, trigger: Math.floor(options.alarm / SECOND) });
    }
  }
  return calendar.toString();
}

function shiftsOf(directory: Directory, subject: FeedSubject, now: number): CalendarEventShift[] {
  const rotas =
    subject.kind === 'rota' ? [...directory.rotas].filter(([id]) => id === subject.id) : [...directory.rotas];
  return rotas
    .flatMap(([id, rota]) => eventShifts(id, rota, directory.facts, { from: now - PAST, to: now + AHEAD, now }))
    .filter((shift) => subject.kind === 'rota' || shift.user === subject.id)
    .sort((a, b) => a.start - b.start || a.user.localeCompare(b.user));
}

function nameOf({ rotas }: Directory, id: string): string {
  const rota = rotas.get(id);
  return rota ? (versionsOf(rota).at(-1)?.rota.name ?? id) : id;
}

function titleOf(directory: Directory, subject: FeedSubject): string {
  if (subject.kind === 'user') {
    return `On call: ${directory.responders.get(subject.id)?.name ?? subject.id}`;
  }
  return nameOf(directory, subject.id);
}
