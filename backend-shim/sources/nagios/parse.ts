/** Turns what Nagios sends into signals. */
import type { ParseResult, SourcePayload } from '../../ports/source.ts';
import { rejected } from '../shared/define.ts';
import { instant } from '../shared/values/instant.ts';
import { addLabel, type AlertLabels } from '../shared/values/labels.ts';
import { links } from '../shared/values/links.ts';
import { NOTIFICATION_TYPES, readNotification } from '../shared/notification.ts';
import { isRecord, kindOf } from '../shared/values/read.ts';
import { customVariables, readVariables, type NotificationVariables } from '../shared/variables.ts';

/**
 * Reads fields named after Nagios's macros (`NOTIFICATIONTYPE`, `HOSTNAME`, …), with or without `NAGIOS_`. An empty
 * SERVICEDESC means the host.
 */
export function parse({ body }: SourcePayload): ParseResult {
  if (!isRecord(body)) {
    return rejected(`body: is ${kindOf(body)}, must be an object or form of macros`);
  }
  const macros = readVariables(body, 'NAGIOS_');
  const type = macros.get('NOTIFICATIONTYPE')?.toUpperCase() ?? null;
  const host = macros.get('HOSTNAME');
  if (type === null || host === null) {
    return rejected(
      `${type === null ? 'NOTIFICATIONTYPE' : 'HOSTNAME'}: missing; the notification command must send it`,
    );
  }
  const service = macros.get('SERVICEDESC');
  const of = service === null ? 'HOST' : 'SERVICE';
  const alert = readNotification({
    type,
    host,
    service,
    state: macros.get(`${of}STATE`)?.toUpperCase() ?? null,
    stateType: macros.get(`${of}STATETYPE`)?.toUpperCase() ?? null,
    // Nagios sends no notification for a service whose host is in a downtime.
    stillInDowntime: [macros.get(`${of}DOWNTIME`), macros.get('HOSTDOWNTIME')].some(isSome),
    output: [macros.get(`${of}OUTPUT`), unescape(macros.get(`LONG${of}OUTPUT`))].filter(Boolean).join('\n') || null,
    author: macros.get('NOTIFICATIONAUTHOR', `${of}ACKAUTHOR`),
    comment: macros.get('NOTIFICATIONCOMMENT', `${of}ACKCOMMENT`),
    instance: macros.get('INSTANCE'),
    startsAt: instant(macros.get(`LAST${of}STATECHANGE`)),
    problemId: problemId(macros, of),
    labels: readLabels(macros, host, service),
    links: readLinks(macros, of),
    raw: body,
  });
  return alert === null
    ? rejected(`NOTIFICATIONTYPE: "${type.slice(0, 50)}" is none of ${NOTIFICATION_TYPES.join(', ')}`)
    : { ok: true, alerts: [alert] };
}

/** After a recovery the current id is 0 and the problem's id is the last one. 0 is no id. */
function problemId(macros: NotificationVariables, of: string): string | null {
  return (
    [macros.get(`${of}PROBLEMID`), macros.get(`LAST${of}PROBLEMID`)].find((id) => id !== null && id !== '0') ?? null
  );
}

function isSome(depth: string | null): boolean {
  return depth !== null && Number(depth) > 0;
}

/** Nagios writes the line breaks of long output as the two characters `\n`. */
function unescape(output: string | null): string | null {
  return output?.replaceAll('\\n', '\n') ?? null;
}

function readLabels(macros: NotificationVariables, host: string, service: string | null): AlertLabels {
  const labels: AlertLabels = {};
  addLabel(labels, 'host', host);
  addLabel(labels, 'service', service);
  addLabel(labels, 'address', macros.get('HOSTADDRESS'));
  addLabel(labels, 'hostgroups', macros.get('HOSTGROUPNAMES', 'HOSTGROUPNAME'));
  addLabel(labels, 'servicegroups', service === null ? null : macros.get('SERVICEGROUPNAMES', 'SERVICEGROUPNAME'));
  addLabel(labels, 'instance', macros.get('INSTANCE'));
  for (const [name, value] of customVariables(macros, /^_SERVICE(.+)$/, /^_HOST(.+)$/)) {
    addLabel(labels, name, value);
  }
  return labels;
}

function readLinks(macros: NotificationVariables, of: string): ReturnType<typeof links> {
  return links([
    ['Runbook', macros.get(`_${of}RUNBOOK`, `_${of}RUNBOOK_URL`)],
    ['Notes', macros.get(`${of}NOTESURL`)],
    ['Action', macros.get(`${of}ACTIONURL`)],
    ['Nagios', macros.get(`${of}INFOURL`)],
  ]);
}
