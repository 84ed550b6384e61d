/** Reads from PagerDuty's log entries whom it told of each incident. */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import { HOUR } from '#domain/time/duration';
import type { LoggedAlert, LoggedMessage, PagerAccess, PagerObject } from '../../../pager.ts';
import { parsedAnswer } from '../../shared/checked-answer.ts';
import { methodIn } from '../../shared/method-word.ts';
import { objectsOf } from '../../shared/objects.ts';
import { instantText } from '../../shared/rota-body.ts';
import { get } from '../fetch.ts';
import { pagerdutyService } from '../schema.ts';
import { logEntries } from './schema.ts';
import type { LogEntry } from './schema.ts';

const PAGE = 100;
/** PagerDuty refuses `offset + limit` beyond this. */
const DEEPEST = 10_000;
/** Short enough that no stretch has more entries than that. */
const CHUNK = 6 * HOUR;
/** Steps that were entered before the range reach people in it. */
const LOOKED_BACK = HOUR;

export async function readPages(
  access: PagerAccess,
  config: readonly PagerObject[],
): Promise<ImportResult<LoggedAlert[]>> {
  const entries = new Map<string, LogEntry>();
  for (let start = access.from - LOOKED_BACK; start < access.to; start += CHUNK) {
    const some = await readChunk(access, start, Math.min(start + CHUNK, access.to));
    if (!some.ok) {
      return some;
    }
    // An entry at a seam comes twice.
    some.value.forEach((one) => entries.set(one.id, one));
  }
  const services = new Map(objectsOf(config, 'services', pagerdutyService).map((one) => [one.id, one.integrations]));
  const byIncident = Map.groupBy(entries.values(), ({ incident }) => incident.id);
  return done(
    [...byIncident.values()].map((own) => alertOf(own, (service) => (services.get(service) ?? []).map(({ id }) => id))),
  );
}

async function readChunk(access: PagerAccess, start: number, end: number): Promise<ImportResult<LogEntry[]>> {
  const what = 'the log entries';
  const range = `since=${instantText(start)}&until=${instantText(end)}&time_zone=UTC&is_overview=false`;
  const found: LogEntry[] = [];
  for (let offset = 0; ; offset += PAGE) {
    if (offset + PAGE > DEEPEST) {
      return importFailure('unexpected-shape', { what, detail: `more than ${DEEPEST} within ${CHUNK / HOUR} hours` });
    }
    const path = `log_entries?${range}&limit=${PAGE}&offset=${offset}&include[]=channels&include[]=incidents`;
    const page = parsedAnswer(what, logEntries, await get(access, what, path));
    if (!page.ok) {
      return page;
    }
    found.push(...page.value.log_entries);
    if (page.value.more !== true) {
      return done(found);
    }
  }
}

function alertOf(own: readonly LogEntry[], integrationsOf: (service: string) => string[]): LoggedAlert {
  const entries = [...own].sort((a, b) => at(a) - at(b));
  const [first] = entries as [LogEntry, ...LogEntry[]];
  const { id, title, summary, created_at: created } = first.incident;
  const keys = entries.flatMap(({ incident, channel }) => [incident.incident_key, channel?.incident_key]);
  const taken = entries.find(({ type }) => /^acknowledge(?:ment)?_log_entry/.test(type));
  const over = entries.findLast(({ type }) => type.startsWith('resolve_log_entry'));
  const service = entries.find((one) => one.service)?.service;
  return {
    id,
    keys: [...new Set(keys.flatMap((key) => key || []))],
    // A reference has a summary: [#12] Disk full.
    title: title || (summary ?? '').replace(/^\[#\d+\]\s*/, ''),
    service: service?.summary ?? service?.name ?? null,
    integrations: service ? integrationsOf(service.id) : [],
    openedAt: created ? Date.parse(created) : at(first),
    acknowledgedAt: taken ? at(taken) : null,
    acknowledgedBy: taken?.agent?.summary ?? null,
    endedAt: over ? at(over) : null,
    messages: entries.flatMap((one) => messageOf(one, entries)),
  };
}

/** Failed ones reached nobody. */
function messageOf(entry: LogEntry, entries: readonly LogEntry[]): LoggedMessage[] {
  const { id, type, user, channel } = entry;
  if (type !== 'notify_log_entry' || !user || channel?.notification?.status === 'failure') {
    return [];
  }
  const assigned = entries.findLast(
    (one) =>
      /^(?:assign|escalate|trigger)_log_entry/.test(one.type) &&
      at(one) <= at(entry) &&
      one.assignees.some((assignee) => assignee.id === user.id),
  );
  const words = (channel?.notification?.type ?? channel?.type ?? '').replaceAll('_', ' ');
  return [{ id, at: at(entry), person: user.id, method: methodIn(words), since: assigned ? at(assigned) : null }];
}

function at({ created_at: created }: LogEntry): number {
  return Date.parse(created);
}
