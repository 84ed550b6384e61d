/** Computes the severity of an incident from its firing alerts. */
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { Severity } from '#domain/incident/signal/alert';
import type { Incident } from '#domain/incident/model';

/** The worst severity among firing alerts; the last one, if none fires. */
export function topSeverity(incident: Pick<Incident, 'firing' | 'severity'>): Severity {
  for (let rank = SEVERITIES.length - 1; rank >= 0; rank--) {
    const severity = SEVERITIES[rank];
    if (severity !== undefined && (incident.firing[rank] ?? 0) > 0) {
      return severity;
    }
  }
  return incident.severity;
}
