/** Defines the types for alerts that enter through HTTP and go to the pipeline. */
import type { Alert, Severity } from '#domain/incident/signal/alert';
import type { Integration } from '#domain/routing/integration';
import type { PayloadOrigin } from './source.ts';

export interface IngestRequest {
  integration: Integration;
  alerts: Alert[];
  /** A test that pages like a real alert. */
  pageTest: boolean;
  /** Absent: each arrival counts. */
  origin?: PayloadOrigin;
  /**
   * The alerts are the answer of a polled source. It contains only a part of the firing alerts, so it means nothing
   * that some of them arrive together.
   */
  isAnswer?: true;
}

export interface IngestAnswer {
  accepted: number;
  duplicates: number;
  /** Distinct ids, in the order of the alerts. */
  incidents: string[];
  /** The alerts were stored, but an incident failed and nobody could be notified, so the sender must try again. */
  untold?: true;
}

/** A refused payload, kept for inspection and replay. */
export interface RejectedPayload {
  integration: string;
  reason: string;
  contentType: string | null;
  body: string;
}

/** How senders of Opsgenie name an alert: by Vigie's incident id, its number, or the alias that they chose. */
export interface AlertIdentifier {
  type: 'id' | 'alias' | 'tiny';
  value: string;
}

/** Where the signals of one alert belong. */
export interface AlertPlace {
  fingerprint: string;
  groupKey: string;
}

/** An alert with its incident, as the sender sees it. Instants in epoch ms. */
export interface AlertState {
  incident: string;
  number: number;
  fingerprint: string;
  title: string;
  description: string;
  severity: Severity;
  labels: Record<string, string>;
  isClosed: boolean;
  acknowledgedBy: string | null;
  acknowledgedAt: number | null;
  snoozedUntil: number | null;
  resolvedBy: string | null;
  resolvedAt: number | null;
  /** How often it was reported. */
  count: number;
  firstAt: number;
  lastAt: number;
  updatedAt: number;
}

/** Counts alerts that were not taken. */
export interface Refusals {
  /** @param error what refused the alerts; requests that waited together share one */
  note(error: unknown, alerts: number): void;
  /** There was no room for a request. */
  overloaded(): void;
}
