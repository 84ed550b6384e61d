/**
 * Acknowledges in Alertmanager, and in the one inside Grafana, by a silence, since neither has acknowledgements. The
 * silence expires by itself, and is removed once the incident is no longer acknowledged. While it holds, Alertmanager
 * reports nothing about its alerts, not even their recovery, so Vigie asks (silence-states.ts).
 */
import type {
  ReconcileRequest,
  SyncCaller,
  OpenAlert,
  SyncAlert,
  SourceUpdate,
  UpdateOutcome,
} from '../../ports/source-sync.ts';
import { ORGANISATION } from './alert-group.ts';
import { call, concerned, jsonObject, oneLine, refused, sentence } from './tell.ts';
import { own, scalar } from './values/read.ts';
import type { AlertVerdicts } from './verdict.ts';

/** The most silences for one update, one per alert; nobody makes more by hand either. */
const MOST_ALERTS = 50;

export interface SilenceApi {
  /** The URL of `/api/v2`. */
  base(settings: SourceUpdate['settings']): string;
  headers(settings: SourceUpdate['settings']): Record<string, string>;
  /** `verdicts` also learns of rules, so that a deleted rule differs from one that was never seen. */
  knowsRules: boolean;
  /** Decides which of the alerts that do not fire are over. */
  verdicts(caller: SyncCaller, asking: ReconcileRequest, missing: readonly OpenAlert[]): Promise<AlertVerdicts>;
}

export async function tellBySilence(
  api: SilenceApi,
  caller: SyncCaller,
  telling: SourceUpdate,
): Promise<UpdateOutcome> {
  switch (telling.what) {
    case 'acknowledge':
    case 'snooze':
      return silence(api, caller, telling);
    case 'unacknowledge':
      return telling.memory === null || telling.memory.length === 0
        ? {
            kind: 'skipped',
            answer:
              telling.memory === null
                ? 'there is no silence to remove'
                : 'which silences it made cannot be read any more; they end by themselves',
          }
        : takeBack(api, caller, telling, telling.memory);
    case 'resolve':
    case 'note':
    case 'severity':
      return { kind: 'skipped', answer: 'Alertmanager takes silences only' };
  }
}

/** Silences of the time when it made some: whoever only follows them now may not be let remove any. */
async function takeBack(
  api: SilenceApi,
  caller: SyncCaller,
  telling: SourceUpdate,
  ids: readonly string[],
): Promise<UpdateOutcome> {
  const told = await unsilence(api, caller, telling, ids);
  return telling.settings.silence === null && told.kind === 'retry' && told.reason === 'unauthorized'
    ? { kind: 'skipped', answer: 'its silences may not be removed any more; they end by themselves' }
    : told;
}

async function silence(api: SilenceApi, caller: SyncCaller, telling: SourceUpdate): Promise<UpdateOutcome> {
  const { silence: length } = telling.settings;
  if (length === null) {
    return { kind: 'skipped', answer: 'it only follows silences' };
  }
  const alerts = concerned(telling).filter((alert) => Object.keys(alert.labels).length > 0);
  if (alerts.length === 0 || alerts.length > MOST_ALERTS) {
    return {
      kind: 'skipped',
      answer:
        alerts.length === 0
          ? 'none of its alerts has labels'
          : `not silenced: ${alerts.length} alerts are more than ${MOST_ALERTS}`,
    };
  }
  const until =
    telling.what === 'snooze' && telling.incident.snoozedUntil !== null
      ? telling.incident.snoozedUntil
      : telling.now + length;
  const ids: string[] = [];
  for (const alert of alerts) {
    const made = await makeSilence(api, caller, telling, alert, until);
    if (!made.ok) {
      // Otherwise the silences made so far would hold without anybody knowing.
      await unsilence(api, caller, telling, ids);
      return made.told;
    }
    ids.push(made.id);
  }
  await unsilence(api, caller, telling, telling.memory ?? []);
  return {
    kind: 'done',
    answer: `${ids.length === 1 ? `silence ${ids[0]}` : `${ids.length} silences`} until ${new Date(until).toISOString()}`,
    memory: ids,
    silenced: { count: ids.length, until },
  };
}

type MadeSilences = { ok: true; id: string } | { ok: false; told: UpdateOutcome };

async function makeSilence(
  api: SilenceApi,
  caller: SyncCaller,
  telling: SourceUpdate,
  alert: SyncAlert,
  until: number,
): Promise<MadeSilences> {
  const { settings, incident } = telling;
  const url = incident.url === null ? '' : ` ${incident.url}`;
  const answer = await call(caller, settings, {
    method: 'POST',
    url: `${api.base(settings)}/silences`,
    headers: { ...api.headers(settings), 'content-type': 'application/json' },
    body: JSON.stringify({
      matchers: Object.entries(alert.labels)
        .filter(([name]) => name !== ORGANISATION)
        .map(([name, value]) => ({ name, value, isRegex: false, isEqual: true })),
      startsAt: new Date(telling.now).toISOString(),
      endsAt: new Date(until).toISOString(),
      createdBy: `${oneLine(telling.actor)} (Vigie)`,
      comment: `${sentence(telling)}${url}`,
    }),
  });
  if (!answer.ok) {
    return answer;
  }
  const id = scalar(own(jsonObject(answer.response.body) ?? {}, 'silenceID'));
  return answer.response.status >= 200 && answer.response.status <= 299 && id !== null
    ? { ok: true, id }
    : { ok: false, told: refused(answer.response) };
}

async function unsilence(
  api: SilenceApi,
  caller: SyncCaller,
  { settings }: SourceUpdate,
  ids: readonly string[],
): Promise<UpdateOutcome> {
  for (const id of ids) {
    const answer = await call(caller, settings, {
      method: 'DELETE',
      url: `${api.base(settings)}/silence/${encodeURIComponent(id)}`,
      headers: api.headers(settings),
    });
    if (!answer.ok) {
      return answer.told;
    }
    const { status, body } = answer.response;
    // A silence that has ended or was removed is gone as wanted; Alertmanager answers 500 for it.
    if ((status < 200 || status > 299) && status !== 404 && !/already expired|not found/i.test(body)) {
      return refused(answer.response);
    }
  }
  return {
    kind: 'done',
    answer: ids.length === 1 ? `silence ${ids[0]} removed` : `${ids.length} silences removed`,
    memory: null,
  };
}
