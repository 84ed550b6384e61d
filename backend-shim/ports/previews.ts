/** Defines the port for previews: the effect of a draft if it were saved, or of an alert if it came in now. */
import type { Problem } from '#contract/base/problem';
import type { RouteWire } from '#contract/integrations/integration';
import type { PolicyWire } from '#contract/paging/policy';
import type { RotaWire } from '#contract/rotas/rota';
import type { Policy } from '#domain/escalation/policy';
import type { EscalationPreview, PreviewSubject } from '#domain/escalation/preview';
import type { Alert } from '#domain/incident/signal/alert';
import type { AnyRota, RotaFacts } from '#domain/rota/model';
import type { Integration } from '#domain/routing/integration';
import type { Calendar } from '#domain/time/holidays';
import type { Breathe } from './heavy/work.ts';
import type { ParseResult } from './source.ts';

export type DraftResult<T> = { ok: true; draft: T; facts: RotaFacts } | { ok: false; problems: Problem[] };

/** The route of an alert, and why. */
interface RoutePreview {
  policy: Policy | null;
  team: string | null;
  severity: Alert['severity'];
  urgency: 'default' | 'urgent' | null;
  labels: Record<string, string>;
  drop: boolean;
  holdUntil: number | null;
  reason: string;
}

export interface PreviewPort {
  draftPolicy(wire: PolicyWire, now: number): Promise<DraftResult<Policy>>;
  /** The integration with these routes. */
  draftRoutes(integration: Integration, routes: readonly RouteWire[], now: number): Promise<DraftResult<Integration>>;
  /**
   * @param holdsFrom when the draft takes effect; null: now
   * @param newUsers logins that count as known
   */
  draftRota(
    wire: RotaWire,
    now: number,
    holdsFrom: number | null,
    newUsers?: readonly string[],
  ): Promise<DraftResult<{ before: AnyRota | null; after: AnyRota }>>;
  /** Simulates the escalation over time; round-robins do not advance. */
  escalation(subject: PreviewSubject, calendar: RotaFacts | null, breathe: Breathe): Promise<EscalationPreview>;
  /** Parses a text as its source sends it (a mail), if it is neither JSON nor a form. */
  parse(integration: Integration, body: unknown, now: number): Promise<ParseResult>;
  /** @param facts of a draft; absent: those of the configuration */
  route(integration: Integration, alert: Alert, at: number, facts?: Calendar): RoutePreview;
}
