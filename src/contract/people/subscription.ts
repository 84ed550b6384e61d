/** Defines **subscriptions**: people and rooms that receive updates about incidents, without being paged. */
import { z } from 'zod';
import { INCIDENT_EVENTS, USUAL_EVENTS } from '#domain/notify/subscription';
import type { Subscription, SubscriptionTarget } from '#domain/notify/subscription';
import { optional, strict } from '#contract/base/schema';
import { addProblem } from '#contract/base/why';
import { matcher, toMatcher, usableMatchers } from '#contract/matchers/matcher';
import { MATCHERS } from '#contract/matchers/places';
import { id, name, ref, severity } from '#contract/base/scalars';

const target = strict({
  /** By mail or chat, after quiet hours; never by SMS, call or push. */
  user: optional(ref('user')),
  /** Id of a room or service under `channels`. */
  channel: optional(ref('channel')),
}).superRefine(({ user, channel }, ctx) => {
  if ((user === null) === (channel === null)) {
    addProblem(ctx, [], 'must have either user or channel', {
      reason: 'exactly-one',
      data: { of: ['user', 'channel'], given: user === null ? [] : ['user', 'channel'] },
    });
  }
});

export const subscription = strict({
  id,
  name: optional(name),
  /** Only incidents of this team; default: all. The team's Editors may change the subscription. */
  team: optional(ref('team')),
  integrations: z.array(ref('integration')).max(1_000).default([]),
  events: z
    .array(z.enum(INCIDENT_EVENTS))
    .min(1, 'is empty; say which events are to be told')
    .max(INCIDENT_EVENTS.length)
    .default(() => [...USUAL_EVENTS]),
  /** All must hold; empty: always. */
  match: z.array(matcher).max(100).default([]),
  minimumSeverity: optional(severity),
  to: z.array(target).min(1, 'is empty; say who is told').max(200),
}).superRefine(usableMatchers(MATCHERS.subscriptions.places, MATCHERS.subscriptions.most));

export type SubscriptionWire = z.output<typeof subscription>;

export function toSubscription(wire: SubscriptionWire): Subscription {
  return {
    ...wire,
    name: wire.name ?? wire.id,
    match: wire.match.map(toMatcher),
    to: wire.to.map(({ user, channel }): SubscriptionTarget =>
      user !== null ? { kind: 'user', user } : { kind: 'channel', channel: channel ?? '' },
    ),
  };
}
