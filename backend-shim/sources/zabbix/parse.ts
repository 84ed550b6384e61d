/** Turns what Zabbix sends into signals. */
import type { Alert } from '#domain/incident/signal/alert';
import type { ParseResult, SourcePayload } from '../../ports/source.ts';
import { alertOf } from '../shared/alert.ts';
import { rejected } from '../shared/define.ts';
import { alertFromFields } from '../shared/free-form.ts';
import { instant } from '../shared/values/instant.ts';
import { addLabel, type AlertLabels } from '../shared/values/labels.ts';
import { links, webUrl } from '../shared/values/links.ts';
import { isRecord, kindOf, own, scalar, type RawFields } from '../shared/values/read.ts';
import { readMacros, type ZabbixMacros } from './macros.ts';
import { readSignal } from './signal.ts';
import { readTags } from './tags.ts';

/** Macros that distinguish a problem from the empty message of the media type's "Test" button. */
const ABOUT_A_PROBLEM = [
  'EVENT_VALUE',
  'EVENT_STATUS',
  'EVENT_NAME',
  'EVENT_NSEVERITY',
  'EVENT_SEVERITY',
  'EVENT_RECOVERY_ID',
  'TRIGGER_ID',
  'TRIGGER_NAME',
];
const ABSENT_ID = 'EVENT.ID: missing; the media type must send {EVENT.ID} as "event_id" or "EVENT.ID"';

/**
 * Reads a JSON object of macros, named as the macro (`EVENT.ID`) or in snake case (`event_id`). EVENT.ID is the
 * problem's id in all messages about it. The fields of Grafana OnCall's alert script for Zabbix (`alert_uid`, `title`,
 * `state`, …) are read, too.
 */
export function parse(payload: SourcePayload): ParseResult {
  const { body, receivedAt } = payload;
  if (!isRecord(body)) {
    return rejected(`body: is ${kindOf(body)}, must be an object of macros`);
  }
  const macros = readMacros(body);
  const eventId = macros.get('EVENT_ID', 'EVENTID', 'PROBLEM_ID');
  if (eventId !== null) {
    return { ok: true, alerts: [readEvent(eventId, macros, body)] };
  }
  if (isTest(macros, body)) {
    return { ok: true, alerts: [readTest(macros, body, receivedAt)] };
  }
  const uid = scalar(own(body, 'alert_uid'));
  return uid === null ? rejected(ABSENT_ID) : { ok: true, alerts: [readScript(uid, body)] };
}

function readEvent(eventId: string, macros: ZabbixMacros, body: RawFields): Alert {
  const signal = readSignal(macros);
  const instance = macros.get('ZABBIX_INSTANCE', 'INSTANCE');
  const fingerprint = instance === null ? eventId : `${instance}/${eventId}`;
  const isFiring = signal.status === 'firing';
  return alertOf({
    ...signal,
    fingerprint,
    groupKey: fingerprint,
    problemId: eventId,
    // An update without text adds nothing to a timeline.
    title:
      signal.status === 'info' && signal.note === null
        ? null
        : (titleOf(macros) ?? (isFiring ? `Zabbix problem ${eventId}` : null)),
    description: isFiring ? describe(macros) : null,
    labels: readLabels(macros, body, instance),
    links: links([
      [macros.get('TRIGGER_URL_NAME') ?? 'Trigger link', macros.get('TRIGGER_URL')],
      ['Zabbix event', eventUrl(macros, eventId)],
    ]),
    startsAt: isFiring ? instant(macros.get('EVENT_TIMESTAMP', 'EVENT_CLOCK')) : null,
    raw: body,
  });
}

/** Problem names often omit the host, and a page has to name it. */
function titleOf(macros: ZabbixMacros): string | null {
  const name = macros.get('EVENT_NAME', 'TRIGGER_NAME', 'ALERT_SUBJECT', 'SUBJECT');
  const host = macros.get('HOST_NAME', 'HOST_HOST', 'HOSTNAME');
  if (name === null || host === null) {
    return name ?? host;
  }
  const lower = name.toLowerCase();
  const isNamed = [host, macros.get('HOST_HOST', 'HOSTNAME')].some(
    (known) => known !== null && lower.includes(known.toLowerCase()),
  );
  return isNamed ? name : `${name} (${host})`;
}

function describe(macros: ZabbixMacros): string | null {
  const known = [macros.get('EVENT_OPDATA'), macros.get('TRIGGER_DESCRIPTION', 'TRIGGER_COMMENT')].filter(
    (text) => text !== null,
  );
  return known.length > 0 ? known.join('\n') : macros.get('ALERT_MESSAGE', 'MESSAGE');
}

/** A tag takes precedence over a field of the same name, since it was written to be matched on. */
function readLabels(macros: ZabbixMacros, body: RawFields, instance: string | null): AlertLabels {
  const labels = readTags(macros, body);
  addLabel(labels, 'host', macros.get('HOST_HOST', 'HOSTNAME', 'HOST_NAME'));
  addLabel(labels, 'host_name', macros.get('HOST_NAME'));
  addLabel(labels, 'host_ip', macros.get('HOST_IP', 'HOST_CONN'));
  addLabel(labels, 'hostgroups', macros.get('TRIGGER_HOSTGROUP_NAME', 'HOST_GROUPS', 'HOSTGROUPS'));
  addLabel(labels, 'trigger_id', macros.get('TRIGGER_ID'));
  addLabel(labels, 'item_key', macros.get('ITEM_KEY'));
  addLabel(labels, 'instance', instance);
  return labels;
}

function eventUrl(macros: ZabbixMacros, eventId: string): string | null {
  const base = webUrl(macros.get('ZABBIX_URL'));
  const trigger = macros.get('TRIGGER_ID');
  if (base === null || trigger === null) {
    return null;
  }
  const query = new URLSearchParams({ triggerid: trigger, eventid: eventId });
  return `${base.replace(/\/+$/, '')}/tr_events.php?${query.toString()}`;
}

/**
 * The "Test" entry of the media type's menu resolves no macro, and the script of a careful media type drops unresolved
 * ones.
 */
function isTest(macros: ZabbixMacros, body: RawFields): boolean {
  if (macros.get(...ABOUT_A_PROBLEM) !== null) {
    return false;
  }
  const isShell =
    Array.isArray(own(body, 'event_tags')) &&
    macros.get('SUBJECT', 'MESSAGE', 'ALERT_SUBJECT', 'ALERT_MESSAGE') === null &&
    !Object.hasOwn(body, 'alert_uid');
  return macros.isUnresolved('EVENT_ID') || isShell;
}

/** Each press of the button is a separate test. */
function readTest(macros: ZabbixMacros, body: RawFields, receivedAt: number): Alert {
  const fingerprint = `test:${receivedAt}`;
  return alertOf({
    fingerprint,
    groupKey: fingerprint,
    status: 'firing',
    severity: 'info',
    title: macros.get('ALERT_SUBJECT', 'SUBJECT') ?? 'Test of the Zabbix media type',
    description: macros.get('ALERT_MESSAGE', 'MESSAGE'),
    test: true,
    raw: body,
  });
}

/** The script's `alert_uid` is the event id. */
function readScript(uid: string, body: RawFields): Alert {
  const alert = alertFromFields(body, { fingerprint: uid, groupKey: uid }, `Zabbix problem ${uid}`, body);
  return { ...alert, problemId: alert.fingerprint };
}
