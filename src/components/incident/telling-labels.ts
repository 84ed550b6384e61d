/** Picks and orders the labels of an incident that tell people something: where it is, and what causes it. */
import { isTechnical } from '#domain/incident/signal/technical-labels';

export function tellingLabels(labels: Readonly<Record<string, string>>): Array<[name: string, value: string]> {
  return Object.entries(labels)
    .filter(([name]) => !isTechnical(name))
    .sort(([a], [b]) => a.localeCompare(b));
}
