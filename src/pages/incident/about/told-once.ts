/** Leaves out of an alert what its incident, above it on the page, says already. */
import type { IncidentAnswer } from '#contract/incidents/incident';
import type { IncidentAlert } from '../../../api/resources/incident-alert.ts';

export type AlertWords = Pick<IncidentAlert, 'description' | 'links' | 'labels'>;

export function toldOnce(
  { description, links, labels }: AlertWords,
  incident: Pick<IncidentAnswer, 'description' | 'links' | 'labels'>,
): AlertWords {
  return {
    description: description?.trim() === incident.description.trim() ? null : description,
    links: links.filter(({ url }) => !incident.links.some((one) => one.url === url)),
    labels: Object.fromEntries(Object.entries(labels).filter(([key, value]) => incident.labels[key] !== value)),
  };
}
