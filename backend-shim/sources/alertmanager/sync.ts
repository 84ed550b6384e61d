/** Reads the open alerts of Alertmanager and writes silences back to it. */
import { MINUTE } from '#domain/time/duration';
import type { ReconcileRequest, SyncCaller, OpenAlert, PushSync } from '../../ports/source-sync.ts';
import { absenceKey, reconcileSilences } from '../shared/silence-states.ts';
import { UNKNOWN } from '../shared/verdict.ts';
import type { AlertVerdicts } from '../shared/verdict.ts';
import { tellBySilence } from '../shared/silences.ts';
import type { SilenceApi } from '../shared/silences.ts';
import { basic, call } from '../shared/tell.ts';
import { instant } from '../shared/values/instant.ts';
import { shortField } from '../shared/values/json-items.ts';

/** After a start, Alertmanager knows no alert until Prometheus sends it again. */
const JUST_STARTED = 5 * MINUTE;
/** Prometheus sends alerts about once a minute, and Alertmanager forgets an alert that was not sent for about five. */
const ABSENT_FOR = 5 * MINUTE;
const LEAST_ANSWERS = 3;
/** Its whole configuration is in there. */
const LARGEST = 4 * 1024 * 1024;

const api: SilenceApi = {
  base: ({ url }) => `${url ?? ''}/api/v2`,
  headers: ({ token, user, password }): Record<string, string> => {
    if (token !== null) {
      return { authorization: `Bearer ${token}` };
    }
    return user === null ? {} : { authorization: basic(user, password ?? '') };
  },
  knowsRules: false,
  verdicts,
};

/**
 * Alertmanager knows no rules: an alert that was missing for long enough, in several answers since its start, is over.
 */
async function verdicts(
  caller: SyncCaller,
  asking: ReconcileRequest,
  missing: readonly OpenAlert[],
): Promise<AlertVerdicts> {
  const { settings, now, absences } = asking;
  const answer = await call(caller, settings, {
    method: 'GET',
    url: `${api.base(settings)}/status`,
    headers: api.headers(settings),
    largest: LARGEST,
    asBytes: true,
  });
  if (!answer.ok || answer.response.status !== 200) {
    return { ok: false, detail: `status: ${answer.ok ? `HTTP ${answer.response.status}` : answer.told.detail}` };
  }
  const started = instant(shortField(answer.response.bytes ?? new Uint8Array(), 'uptime'));
  const isYoung = started !== null && now - started < JUST_STARTED;
  for (const alert of missing) {
    const before = isYoung ? undefined : absences.get(absenceKey(alert));
    absences.set(absenceKey(alert), {
      since: before?.since ?? now,
      answers: (before?.answers ?? 0) + 1,
      wasKnown: false,
    });
  }
  return {
    ok: true,
    of: (alert) => {
      const absence = absences.get(absenceKey(alert));
      const isOver = absence !== undefined && absence.answers >= LEAST_ANSWERS && now - absence.since >= ABSENT_FOR;
      return isOver ? { kind: 'over', ended: 'asked', since: null, ruleUid: null } : UNKNOWN;
    },
  };
}

export const sync: PushSync = {
  mode: 'push',
  tell: (caller, telling) => tellBySilence(api, caller, telling),
  tellsSilences: true,
  reconcile: (caller, asking) => reconcileSilences(api, caller, asking),
};
