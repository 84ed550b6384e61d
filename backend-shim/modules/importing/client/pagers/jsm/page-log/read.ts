/** Reads from the logs of JSM's alerts who was told of each. */
import { done } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { LoggedAlert, PagerAccess, PagerObject } from '../../../pager.ts';
import { readAlertPages } from '../../opsgenie/page-log/read-alerts.ts';
import { get } from '../fetch.ts';
import { people } from '../people.ts';

export function readPages(access: PagerAccess, config: readonly PagerObject[]): Promise<ImportResult<LoggedAlert[]>> {
  const values = async (what: string, path: string): Promise<ImportResult<unknown>> => {
    const answer = await get(access, config, what, path);
    return answer.ok ? done((answer.value as { values?: unknown }).values) : answer;
  };
  const integrations = config.filter(({ kind }) => kind === 'integrations');
  return readAlertPages(access, {
    people: people(config),
    // Alerts name their integration.
    integrationsOf: ({ id, name }) =>
      integrations.filter((one) => one.id === id || (one.body as { name?: string }).name === name).map((one) => one.id),
    alerts: (since, offset, size) =>
      values(
        'the alerts',
        `alerts?query=${encodeURIComponent(`createdAt >= ${since}`)}&size=${size}&offset=${offset}&sort=createdAt&order=asc`,
      ),
    logs: (id, after, size) =>
      values(
        `the log of alert ${id}`,
        `alerts/${encodeURIComponent(id)}/logs?size=${size}&order=asc${after === null ? '' : `&direction=next&offset=${encodeURIComponent(after)}`}`,
      ),
    recipients: null,
  });
}
