/** Reads from the events of GoAlert's alerts who was told of each. Needs a key of its own, bound to its document. */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import { DAY } from '#domain/time/duration';
import type { LoggedAlert, LoggedMessage, PagerAccess, PagerObject, PagerPerson } from '../../../pager.ts';
import { parsedAnswer } from '../../shared/checked-answer.ts';
import { methodIn } from '../../shared/method-word.ts';
import { objectsOf } from '../../shared/objects.ts';
import { PAGES } from '../documents.ts';
import { ask } from '../fetch.ts';
import { people } from '../people.ts';
import { goalertService } from '../schema.ts';
import type { GoalertService } from '../schema.ts';
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
  for (let pages = 0, more = true; more; pages++) {
    if (pages === MOST_PAGES) {
      return importFailure('unexpected-shape', {
        what: 'the alerts',
        detail: `more than ${MOST_PAGES * PAGE}`,
      });
    }
    const variables: object = { first: PAGE, ...range, after };
    const page = parsedAnswer('the alerts', alertsPage, await ask(access, 'the alerts', key, PAGES, variables));
    if (!page.ok) {
      return page;
    }
    const { nodes, pageInfo } = page.value.alerts;
    nodes.forEach((one) => found.set(one.alertID, one));
    more = pageInfo.hasNextPage && pageInfo.endCursor !== after;
    after = pageInfo.endCursor ?? null;
  }
  const services = new Map(objectsOf(config, 'services', goalertService).map((one) => [one.id, one]));
  const byName = Map.groupBy(people(config), ({ name }) => name);
  return done([...found.values()].map((one) => alertOf(one, services, byName)));
}

type PeopleByName = ReadonlyMap<string, readonly PagerPerson[]>;

function alertOf(
  { alertID, summary, createdAt, service, recentEvents: { nodes } }: GoalertAlert,
  services: ReadonlyMap<string, GoalertService>,
  byName: PeopleByName,
): LoggedAlert {
  const events = [...nodes].sort((a, b) => at(a) - at(b));
  const taken = events.find(({ message }) => ACKNOWLEDGED.test(message));
  const over = events.findLast(({ message }) => CLOSED.test(message));
  const known = service ? services.get(service.id) : undefined;
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
    messages: messagesOf(events, byName),
  };
}

function messagesOf(events: readonly GoalertEvent[], byName: PeopleByName): LoggedMessage[] {
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
