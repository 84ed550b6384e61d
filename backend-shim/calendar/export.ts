/**
 * Writes rotas as iCalendar (RFC 5545) for Google, Outlook and Apple. A shift keeps its UID as long as its rota, person
 * and start stay the same; a shift that is gone is left out of the feed, so it disappears. Instants are in UTC: every
 * calendar shows them in its owner's zone.
 */
import ical, { ICalAlarmType } from 'ical-generator';
import { dutiesOf } from '#domain/rota/duties';
import type { AnyRota } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';
import { resolve } from '#domain/rota/resolve';
import { DAY, SECOND } from '#domain/time/duration';
import type { Directory } from '../ports/directory.ts';

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
/** A shift that began before the feed's window keeps the UID of its true start. */
const LOOK_BACK = 400 * DAY;
const REFRESH_SECONDS = 15 * 60;

interface ExportedShift {
  rota: string;
  rotaName: string;
  user: string;
  start: number;
  end: number;
  /** Whether the shift began before the queried range. */
  endless: boolean;
}

export function exportCalendar(directory: Directory, subject: FeedSubject, options: FeedOptions): string {
  const shifts = shiftsOf(directory, subject, options.now);
  const calendar = ical({
    name: titleOf(directory, subject),
    prodId: { company: 'Vigie', product: 'on-call' },
    ttl: REFRESH_SECONDS,
  });
  for (const shift of shifts) {
    const person = directory.responders.get(shift.user)?.name ?? shift.user;
    const event = calendar.createEvent({
      id: uidOf(shift),
      sequence: Math.max(0, directory.revision),
      stamp: new Date(options.now),
      start: new Date(shift.start),
      end: new Date(shift.end),
      summary: subject.kind === 'user' ? `On call: ${shift.rotaName}` : `${person} (${shift.rotaName})`,
      url: options.link(shift.rota),
    });
    if (options.alarm !== null) {
      event.createAlarm({ type: ICalAlarmType.display, trigger: Math.floor(options.alarm / SECOND) });
    }
  }
  return calendar.toString();
}

function shiftsOf(directory: Directory, subject: FeedSubject, now: number): ExportedShift[] {
  const rotas =
    subject.kind === 'rota' ? [...directory.rotas].filter(([id]) => id === subject.id) : [...directory.rotas];
  const all = rotas.flatMap(([id, rota]) => shiftsOfRota(directory, id, rota, now));
  return all
    .filter((shift) => subject.kind === 'rota' || shift.user === subject.id)
    .sort((a, b) => a.start - b.start || a.user.localeCompare(b.user));
}

function shiftsOfRota(directory: Directory, id: string, rota: AnyRota, now: number): ExportedShift[] {
  const from = now - LOOK_BACK;
  const segments = resolve(rota, directory.facts, from, now + AHEAD);
  const rotaName = versionsOf(rota).at(-1)?.rota.name ?? id;
  return [...dutiesOf(segments)]
    .flatMap(([user, spans]) =>
      spans.map((span) => ({
        rota: id,
        rotaName,
        user,
        start: span.start,
        end: span.end,
        endless: span.start === from,
      })),
    )
    .filter((shift) => shift.end > now - PAST);
}

function uidOf(shift: ExportedShift): string {
  return `${shift.rota}.${shift.user}.${shift.endless ? 'always' : shift.start}@vigie`;
}

function titleOf(directory: Directory, subject: FeedSubject): string {
  if (subject.kind === 'user') {
    return `On call: ${directory.responders.get(subject.id)?.name ?? subject.id}`;
  }
  const rota = directory.rotas.get(subject.id);
  return rota ? (versionsOf(rota).at(-1)?.rota.name ?? subject.id) : subject.id;
}
