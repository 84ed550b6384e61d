/** Renders the domain's incident in the API's form. */
import { nextOf } from '#domain/escalation/next';
import { firingCount, urgencyOf } from '#domain/incident/model';
import type { Incident } from '#domain/incident/model';
import type { IncidentWire } from '#contract/incidents/incident';

export function iso(at: number): string {
  return new Date(at).toISOString();
}

export function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}

export function incidentWire(incident: Incident): IncidentWire {
  const next = nextOf(incident);
  return {
    id: incident.id,
    number: incident.number,
    title: incident.title,
    titleReason: incident.titleReason ?? null,
    description: incident.description,
    severity: incident.severity,
    urgency: urgencyOf(incident, null),
    state: incident.state,
    exhausted: incident.exhausted,
    test: incident.test,
    integration: incident.integration,
    team: incident.team,
    policy: incident.policy,
    labels: incident.labels,
    links: incident.links,
    silence: incident.silence ? { ...incident.silence, until: iso(incident.silence.until) } : null,
    alerts: { firing: firingCount(incident), total: incident.totalAlerts },
    openedAt: iso(incident.openedAt),
    acknowledgedAt: isoOrNull(incident.acknowledgedAt),
    acknowledgedBy: incident.acknowledgedBy,
    snoozedUntil: isoOrNull(incident.snoozedUntil),
    resolvedAt: isoOrNull(incident.resolvedAt),
    resolvedBy: incident.resolvedBy,
    mergedInto: incident.mergedInto,
    next: next && {
      at: iso(next.at),
      what: next.what,
      reason: next.why.reason,
      data: 'data' in next.why ? { ...next.why.data } : {},
    },
    version: incident.version,
  };
}
