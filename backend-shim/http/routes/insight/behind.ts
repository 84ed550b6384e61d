/** Writes what is behind a figure as the query of the list of incidents. */
import { labelsText } from '#contract/incidents/labels';
import type { Behind } from '#domain/incident/had';
import type { AlertIdentity } from '#domain/insight/facts';
import type { InsightQuestion } from '../../../actions/insight/insights.ts';
import { iso } from '../../incident-body.ts';

export function behindQuery({ had, channel, alert, opened }: Behind, question: InsightQuestion): string {
  const { period, team, rota, attributes } = question;
  const { start, end } = opened ?? period;
  const integrations = alert === undefined ? (attributes?.integrations ?? []) : [alert.integration ?? ''];
  const given: Array<[string, string | null | undefined]> = [
    ['from', iso(start)],
    ['to', iso(end)],
    ['counted', 'true'],
    ['team', team],
    ['rota', rota],
    ['severity', attributes?.severities?.join()],
    ['urgency', attributes?.urgencies?.join()],
    ['integration', integrations.join()],
    ['alert', alert?.name],
    ['had', had.join()],
    ['channel', channel],
    ['label', labelsText(attributes?.labels ?? [])],
  ];
  return new URLSearchParams(given.filter((one): one is [string, string] => Boolean(one[1]))).toString();
}

/** @param key as `alertKey` makes it */
export function alertOf(key: string): AlertIdentity {
  const slash = key.indexOf('/');
  return { integration: key.slice(0, slash) || null, name: key.slice(slash + 1) };
}
