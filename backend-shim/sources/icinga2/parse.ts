/** Turns what Icinga 2 sends into signals. */
import type { ParseResult, SourcePayload } from '../../ports/source.ts';
import { rejected } from '../shared/define.ts';
import { instant } from '../shared/values/instant.ts';
import { addLabel, type AlertLabels } from '../shared/values/labels.ts';
import { links } from '../shared/values/links.ts';
import { NOTIFICATION_TYPES, readNotification } from '../shared/notification.ts';
import { isRecord, kindOf } from '../shared/values/read.ts';
import { customVariables, readVariables, type NotificationVariables } from '../shared/variables.ts';

/**
 * Reads the `ICINGA_…` fields of the NotificationCommand that ships with Vigie. An empty ICINGA_SERVICE_NAME means the
 * host. Icinga has no problem ids.
 */
export function parse({ body }: SourcePayload): ParseResult {
  if (!isRecord(body)) {
    return rejected(`body: is ${kindOf(body)}, must be an object or form of ICINGA_… fields`);
  }
  const fields = readVariables(body, 'ICINGA_');
  const type = fields.get('NOTIFICATION_TYPE')?.toUpperCase() ?? null;
  const host = fields.get('HOST_NAME');
  if (type === null || host === null) {
    return rejected(
      `ICINGA_${type === null ? 'NOTIFICATION_TYPE' : 'HOST_NAME'}: missing; the notification command must send it`,
    );
  }
  const service = fields.get('SERVICE_NAME');
  const of = service === null ? 'HOST' : 'SERVICE';
  const alert = readNotification({
    type,
    host,
    service,
    state: fields.get(`${of}_STATE`)?.toUpperCase() ?? null,
    stateType: fields.get(`${of}_STATE_TYPE`)?.toUpperCase() ?? null,
    stillInDowntime: Number(fields.get(`${of}_DOWNTIME_DEPTH`) ?? 0) > 0,
    output: fields.get(`${of}_OUTPUT`),
    author: fields.get('NOTIFICATION_AUTHOR'),
    comment: fields.get('NOTIFICATION_COMMENT'),
    instance: fields.get('INSTANCE'),
    startsAt: instant(fields.get(`${of}_LAST_HARD_STATE_CHANGE`, `${of}_LAST_STATE_CHANGE`)),
    problemId: null,
    labels: readLabels(fields, host, service),
    links: readLinks(fields, of),
    raw: body,
  });
  return alert === null
    ? rejected(`ICINGA_NOTIFICATION_TYPE: "${type.slice(0, 50)}" is none of ${NOTIFICATION_TYPES.join(', ')}`)
    : { ok: true, alerts: [alert] };
}

function readLabels(fields: NotificationVariables, host: string, service: string | null): AlertLabels {
  const labels: AlertLabels = {};
  addLabel(labels, 'host', host);
  addLabel(labels, 'service', service);
  addLabel(labels, 'address', fields.get('HOST_ADDRESS'));
  addLabel(labels, 'hostgroups', fields.get('HOST_GROUPS'));
  addLabel(labels, 'servicegroups', service === null ? null : fields.get('SERVICE_GROUPS'));
  addLabel(labels, 'instance', fields.get('INSTANCE'));
  for (const [name, value] of customVariables(fields, /^SERVICE_VARS_(.+)$/, /^HOST_VARS_(.+)$/)) {
    addLabel(labels, name, value);
  }
  return labels;
}

function readLinks(fields: NotificationVariables, of: string): ReturnType<typeof links> {
  return links([
    ['Runbook', fields.get(`${of}_VARS_RUNBOOK`, `${of}_VARS_RUNBOOK_URL`)],
    ['Notes', fields.get(`${of}_NOTES_URL`)],
    ['Action', fields.get(`${of}_ACTION_URL`)],
  ]);
}
