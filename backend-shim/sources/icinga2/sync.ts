/** Updates Icinga 2 over its API, with `notify: false` everywhere, so that no notification comes back. */
import { SECOND } from '#domain/time/duration';
import type { SyncCaller, PushSync, SyncAlert, SourceUpdate, UpdateOutcome } from '../../ports/source-sync.ts';
import { basic, call, concerned, jsonObject, oneLine, refused, sentence } from '../shared/tell.ts';
import { isRecord, own, scalar } from '../shared/values/read.ts';

interface IcingaRequest {
  action: string;
  body: Record<string, unknown>;
  says: string;
}

async function tell(caller: SyncCaller, telling: SourceUpdate): Promise<UpdateOutcome> {
  const request = requestOf(telling);
  if (request === null) {
    return { kind: 'skipped', answer: 'Icinga 2 has no severity that could be set' };
  }
  const answers: string[] = [];
  for (const alert of concerned(telling)) {
    const told = await tellOne(caller, telling, request, alert);
    if (told.kind !== 'done') {
      return told;
    }
    answers.push(told.answer);
  }
  return answers.length === 0
    ? { kind: 'skipped', answer: 'none of its alerts names a host' }
    : { kind: 'done', answer: answers.slice(0, 5).join('; ') };
}

function requestOf(telling: SourceUpdate): IcingaRequest | null {
  const { what, incident } = telling;
  const words = { author: `${oneLine(telling.actor)} (Vigie)`, comment: sentence(telling) };
  switch (what) {
    case 'acknowledge':
      return {
        action: 'acknowledge-problem',
        body: { ...words, sticky: true, notify: false, persistent: false },
        says: 'acknowledged',
      };
    case 'snooze': {
      const expiry = incident.snoozedUntil === null ? {} : { expiry: Math.ceil(incident.snoozedUntil / SECOND) };
      return {
        action: 'acknowledge-problem',
        body: { ...words, ...expiry, sticky: true, notify: false, persistent: false },
        says: 'acknowledged until then',
      };
    }
    case 'unacknowledge':
      return { action: 'remove-acknowledgement', body: { author: words.author }, says: 'acknowledgement removed' };
    case 'resolve':
    case 'note':
      return { action: 'add-comment', body: words, says: 'commented' };
    case 'severity':
      return null;
  }
}

async function tellOne(
  caller: SyncCaller,
  { settings }: SourceUpdate,
  request: IcingaRequest,
  alert: SyncAlert,
): Promise<UpdateOutcome> {
  const object = objectOf(alert);
  const answer = await call(caller, settings, {
    method: 'POST',
    url: `${settings.url ?? ''}/v1/actions/${request.action}`,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: basic(settings.user ?? '', settings.password ?? ''),
    },
    body: JSON.stringify({ ...object.target, ...request.body }),
  });
  if (!answer.ok) {
    return answer.told;
  }
  const { response } = answer;
  const status = statusOf(response.body);
  if (response.status >= 200 && response.status <= 299) {
    return { kind: 'done', answer: `${object.name} ${request.says}` };
  }
  // Somebody did it already, or the problem is over: the wanted state holds.
  if (response.status === 409 && status !== null) {
    return { kind: 'done', answer: status };
  }
  return refused({ ...response, body: status ?? response.body });
}

/** Icinga names a service `host!service`. */
function objectOf({ labels, fingerprint }: SyncAlert): { name: string; target: Record<string, unknown> } {
  const [fromHost, fromService] = fingerprint.slice(fingerprint.indexOf('/') + 1).split(';');
  const host = labels['host'] ?? fromHost ?? '';
  const service = labels['service'] ?? fromService;
  return service === undefined
    ? { name: host, target: { type: 'Host', host } }
    : { name: `${host}!${service}`, target: { type: 'Service', service: `${host}!${service}` } };
}

function statusOf(body: string): string | null {
  const json = jsonObject(body);
  const results = json && own(json, 'results');
  const first = Array.isArray(results) && isRecord(results[0]) ? scalar(own(results[0], 'status')) : null;
  return first ?? (json && scalar(own(json, 'status')));
}

export const sync: PushSync = { mode: 'push', tell };
