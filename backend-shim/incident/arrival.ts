/** An alert on its way in, with where it belongs by the routes of its integration. */
import type { Alert } from '#domain/incident/signal/alert';
import type { Integration } from '#domain/routing/integration';
import type { RouteAssignment } from '../ports/assignment.ts';

export interface AlertArrival {
  integration: Integration;
  alert: Alert;
  /** A test that pages like a real alert. */
  pageTest: boolean;
}

export type AssignRoute = (arrival: AlertArrival, at: number) => RouteAssignment;

export interface ReceiveResult {
  /** It was an exact repeat. */
  duplicate: boolean;
  incident: string | null;
  /** Its incident's advance failed, and there is nobody who could be told. */
  untold?: boolean;
}
