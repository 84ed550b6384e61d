/** Defines **absences**: when a person is away; each rota says what that does. */
import { z } from 'zod';
import { ABSENCE_KINDS } from '#domain/rota/model';
import type { Absence } from '#domain/rota/model';
import type { ZoneTable } from '#domain/time/zone';
import { localOrInstant, toInstant } from '#contract/time/local-date-time';
import { optional, strict } from '#contract/base/schema';
import { id, ref, text, timeZone } from '#contract/base/scalars';

export const absence = strict({
  /** Derived from the person and the start if a file gives none. */
  id: optional(id),
  user: ref('user'),
  start: localOrInstant,
  end: localOrInstant,
  /** The person's zone unless another is named. */
  timeZone: optional(timeZone),
  kind: z.enum(ABSENCE_KINDS).default('leave'),
  note: optional(text),
});

export type AbsenceWire = z.output<typeof absence>;

/**
 * An absence without an id is identified by the person and its start; a configured id may not contain a colon or an at
 * sign.
 */
export function absenceId({ id: given, user, start }: Pick<AbsenceWire, 'id' | 'user' | 'start'>): string {
  return given ?? `absence-${user}-${start}`.replace(/[^A-Za-z0-9._-]/g, '-').slice(0, 100);
}

/** @param zone the absence's, else the person's */
export function toAbsence(wire: AbsenceWire & { id: string }, zone: ZoneTable): Absence {
  return {
    id: wire.id,
    user: wire.user,
    start: toInstant(wire.start, 'start', zone),
    end: toInstant(wire.end, 'end', zone),
    kind: wire.kind,
  };
}
