/** Fetches messages to Vigie that Zabbix gave up on: problems that are still open, and what people did with them. */
import type { Alert } from '#domain/incident/signal/alert';
import { DAY, SECOND } from '#domain/time/duration';
import type { OnceAlert } from '../../ports/source-sync.ts';
import { isRecord, own, scalar, type RawFields } from '../shared/values/read.ts';
import { ask, askInParts, idOf, isTriggerDisabled, listOf, type ZabbixQuery } from './ask.ts';
import { parse } from './parse.ts';

/** `alert.status` of a message that Zabbix does not retry. */
const FAILED = 2;
const LOOK_BACK = 7 * DAY;
const EVENTS_AT_ONCE = 200;
const FULL_EVENTS_AT_ONCE = 20;
const MESSAGES_AT_ONCE = 500;

export interface MissedSignals {
  opened: Alert[];
  updates: OnceAlert[];
}

export async function readMissedSignals(question: ZabbixQuery): Promise<MissedSignals> {
  const failed = await failedMessages(question);
  const ids = [...new Set(failed.flatMap((message) => idOf(message) ?? []))];
  const problems = await askInParts(question, 'problem.get', ids, EVENTS_AT_ONCE, {
    source: 0,
    object: 0,
    output: ['eventid'],
  });
  const open = problems.flatMap((problem) => idOf(problem) ?? []);
  const events = await askInParts(question, 'event.get', open, FULL_EVENTS_AT_ONCE, {
    output: ['eventid', 'name', 'severity', 'acknowledged', 'clock', 'opdata'],
    selectTags: ['tag', 'value'],
    selectHosts: ['hostid', 'host', 'name'],
    selectRelatedObject: ['triggerid', 'status'],
    selectAcknowledges: [
      'acknowledgeid',
      'action',
      'message',
      'old_severity',
      'new_severity',
      'username',
      'name',
      'surname',
    ],
  });
  const alive = events.filter((event) => !isTriggerDisabled(event));
  const lost = new Set(failed.flatMap((message) => idOf(message, 'acknowledgeid') ?? []));
  return {
    opened: alive.flatMap((event) => read(question, bodyOf(question, event))),
    updates: alive.flatMap((event) => updatesOf(question, event, lost)),
  };
}

async function failedMessages(question: ZabbixQuery): Promise<RawFields[]> {
  const { now, integration } = question.asking;
  const failed = await ask(question, 'alert.get', {
    output: ['eventid', 'sendto', 'acknowledgeid'],
    filter: { status: FAILED },
    time_from: Math.floor((now - LOOK_BACK) / SECOND),
    sortfield: 'alertid',
    sortorder: 'DESC',
    limit: MESSAGES_AT_ONCE,
  });
  // Zabbix cannot filter by recipient.
  return failed.filter((message) => own(message, 'sendto') === integration.token);
}

/** Updates in the order in which people acted. */
function updatesOf(question: ZabbixQuery, event: RawFields, lost: ReadonlySet<string>): OnceAlert[] {
  return listOf(event, 'acknowledges')
    .flatMap((update) => {
      const id = idOf(update, 'acknowledgeid');
      return id !== null && lost.has(id) ? [{ id, update }] : [];
    })
    .sort((a, b) => Number(a.id) - Number(b.id))
    .flatMap(({ id, update }) =>
      read(question, { ...bodyOf(question, event), ...updateBody(event, update) }).map((alert) => ({
        once: `update ${id}`,
        alert,
      })),
    );
}

/** Builds the macros that the media type would have sent, for the same parser. */
function bodyOf({ asking }: ZabbixQuery, event: RawFields): RawFields {
  const host = listOf(event, 'hosts')[0] ?? {};
  const trigger = own(event, 'relatedObject');
  return {
    event_id: own(event, 'eventid'),
    event_value: '1',
    event_update_status: '0',
    event_name: own(event, 'name'),
    event_nseverity: own(event, 'severity'),
    event_opdata: own(event, 'opdata'),
    event_tags: own(event, 'tags') ?? [],
    event_timestamp: own(event, 'clock'),
    host_id: own(host, 'hostid'),
    host_host: own(host, 'host'),
    host_name: own(host, 'name'),
    trigger_id: isRecord(trigger) ? own(trigger, 'triggerid') : null,
    zabbix_url: asking.settings.url,
  };
}

/** Bits of `action`, in the words of {EVENT.UPDATE.ACTION}. */
const WORDS: ReadonlyArray<readonly [bit: number, word: string]> = [
  [2, 'acknowledged'],
  [16, 'unacknowledged'],
  [8, 'changed severity'],
  [4, 'commented'],
  [32, 'suppressed'],
  [64, 'unsuppressed'],
  [1, 'closed'],
];
const SEVERITY_NAMES = ['Not classified', 'Information', 'Warning', 'Average', 'High', 'Disaster'];

function updateBody(event: RawFields, update: RawFields): RawFields {
  const bits = Number(scalar(own(update, 'action')) ?? 0);
  const severity = (name: string) => SEVERITY_NAMES[Number(scalar(own(update, name)) ?? 0)] ?? 'Not classified';
  const action = WORDS.filter(([bit]) => (bits & bit) !== 0).map(([bit, word]) =>
    bit === 8 ? `${word} from ${severity('old_severity')} to ${severity('new_severity')}` : word,
  );
  const person = [scalar(own(update, 'name')), scalar(own(update, 'surname'))].filter(Boolean).join(' ');
  const login = scalar(own(update, 'username'));
  return {
    event_update_status: '1',
    event_update_action: action.join(', '),
    event_update_message: own(update, 'message'),
    event_update_user: login === null ? null : person === '' ? login : `${person} (${login})`,
    event_ack_status: scalar(own(event, 'acknowledged')) === '1' ? 'Yes' : 'No',
  };
}

function read({ asking }: ZabbixQuery, body: RawFields): Alert[] {
  const parsed = parse({ body, receivedAt: asking.now });
  return parsed.ok ? parsed.alerts : [];
}
