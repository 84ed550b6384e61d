/** Defines the verdict on an alert that does not fire: whether it is over, and why. */
import type { AlertEnd } from '#domain/incident/signal/alert';
import type { OpenAlert } from '../../ports/source-sync.ts';

/** `since`: epoch ms since when it has not fired; null: unknown. `ruleUid`: Grafana only. */
export type AlertVerdict =
  | { kind: 'over'; ended: AlertEnd; since: number | null; ruleUid: string | null }
  | { kind: 'unknown'; ruleUid: string | null };

export const UNKNOWN: AlertVerdict = { kind: 'unknown', ruleUid: null };

export type AlertVerdicts = { ok: true; of(alert: OpenAlert): AlertVerdict } | { ok: false; detail: string };
