/**
 * What Zabbix gave up telling us (it drops a message after its last attempt), and what ended without
 * our hearing of it. Only messages to our own token count: what the actions of Zabbix never meant to
 * send stays unsent.
 */
import type { Alert } from '#domain/incident/alert';
import { DAY, SECOND } from '#domain/time/duration';
import type { Asked, Asking, Caller, OpenAlert } from '../../ports/source-sync.ts';
import { alertOf } from '../shared/alert.ts';
import { isRecord, own, scalar, type Fields } from '../shared/values/read.ts';
import { rpc } from './api.ts';
import { parse } from './parse.ts';

/** `alert.status` of a message that Zabbix will not try again. */
const FAILED = 2;
const LOOK_BACK = 7 * DAY;
/** Answers are cut at 64 KiB. */
const EVENTS_AT_ONCE = 200;
const FULL_EVENTS_AT_ONCE = 20;
const MESSAGES_AT_ONCE = 500;

class Refused extends Error {}

export async function reconcile(caller: Caller, asking: Asking): Promise<Asked> {
  try {
    const closed = await closedOf(caller, asking);
    const opened = asking.isFirst ? await openedOf(caller, asking) : [];
    return { ok: true, opened, closed };
  } catch (error) {
    if (error instanceof Refused) {
      return { ok: false, detail: error.message };
    }
    throw error;
  }
}

async function ask(caller: Caller, { settings }: Asking, method: string, params: object): Promise<Fields[]> {
  const answer = await rpc(caller, settings, method, params);
  if (!answer.ok) {
    throw new Refused(`${method}: ${answer.told.detail}`);
  }
  return Array.isArray(answer.result) ? answer.result.filter(isRecord) : [];
}

async function closedOf(caller: Caller, asking: Asking): Promise<Alert[]> {
  const known = asking.open.filter(({ problemId }) => problemId !== null && /^\d+$/.test(problemId));
  const closed: Alert[] = [];
  for (let i = 0; i < known.length; i += EVENTS_AT_ONCE) {
    const some = known.slice(i, i + EVENTS_AT_ONCE);
    const events = await ask(caller, asking, 'event.get', { eventids: some.map(({ problemId }) => problemId), output: ['eventid', 'r_eventid'], selectRelatedObject: ['status'] });
    const byId = new Map(events.map((event) => [scalar(own(event, 'eventid')), event]));
    for (const alert of some) {
      const note = whyOver(byId.get(alert.problemId));
      if (note !== null) {
        closed.push(closedAlert(alert, note));
      }
    }
  }
  return closed;
}

/** An event that is not in the answer may be one that the user may no longer see: that proves nothing. */
function whyOver(event: Fields | undefined): string | null {
  if (event === undefined) {
    return null;
  }
  if ((scalar(own(event, 'r_eventid')) ?? '0') !== '0') {
    return 'Zabbix says, when asked, that it is over';
  }
  const trigger = own(event, 'relatedObject');
  return isRecord(trigger) && scalar(own(trigger, 'status')) === '1' ? 'its trigger is disabled in Zabbix' : null;
}

function closedAlert({ fingerprint, groupKey, problemId }: OpenAlert, note: string): Alert {
  return alertOf({ fingerprint, groupKey, problemId, status: 'resolved', note, raw: { reconciled: problemId } });
}

async function openedOf(caller: Caller, asking: Asking): Promise<Alert[]> {
  const failed = await ask(caller, asking, 'alert.get', {
    output: ['eventid', 'sendto'],
    filter: { status: FAILED },
    time_from: Math.floor((asking.now - LOOK_BACK) / SECOND),
    sortfield: 'alertid',
    sortorder: 'DESC',
    limit: MESSAGES_AT_ONCE,
  });
  // Zabbix cannot filter by recipient.
  const ours = failed.filter((message) => own(message, 'sendto') === asking.integration.token);
  const ids = [...new Set(ours.map((message) => scalar(own(message, 'eventid'))).filter((id) => id !== null))];
  const opened: Alert[] = [];
  for (let i = 0; i < ids.length; i += EVENTS_AT_ONCE) {
    const open = await ask(caller, asking, 'problem.get', { eventids: ids.slice(i, i + EVENTS_AT_ONCE), source: 0, object: 0, output: ['eventid'] });
    opened.push(...(await readEvents(caller, asking, open.map((problem) => scalar(own(problem, 'eventid'))).filter((id) => id !== null))));
  }
  return opened;
}

async function readEvents(caller: Caller, asking: Asking, ids: readonly string[]): Promise<Alert[]> {
  const alerts: Alert[] = [];
  for (let i = 0; i < ids.length; i += FULL_EVENTS_AT_ONCE) {
    const events = await ask(caller, asking, 'event.get', {
      eventids: ids.slice(i, i + FULL_EVENTS_AT_ONCE),
      output: ['eventid', 'name', 'severity', 'clock', 'opdata'],
      selectTags: ['tag', 'value'],
      selectHosts: ['hostid', 'host', 'name'],
      selectRelatedObject: ['triggerid', 'status'],
    });
    alerts.push(...events.flatMap((event) => alertsOf(event, asking)));
  }
  return alerts;
}

/** The same macros that the media type would have sent, through the same parser. */
function alertsOf(event: Fields, asking: Asking): Alert[] {
  const hosts = own(event, 'hosts');
  const host = Array.isArray(hosts) && isRecord(hosts[0]) ? hosts[0] : {};
  const trigger = own(event, 'relatedObject');
  if (isRecord(trigger) && scalar(own(trigger, 'status')) === '1') {
    return [];
  }
  const body = {
    event_id: own(event, 'eventid'), event_value: '1', event_update_status: '0', event_name: own(event, 'name'), event_nseverity: own(event, 'severity'),
    event_opdata: own(event, 'opdata'), event_tags: own(event, 'tags') ?? [], event_timestamp: own(event, 'clock'),
    host_id: own(host, 'hostid'), host_host: own(host, 'host'), host_name: own(host, 'name'),
    trigger_id: isRecord(trigger) ? own(trigger, 'triggerid') : null,
    zabbix_url: asking.settings.url,
  };
  const parsed = parse({ body, receivedAt: asking.now });
  return parsed.ok ? parsed.alerts : [];
}
