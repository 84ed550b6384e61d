/** Defines **maintenances**, which hold paging, or send incidents to another policy, while work goes on. */
import { z } from 'zod';
import type { Maintenance } from '#domain/routing/maintenance';
import { MAINTENANCE_REASON_MAX } from '#contract/limits';
import { localDateTime } from '#contract/time/local-date-time';
import { optional, strict } from '#contract/base/schema';
import { addProblem } from '#contract/base/why';
import { matcher, toMatcher, usableMatchers } from '#contract/matchers/matcher';
import { MATCHERS } from '#contract/matchers/places';
import { id, name, ref, text, timeZone } from '#contract/base/scalars';

const action = z.union([z.literal('hold'), strict({ policy: ref('policy') })]);

export const maintenance = strict({
  id,
  name: optional(name),
  /** Why it is on, for those who wonder why nobody was paged. */
  reason: optional(text.min(1).max(MAINTENANCE_REASON_MAX)),
  match: z.array(matcher).max(100).default([]),
  integrations: z.array(ref('integration')).max(1_000).default([]),
  start: localDateTime,
  end: localDateTime,
  timeZone,
  repeat: optional(z.enum(['daily', 'weekly', 'monthly'])),
  /** No repetition starts after this. */
  until: optional(localDateTime),
  action: action.default('hold'),
}).superRefine((value, ctx) => {
  usableMatchers(MATCHERS.maintenances.places, MATCHERS.maintenances.most)(value, ctx);
  if (value.match.length === 0 && value.integrations.length === 0) {
    addProblem(ctx, ['match'], 'is empty and there are no integrations either; say which alerts are meant', {
      reason: 'at-least-one',
      data: { of: ['match', 'integrations'] },
    });
  }
  if (value.until !== null && value.repeat === null) {
    addProblem(ctx, ['until'], 'belongs to a maintenance with repeat', {
      reason: 'only-with',
      data: { field: 'repeat' },
    });
  }
});

export type MaintenanceWire = z.output<typeof maintenance>;

export function toMaintenance(wire: MaintenanceWire): Maintenance {
  return {
    ...wire,
    name: wire.name ?? wire.id,
    match: wire.match.map(toMatcher),
    action: wire.action === 'hold' ? { kind: 'hold' } : { kind: 'policy', policy: wire.action.policy },
  };
}
