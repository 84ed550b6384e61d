/** Declares the tables of payloads and signals received through integrations; see schema.ts. */

/** Received signals, one row per alert; exact repeats only count on `alerts`. */
export interface SignalTable {
  id: string;
  integration: string;
  received_at: number;
  fingerprint: string;
  group_key: string;
  status: string;
  severity: string | null;
  title: string | null;
  incident: string | null;
  /** joined, opened, reopened, superseded, stray reason, dropped. */
  decision: string;
  raw: string | null;
}

/** Alerts as a source's parser read them, before routes and grouping, which outlive the payload. */
export interface SignalBodyTable {
  signal: string;
  at: number;
  integration: string;
  /** 1: a test that pages like a real alert. */
  tests: number;
  /** JSON, without the payload. */
  body: string;
}

/** Recoveries of problems never seen: the problem may arrive after its recovery. */
export interface OrphanTable {
  integration: string;
  group_key: string;
  problem: string;
  at: number;
}

export interface RejectedTable {
  id: string;
  integration: string;
  at: number;
  reason: string;
  content_type: string | null;
  body: string;
  replayed_at: number | null;
}

export interface HeartbeatTable {
  integration: string;
  last_at: number | null;
  /** 1: silence counts from now on. */
  armed: number;
  silent: number;
}
