/** Defines what is told of the alerts that came: what they had as labels, and which routes they take. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, instant, severity, urgency } from '#contract/base/scalars';
import { route } from '#contract/integrations/integration';
import { usableMatchers } from '#contract/matchers/matcher';
import { MATCHERS } from '#contract/matchers/places';

const counted = { alerts: z.int() };

/** `GET received-labels`: of the newest alerts, with how many of them had each. */
export const receivedLabels = strict({
  /** That were counted: firing ones, without tests and exact repeats. */
  ...counted,
  /** When the oldest of them came; null: there are none. */
  since: instant.nullable(),
  severities: z.array(strict({ severity, ...counted })),
  labels: z.array(
    strict({
      name: z.string(),
      ...counted,
      values: z.array(strict({ value: z.string(), ...counted })),
      /** Values that are left out of the list. */
      more: z.int(),
    }),
  ),
});

/** Routes that are not saved. */
export const draftRoutes = z.array(route).max(500);

/** How much the matchers of a draft may weigh together: as much as those of an integration. */
export const usableDraft = usableMatchers(MATCHERS.integrations.places, MATCHERS.integrations.most);

/** `POST integrations/:id/trial`: the ways of the last alerts, by these routes. */
export const routesTrial = strict({ routes: draftRoutes }).superRefine(usableDraft);

/** The effect of the routes on one alert, without maintenances. */
const way = strict({
  /** From 1; null: the default route. */
  route: z.int().nullable(),
  policy: id,
  urgency: urgency.nullable(),
  severity: severity.nullable(),
  drop: z.boolean(),
  /** The integration that receives it as its heartbeat. */
  heartbeat: id.nullable(),
});

export const routesTrialAnswer = strict({
  /** Newest first. */
  alerts: z.array(
    strict({
      id: z.string(),
      receivedAt: instant,
      title: z.string(),
      incident: id.nullable(),
      /** As it came. */
      severity: severity.nullable(),
      /** By the saved routes, at the instant when it came. */
      saved: way,
      draft: way,
    }),
  ),
});
