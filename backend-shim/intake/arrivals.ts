/** A payload becomes alerts on their way in: parsed by its source, grouped as the integration wants. */
import type { Alert } from '#domain/incident/alert';
import type { Integration, SourceKind } from '#domain/routing/integration';
import type { ParseResult, Payload, SourceDefinition } from '../ports/source.ts';

export type Sources = Readonly<Record<SourceKind, SourceDefinition>>;

export function parsePayload(sources: Sources, integration: Integration, payload: Payload): ParseResult {
  const parsed = sources[integration.type].parse(payload, integration);
  return parsed.ok ? { ok: true, alerts: parsed.alerts.map((alert) => regroup(alert, integration)) } : parsed;
}

/** Grouping by chosen labels instead of the source's own key. */
function regroup(alert: Alert, { groupBy }: Integration): Alert {
  if (groupBy === null) {
    return alert;
  }
  const groupKey = groupBy.map((label) => `${label}=${JSON.stringify(alert.labels[label] ?? '')}`).join(',');
  return { ...alert, groupKey };
}
