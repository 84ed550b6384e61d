/** Defines the types for the route of a new incident: the router chooses the route, and the incident opens with it. */
import type { Severity } from '#domain/incident/signal/alert';
import type { Policy } from '#domain/escalation/policy';
import type { Urgency } from '#domain/notify/responder';

/** The route of an alert. The router computes it only for alerts that open an incident. */
export interface RouteAssignment {
  policy: Policy | null;
  team: string | null;
  severity: Severity | null;
  urgency: Urgency | null;
  labels: Record<string, string>;
  drop: boolean;
  holdUntil: number | null;
  /** The route that was taken, and why. */
  reason: string;
}
