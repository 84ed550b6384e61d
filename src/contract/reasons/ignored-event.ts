/** Lists why an event of a calendar is left out: `ignored` of `GET calendars/:id/mapping`. */
import { z } from 'zod';
import { text } from '#contract/reasons/data';
import { reasonList } from '#contract/reasons/reason';
import type { CodeOf, ReasonOf } from '#contract/reasons/reason';

export const IGNORED = reasonList({
  'no-beginning': {},
  'wrong-end': {},
  /** Its times are read in the zone of the calendar. */
  'unknown-zone': { zone: text },
  /** It repeats too often, or by a rule that cannot be expanded. */
  'wrong-repetition': {},
});

export type IgnoredReason = ReasonOf<typeof IGNORED>;
export const ignoredCode = z.enum(Object.keys(IGNORED) as [CodeOf<typeof IGNORED>, ...CodeOf<typeof IGNORED>[]]);
