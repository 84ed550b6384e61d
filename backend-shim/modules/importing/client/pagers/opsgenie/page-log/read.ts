/** Reads from the logs of Opsgenie's alerts who was told of each. */
import type { ImportResult } from '#modules/importing/contract/failures';
import type { LoggedAlert, PagerAccess, PagerObject } from '../../../pager.ts';
import { data } from '../fetch.ts';
import { people } from '../people.ts';
import { readAlertPages } from './read-alerts.ts';

export function readPages(access: PagerAccess, config: readonly PagerObject[]): Promise<ImportResult<LoggedAlert[]>> {
  return readAlertPages(access, {
    people: people(config),
    integrationsOf: ({ id }) => (id === null ? [] : [id]),
    alerts: (since, offset, size) =>
      data(
        access,
        'the alerts',
        `v2/alerts?query=${encodeURIComponent(`createdAt >= ${since}`)}&limit=${size}&offset=${offset}&sort=createdAt&order=asc`,
      ),
    logs: (id, after, size) =>
      data(
        access,
        `the log of alert ${id}`,
        `v2/alerts/${id}/logs?limit=${size}&order=asc${after === null ? '' : `&direction=next&offset=${encodeURIComponent(after)}`}`,
      ),
    recipients: (id) => data(access, `the recipients of alert ${id}`, `v2/alerts/${id}/recipients`),
  });
}
