/** Defines how a stored value that cannot be read is reported, with the kind, id and field by which people find it. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';

/**
 * Why a value cannot be read. `not-json`: the text is damaged. `not-understood`: a field is missing or wrong. `secret`:
 * the value was encrypted with another `VIGIE_SECRET_KEY`, or is damaged. `reference`: the value names something that
 * does not exist. `too-heavy`: matchers are more work than is allowed, as releases before 0.2 took them; everything else of the
 * object is in force.
 */
const UNREADABLE_REASONS = ['not-json', 'not-understood', 'secret', 'reference', 'too-heavy'] as const;
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];

export const unreadable = strict({
  /** Kind of the object: `escalationPolicies`, `incidents`… */
  kind: z.string(),
  id: z.string(),
  /** Path of the field, such as `steps[0].wait`; empty: the whole object. */
  field: z.string(),
  reason: z.enum(UNREADABLE_REASONS),
  /** The same for people, in English. */
  message: z.string(),
});

export type Unreadable = z.output<typeof unreadable>;
