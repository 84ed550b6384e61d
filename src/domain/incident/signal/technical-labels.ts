/** Labels that say nothing beside the title and the policy: monitors or routing set them. */
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

/** Two underscores: for the internal use of Grafana and Alertmanager. */
export function isTechnical(label: string): boolean {
  return TECHNICAL.has(label) || label.startsWith('__');
}
