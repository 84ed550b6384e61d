/** What an alert is known by: the name of its rule, or its title. */
import type { IncidentTable } from '../../schema/incidents.ts';
import { labelsSchema, linksSchema } from '../stored-incident.ts';
import { isLabels, isLinks } from '../written-incident.ts';
import { readOr } from '../../stored/json.ts';
import type { UnreadableReporter } from '../../stored/unreadable.ts';

/** Labels in which sources name the rule. */
export const ALERT_NAMES = ['alertname', 'rulename', 'check_name', 'service'];

export function alertNameOf(
  { id, title, labels }: Pick<IncidentTable, 'id' | 'title' | 'labels'>,
  noting: UnreadableReporter,
): string {
  const read = readOr(labelsSchema, labels, { kind: 'incidents', id, field: 'labels' }, noting, {}, isLabels);
  return nameOfAlert({ labels: read, title });
}

interface NamedAlert {
  labels: Readonly<Record<string, string>>;
  title: string;
}

export function nameOfAlert(alert: NamedAlert): string {
  const label = nameLabel(alert);
  return label === null ? alert.title : (alert.labels[label] ?? '');
}

/** The label that an alert is known by; null: it is known by its title. */
export function nameLabel({ labels }: Pick<NamedAlert, 'labels'>): string | null {
  return ALERT_NAMES.find((name) => (labels[name] ?? '') !== '') ?? null;
}

/** The first link of the alert's source, which leads to its rule or its check. */
export function ruleLinkOf(
  { id, links }: Pick<IncidentTable, 'id' | 'links'>,
  noting: UnreadableReporter,
): string | null {
  const read = readOr(linksSchema, links, { kind: 'incidents', id, field: 'links' }, noting, [], isLinks);
  return read.find(({ url }) => /^https?:/.test(url))?.url ?? null;
}
