/** What comes in through HTTP and goes on to the pipeline. */
import type { Alert } from '#domain/incident/alert';
import type { Integration } from '#domain/routing/integration';
import type { Origin } from './source.ts';

export interface IngestRequest {
  integration: Integration;
  alerts: Alert[];
  /** A test that should page like a real alert. */
  pageTest: boolean;
  /** Absent: each arrival counts. */
  origin?: Origin;
  /** What a source answered that was asked, a part of what fires there: that it came together says nothing. */
  isAnswer?: true;
}

export interface IngestAnswer {
  accepted: number;
  duplicates: number;
  /** Distinct ids, in the order of the alerts. */
  incidents: string[];
  /** They are kept, but an incident of theirs failed and nobody could be told: the sender must try again. */
  untold?: true;
}

/** A payload that was refused, kept to be looked at and replayed. */
export interface Rejection {
  integration: string;
  reason: string;
  contentType: string | null;
  body: string;
}
