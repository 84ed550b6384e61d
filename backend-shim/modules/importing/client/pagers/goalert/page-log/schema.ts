/** Defines what is read of GoAlert's alerts and their events. */
import { z } from 'zod';
import { list, text } from '../../shared/fields.ts';

const event = z.looseObject({ id: z.union([z.int(), text]), timestamp: text, message: text });
export type GoalertEvent = z.output<typeof event>;

const loggedAlert = z.looseObject({
  alertID: z.int(),
  summary: text,
  createdAt: text,
  service: z.looseObject({ id: text, name: text }).nullish(),
  recentEvents: z.looseObject({ nodes: list(event) }),
});
export type GoalertAlert = z.output<typeof loggedAlert>;

export const alertsPage = z.looseObject({
  alerts: z.looseObject({
    nodes: list(loggedAlert),
    pageInfo: z.looseObject({ endCursor: text.nullish(), hasNextPage: z.boolean() }),
  }),
});
