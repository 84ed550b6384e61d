/** Defines an incoming alert, the type of the function that assigns its route, and the result of its processing. */
import type { Incident } from '#domain/incident/model';
import type { Alert } from '#domain/incident/signal/alert';
import type { Integration } from '#domain/routing/integration';
import type { RouteAssignment } from '../../ports/assignment.ts';

export interface AlertArrival {
  integration: Integration;
  alert: Alert;
  /** The alert as its source was read, where routes or grouping changed it. */
  asRead?: Alert;
  /** The alert as it was sent, if it is a repeat that only counts. */
  sent?: Alert;
  /** A test that pages like a real alert. */
  pageTest: boolean;
}

export type AssignRoute = (arrival: AlertArrival, at: number) => RouteAssignment;

export interface ReceiveResult {
  /** The alert was an exact repeat. */
  duplicate: boolean;
  incident: string | null;
  /** Advancing the incident failed, and there is nobody to notify. */
  untold?: boolean;
}

/** What the alert is about, or its whole group. */
export function subjectOf({
  alert,
  integration,
}: AlertArrival): Pick<Incident, 'title' | 'titleReason' | 'description'> {
  const { title, titleReason, description } = alert.group ?? alert;
  return {
    title: title ?? `Alert from ${integration.name}`,
    ...(titleReason && { titleReason }),
    description: description ?? '',
  };
}
