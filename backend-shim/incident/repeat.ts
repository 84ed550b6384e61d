/** A repeat of an alert that still fires, from a sender that uses another pager's API: there it only counts. */
import { answerOf } from '#domain/attempt';
import type { Incident } from '#domain/incident/model';
import { severityRank } from '#domain/incident/signal/alert';
import type { Severity } from '#domain/incident/signal/alert';
import type { AlertTable } from '../store/schema/incidents.ts';
import type { AlertArrival } from './arrival.ts';

/** Opsgenie's own word for the severity, which must not contradict a severity that rose. */
const WORD = 'priority';

/**
 * The alert as it counts: a repeat may raise the severity, and replaces nothing else of the first.
 * @param row of the same alert, if the incident has it
 */
export function onlyCounted(
  arrival: AlertArrival,
  incident: Incident | null,
  row: Pick<AlertTable, 'status' | 'severity' | 'labels'> | undefined,
): AlertArrival {
  const { alert } = arrival;
  const fires = alert.status === 'firing' && row?.status === 'firing' && incident?.state !== 'resolved';
  if (alert.countsRepeats !== true || !fires) {
    return arrival;
  }
  const before = row.severity as Severity;
  const rises = alert.severity !== null && severityRank(alert.severity) > severityRank(before);
  const { group: _, ...single } = alert;
  return {
    ...arrival,
    sent: alert,
    alert: {
      ...single,
      severity: rises ? alert.severity : before,
      // What an alert leaves out stays as it was.
      title: null,
      description: null,
      links: [],
      labels: rises ? raisedLabels(row.labels, alert.labels[WORD]) : {},
    },
  };
}

function raisedLabels(stored: string, word: string | undefined): Record<string, string> {
  const labels = answerOf(() => JSON.parse(stored) as Record<string, string>);
  return labels !== null && word !== undefined ? { ...labels, [WORD]: word } : {};
}
