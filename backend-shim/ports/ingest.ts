/** Types for what enters through HTTP and goes to the pipeline. */
import type { Alert } from '#domain/incident/signal/alert';
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
   * The answer of a polled source, which contains only a part of what fires; that alerts arrive together means nothing.
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
