/** Labels for people: what says where and what first, what only routes or names the rule last. */

/** Set by monitors or for routing; the title or the policy says it already. */
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

/** Names that Grafana and Alertmanager keep to themselves. */
const isPrivate = (name: string) => name.startsWith('__');

const rank = (name: string) => (isPrivate(name) ? 2 : TECHNICAL.has(name) ? 1 : 0);

export function tellingLabels(labels: Readonly<Record<string, string>>): Array<[name: string, value: string]> {
  return Object.entries(labels).sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
}
