/** Defines the types for the route of a new incident: the router chooses the route, and the incident opens with it. */
import type { Severity } from '#domain/incident/signal/alert';
import type { OwnPolicy } from '#domain/incident/model';
import type { Policy } from '#domain/escalation/policy';
import type { Urgency } from '#domain/notify/responder';
import type { MaintenanceEffect } from '#domain/routing/maintenance';

/** The route of an alert. The router computes it only for alerts that open an incident. */
export interface RouteAssignment {
  policy: Policy | null;
  team: string | null;
  severity: Severity | null;
  urgency: Urgency | null;
  labels: Record<string, string>;
  drop: boolean;
  holdUntil: number | null;
  /** What a maintenance means for it; null: there is none. */
  maintenance: MaintenanceEffect | null;
  /** Ids of maintenances under way of which it is unclear whether they concern it: they hold nothing. */
  unclear?: readonly string[];
  /** The policy is that of a maintenance; these would be the incident's own. */
  instead: OwnPolicy | null;
  /** The route that was taken, and why. */
  reason: string;
}
