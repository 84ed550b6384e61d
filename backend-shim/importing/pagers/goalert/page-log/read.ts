/** Reads from the events of GoAlert's alerts who was told of each. Needs a key of its own, bound to its document. */
import { done, importFailure } from '#contract/importing/failures';
import type { ImportResult } from '#contract/importing/failures';
import { DAY } from '#domain/time/duration';
import type { LoggedAlert, LoggedMessage, PagerAccess, PagerObject } from '../../../pager.ts';
import { issuesText } from '../../shared/fields.ts';
import { methodIn } from '../../shared/method-word.ts';
import { objectsOf } from '../../shared/objects.ts';
import { PAGES } from '../documents.ts';
import { ask } from '../fetch.ts';
import { people } from '../people.ts';
import { goalertService } from '../schema.ts';
import { alertsPage } from './schema.ts';
import type { GoalertAlert, GoalertEvent } from './schema.ts';

const PAGE = 100;
/** A server that never says "last page" must not be asked for ever. */
const MOST_PAGES = 200;
/** Alerts that were created earlier before the range are not looked at. */
const LOOKED_BACK = DAY;

/** `Notification sent to Ann Martin (SMS)`; a name may have brackets of its own. */
const SENT = /^Notification sent to (.+?)(?: \(([^()]*)\))?$/;
const ESCALATED = /^Escalated\b/;
const ACKNOWLEDGED = /^Acknowledged(?: by (.+?))?(?: \([^()]*\))?$/;
const CLOSED = /^Closed\b/;

export async function readPages(
  access: PagerAccess,
  config: readonly PagerObject[],
): Promise<ImportResult<LoggedAlert[]>> {
  const key = access.keys[2];
  if (key === undefined) {
    return importFailure('key-missing', { what: 'the pages', hint: 'The third line is for the query VigiePages' });
  }
  const found = new Map<number, GoalertAlert>();
  const range = { from: iso(access.from - LOOKED_BACK), to: iso(access.to) };
  let after: string | null = null;
  for (let pages = 0, more = true; more && pages < MOST_PAGES; pages++) {
    const answer = await ask(access, 'the alerts', key, PAGES, { first: PAGE, ...range, after });
    if (!answer.ok) {
      return answer;
    }
    const page = alertsPage.safeParse(answer.value);
    if (!page.success) {
      return importFailure('unexpected-shape', { what: 'the alerts', detail: issuesText(page.error) });
    }
    const { nodes, pageInfo } = page.data.alerts;
    nodes.forEach((one) => found.set(one.alertID, one));
    more = pageInfo.hasNextPage && pageInfo.endCursor !== after;
    after = pageInfo.endCursor ?? null;
  }
  return done([...found.values()].map((one) => alertOf(one, config)));
}

function alertOf(
  { alertID, summary, createdAt, service, recentEvents: { nodes } }: GoalertAlert,
  config: readonly PagerObject[],
): LoggedAlert {
  const events = [...nodes].sort((a, b) => at(a) - at(b));
  const taken = events.find(({ message }) => ACKNOWLEDGED.test(message));
  const over = events.findLast(({ message }) => CLOSED.test(message));
  const known = objectsOf(config, 'services', goalertService).find(({ id }) => id === service?.id);
  return {
    id: String(alertID),
    // The API does not show what a sender calls its alert.
    keys: [],
    title: summary,
    service: service?.name ?? null,
    integrations: [...(known?.integrationKeys ?? []), ...(known?.heartbeatMonitors ?? [])].map(({ id }) => id),
    openedAt: Date.parse(createdAt),
    acknowledgedAt: taken ? at(taken) : null,
    acknowledgedBy: (taken && ACKNOWLEDGED.exec(taken.message)?.[1]) ?? null,
    endedAt: over ? at(over) : null,
    messages: messagesOf(events, config),
  };
}

function messagesOf(events: readonly GoalertEvent[], config: readonly PagerObject[]): LoggedMessage[] {
  const byName = Map.groupBy(people(config), ({ name }) => name);
  return events.flatMap((event) => {
    const [, name = '', method = ''] = SENT.exec(event.message) ?? [];
    const named = byName.get(name);
    if (named === undefined || named.length !== 1) {
      // A channel, or a name that two people have.
      return [];
    }
    const escalated = events.findLast((one) => ESCALATED.test(one.message) && at(one) <= at(event));
    const since = escalated ? at(escalated) : null;
    return [{ id: String(event.id), at: at(event), person: named[0]?.id ?? '', method: methodIn(method), since }];
  });
}

function at({ timestamp }: GoalertEvent): number {
  return Date.parse(timestamp);
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
