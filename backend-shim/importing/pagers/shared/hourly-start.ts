/** Finds where turns of hours begin, for pagers that do not say whether they count hours or read the clock. */
import { MINUTE, WEEK } from '#domain/time/duration';
import type { CrewSpan } from '#domain/importing/model';
import type { LocalDateTime } from '#domain/time/local';
import { firstInstant, toLocal } from '#domain/time/zone';
import type { ZoneTable } from '#domain/time/zone';

interface HourlyTurns {
  /** Instant of the first handoff. */
  first: number;
  /** ms of a turn. */
  turn: number;
  /** Ids of the source in order of turn; null: nobody. */
  people: ReadonlyArray<string | null>;
  zone: ZoneTable;
  /** The instant from which on turns must be right. */
  needed: number;
  /** The source's own answer. */
  answer: readonly CrewSpan[];
}

/** @returns where the first person of a cycle begins, so that in the week after it the answer names whose turn it is */
export function hourlyStart({ first, turn, people, zone, needed, answer }: HourlyTurns): LocalDateTime {
  const byHours = Math.floor((needed - first) / turn);
  const byClock = Math.floor((toLocal(zone, needed) - toLocal(zone, first)) / turn);
  const clockStart = toLocal(zone, first) + byClock * turn;
  const clock = { wall: clockStart, number: byClock, at: firstInstant(zone, clockStart) };
  const hours = { wall: toLocal(zone, first + byHours * turn), number: byHours, at: first + byHours * turn };
  const near = answer.filter(({ start, end }) => end > needed && start < needed + WEEK + turn);
  const personOf = (number: number) => people[((number % people.length) + people.length) % people.length] ?? null;
  const isNamed = (person: string | null, at: number) =>
    person !== null && near.some(({ start, end, people: named }) => start <= at && at < end && named.includes(person));
  // At both ends of a turn: an offset of less than a turn is wrong at one of them.
  const hits = ({ number, at }: typeof clock) =>
    Array.from({ length: Math.ceil(WEEK / turn) }, (_, i) => i)
      .flatMap((i) =>
        [at + i * turn + MINUTE, at + (i + 1) * turn - MINUTE].map((one) => isNamed(personOf(number + i), one)),
      )
      .filter(Boolean).length;
  const best = hits(hours) > hits(clock) ? hours : clock;
  return best.wall - (((best.number % people.length) + people.length) % people.length) * turn;
}
