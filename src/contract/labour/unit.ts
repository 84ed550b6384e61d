/** **Units**: employer units with their rules, the duties that count for them, and their HR. */
import { z } from 'zod';
import { rulesEntry } from '#contract/labour/rules';
import { optional, strict } from '#contract/base/schema';
import { clockTime, holidayRegion, id, name, ref, timeZone } from '#contract/base/scalars';
import { duration } from '#contract/time/duration';
import { localDate } from '#contract/time/local-date';
import { DAY, MINUTE } from '#domain/time/duration';

/** What is not listed counts for nothing in labour law. */
export const unitDuty = strict({
  rota: ref('rota'),
  kind: z.enum(['onCall', 'onSite']),
  level: z.enum(['primary', 'backup']).default('primary'),
  /** Default: the unit's `since`. */
  from: localDate.nullish(),
  until: localDate.nullish(),
});

export const unit = strict({
  id,
  name,
  /** The first date on which its facts exist; nothing before is ever judged. */
  since: localDate,
  /** Of all local dates. */
  timeZone,
  holidays: optional(holidayRegion),
  teams: z.array(ref('team')).max(100).default([]),
  /** Default: those of the teams. */
  managers: z.array(ref('user')).max(100).nullish(),
  hr: z.array(ref('user')).min(1, 'must name at least one person').max(100),
  duties: z.array(unitDuty).max(500).default([]),
  /** The last entry whose `from` has come holds. */
  rules: z.array(rulesEntry).min(1, 'must have at least one entry').max(100),
  night: strict({ from: clockTime, to: clockTime }).default({ from: '21:00', to: '06:00' }),
  interventions: strict({ tail: duration({ min: MINUTE, max: DAY }).default('15m') }).default({ tail: '15m' }),
  /** Whether the pager lets people sleep who must rest. */
  restPaging: z.enum(['hold', 'warn', 'off']).default('hold'),
  /** Whether new messages wait for the person's next ordinary hours. */
  disconnect: z.boolean().default(true),
  retentionYears: z.int().min(1).max(30).default(5),
  /** Who read the numbers; null: nobody. */
  counsel: strict({ name, on: localDate }).nullish(),
});

export type UnitWire = z.output<typeof unit>;
