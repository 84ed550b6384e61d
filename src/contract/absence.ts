/** **Absences**: when a person is away; each rota says what that does. */
import { z } from 'zod';
import { localOrInstant } from '#contract/local-date-time';
import { optional, strict } from '#contract/base/schema';
import { id, login, text, timeZone } from '#contract/base/scalars';

export const absence = strict({
  /** Made from the person and the start where a file gives none. */
  id: optional(id),
  user: login,
  start: localOrInstant,
  end: localOrInstant,
  /** The person's zone unless another is named. */
  timeZone: optional(timeZone),
  kind: z.enum(['leave', 'sick', 'off']).default('leave'),
  note: optional(text),
});

export type AbsenceWire = z.output<typeof absence>;
