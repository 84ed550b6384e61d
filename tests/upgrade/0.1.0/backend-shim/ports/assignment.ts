/** Where a new incident goes: decided by the router, used when it opens. */
import type { Severity } from '#domain/incident/alert';
import type { Policy } from '#domain/escalation/policy';
import type { Urgency } from '#domain/notify/responder';

/** Asked only for alerts that open an incident. */
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
