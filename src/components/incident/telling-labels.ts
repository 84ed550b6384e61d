/** Orders labels for people: location and cause first, routing labels and the rule's name last. */

/** Monitors or routing set these. The title or the policy already says the same. */
const TECHNICAL = new Set([
  'alertname',
  'grafana_folder',
  'oncall',
  'severity',
  'datasource_uid',
  'ref_id',
  'rulename',
  'prometheus',
  'job',
  'endpoint',
  'container',
  'uid',
]);

/** Labels for the internal use of Grafana and Alertmanager. */
const isPrivate = (name: string) => name.startsWith('__');

const rank = (name: string) => (isPrivate(name) ? 2 : TECHNICAL.has(name) ? 1 : 0);

export function tellingLabels(labels: Readonly<Record<string, string>>): Array<[name: string, value: string]> {
  return Object.entries(labels).sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
}
