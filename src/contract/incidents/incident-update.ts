/**
 * Defines `GET incidents/:id/updates`: who received updates about an incident without being paged, and what rooms
 * answered.
 */
import { z } from 'zod';
import { INCIDENT_EVENTS } from '#domain/notify/subscription';
import { strict } from '#contract/base/schema';
import { id, instant, login } from '#contract/base/scalars';
import { delivery } from '#contract/incidents/incident';

export const incidentUpdate = strict({
  id,
  at: instant,
  /** null: the stored value cannot be read; `subscription` may be empty then. */
  event: z.enum(INCIDENT_EVENTS).nullable(),
  /** Name of the subscription. */
  subscription: z.string(),
  user: login.nullable(),
  /** A room or service under `channels`, instead of a person. */
  room: id.nullable(),
  /**
   * The room's answer, at most 2,000 characters, such as the ticket that it opened. For Editors and Admins; null for
   * others, and if it answered nothing.
   */
  answer: z.string().nullable(),
  delivery,
});

export type IncidentUpdateWire = z.output<typeof incidentUpdate>;
