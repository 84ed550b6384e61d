/** An alert on its way in, with where it belongs by the routes of its integration. */
import type { Alert, Severity } from '#domain/incident/alert';
import type { Policy } from '#domain/escalation/policy';
import type { Urgency } from '#domain/notify/responder';
import type { Integration } from '#domain/routing/integration';

export interface Arrival {
  integration: Integration;
  alert: Alert;
  /** A test that should page like a real alert. */
  pageTest: boolean;
}

/** Where a new incident goes; asked only for alerts that open one. */
export interface Assignment {
  policy: Policy | null;
  team: string | null;
  severity: Severity | null;
  urgency: Urgency | null;
  labels: Record<string, string>;
  drop: boolean;
  holdUntil: number | null;
  /** Which route was taken and why. */
  reason: string;
}

export type Assign = (arrival: Arrival, at: number) => Assignment;

export interface Received {
  /** It was an exact repeat. */
  duplicate: boolean;
  incident: string | null;
}
