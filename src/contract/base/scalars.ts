/** Schemas of the small values that many resources share. */
import { z } from 'zod';
import { SEVERITIES } from '#domain/incident/signal/alert';
import { refersTo } from '#contract/base/reference';
import type { ReferenceKind } from '#contract/base/reference';
import { DAY_WORDS } from '#domain/time/weekly';
import { asProblem, wellFormed } from '#contract/base/why';

const ID_HINT = 'must start with a letter or digit and contain only letters, digits, ".", "_" and "-" (at most 100)';
// A control character, or a space at either end, is a typing mistake that nobody sees.
const CLEAN = /^[^\p{C}\p{Z}](?:[^\p{C}]*[^\p{C}\p{Z}])?$/u;

/** Ids are part of URLs and of other objects. */
export const id = z.string().regex(...wellFormed('id', /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, ID_HINT));

/** A Grafana login, which may be a mail address. */
export const login = z
  .string()
  .min(1)
  .max(190)
  .regex(...wellFormed('clean-line', CLEAN, 'must not start or end with a space or contain control characters'));

/** The id of another object (of a user: the login); `checkReferences` checks that it exists. */
export function ref(kind: Exclude<ReferenceKind, 'zone' | 'region'>) {
  return refersTo(kind, kind === 'user' ? login : id);
}

/** A name for people to read. */
export const name = z
  .string()
  .min(1)
  .max(200)
  .regex(...wellFormed('clean-line', CLEAN, 'must be on one line, without spaces at its ends'));

/** Free text for people. PostgreSQL cannot store NUL. */
export const text = z
  .string()
  .max(10_000)
  .refine(
    (value) => !value.includes('\u0000'),
    asProblem('must not contain the character NUL', { reason: 'nul-character' }),
  );

/** An IANA zone; `checkReferences` checks that it exists, since it knows the machine's zones. */
export const timeZone = refersTo(
  'zone',
  z
    .string()
    .min(1)
    .max(64)
    .regex(...wellFormed('time-zone', /^[A-Za-z][A-Za-z0-9_+\-/]*$/, 'must be a time zone such as Europe/Paris')),
);

/** Region of public holidays: country, state, region (ISO 3166). */
export const holidayRegion = refersTo(
  'region',
  z
    .string()
    .max(20)
    .regex(
      ...wellFormed(
        'holiday-region',
        /^[A-Z]{2}(?:-[A-Z0-9]+){0,2}$/,
        'must be a holiday region such as FR, FR-57 or DE-BY',
      ),
    ),
);

export const severity = z.enum(SEVERITIES);
export const urgency = z.enum(['default', 'urgent']);
export const dayWord = z.enum(DAY_WORDS);

const CLOCK_HINT = 'must be a time such as 09:00 (HH:MM)';

/** `HH:MM`. */
export const clockTime = z.string().regex(...wellFormed('clock-time', /^(?:[01]\d|2[0-3]):[0-5]\d$/, CLOCK_HINT));
/** `HH:MM`, and `24:00` for the midnight that ends the day. */
export const closingTime = z
  .string()
  .regex(...wellFormed('clock-time', /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, CLOCK_HINT));

export const labelName = z.string().min(1).max(200);
export const labels = z.record(labelName, z.string().max(10_000));

/** An instant: ISO 8601 with `Z` or an offset; in answers in UTC, with milliseconds. */
export const instant = z.iso.datetime({
  offset: true,
  error: ({ input }) =>
    `${input === undefined ? 'is missing; write' : 'must be'} an instant such as 2026-01-05T09:00:00Z or 2026-01-05T09:00:00+01:00`,
});
