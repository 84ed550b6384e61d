/**
 * Asks Grafana's rules for the state of alerts. Grafana's Alertmanager does not tell its start time (`uptime` is null)
 * and knows no alert until its rule was evaluated again; its rules know the state of each instance, even right after a
 * start.
 */
import { queryTitle } from '#domain/incident/signal/title';
import { MINUTE } from '#domain/time/duration';
import type { ReconcileRequest, SyncCaller, OpenAlert } from '../../ports/source-sync.ts';
import { absenceKey, labelsThere } from '../shared/silence-states.ts';
import { UNKNOWN } from '../shared/verdict.ts';
import type { AlertVerdict, AlertVerdicts } from '../shared/verdict.ts';
import { call, jsonObject } from '../shared/tell.ts';
import { instant } from '../shared/values/instant.ts';
import { labelsOf, type AlertLabels } from '../shared/values/labels.ts';
import { isRecord, own, scalar, type RawFields } from '../shared/values/read.ts';

const LARGEST = 32 * 1024 * 1024;
/** A rule that is missing from several answers was deleted. */
const LEAST_ANSWERS = 3;
const GONE_FOR = 2 * MINUTE;

interface GrafanaRule {
  name: string;
  folder: string;
  uid: string | null;
  isPaused: boolean;
  isEvaluated: boolean;
  isHealthy: boolean;
  instances: Array<{ labels: AlertLabels; state: string; since: number | null }>;
}

export async function verdictsByRules(
  caller: SyncCaller,
  asking: ReconcileRequest,
  missing: readonly OpenAlert[],
): Promise<AlertVerdicts> {
  const { settings } = asking;
  const answer = await call(caller, settings, {
    method: 'GET',
    url: `${settings.url ?? ''}/api/prometheus/grafana/api/v1/rules`,
    headers: { authorization: `Bearer ${settings.token ?? ''}` },
    largest: LARGEST,
  });
  if (!answer.ok) {
    return { ok: false, detail: `rules: ${answer.told.detail}` };
  }
  const { status, body, isCut } = answer.response;
  const rules = status === 200 && isCut !== true ? rulesIn(body) : null;
  if (rules === null) {
    return {
      ok: false,
      detail:
        status === 200
          ? `rules: the answer is ${isCut === true ? 'too long' : 'not the list that it should be'}`
          : `rules: HTTP ${status}`,
    };
  }
  const verdicts = new Map(missing.map((alert) => [alert, verdictOf(alert, rules, asking)]));
  return { ok: true, of: (alert) => verdicts.get(alert) ?? UNKNOWN };
}

function rulesIn(body: string): GrafanaRule[] | null {
  const data = own(jsonObject(body) ?? {}, 'data');
  const groups = isRecord(data) ? own(data, 'groups') : null;
  return Array.isArray(groups)
    ? groups.filter(isRecord).flatMap((group) => listOf(group, 'rules').map((rule) => ruleOf(group, rule)))
    : null;
}

function listOf(fields: RawFields, name: string): RawFields[] {
  const value = own(fields, name);
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function ruleOf(group: RawFields, rule: RawFields): GrafanaRule {
  return {
    name: scalar(own(rule, 'name')) ?? '',
    folder: scalar(own(group, 'file')) ?? '',
    uid: scalar(own(rule, 'uid')),
    isPaused: own(rule, 'isPaused') === true,
    // `0001-01-01` until the first evaluation after a start.
    isEvaluated: instant(own(rule, 'lastEvaluation')) !== null,
    isHealthy: own(rule, 'health') === 'ok',
    instances: listOf(rule, 'alerts').map((one) => ({
      labels: labelsOf(own(one, 'labels')),
      state: scalar(own(one, 'state')) ?? '',
      since: instant(own(one, 'activeAt')),
    })),
  };
}

function verdictOf(alert: OpenAlert, rules: readonly GrafanaRule[], asking: ReconcileRequest): AlertVerdict {
  const labels = labelsThere(alert);
  const name = queryTitle(labels) === null ? labels['alertname'] : labels['rulename'];
  const folder = labels['grafana_folder'];
  const rule = rules.find(
    (one) => one.name === name && (folder === undefined || one.folder === folder || one.folder.endsWith(`/${folder}`)),
  );
  if (!rule) {
    return verdictWithoutRule(alert, asking);
  }
  asking.absences.set(absenceKey(alert), { since: asking.now, answers: 0, wasKnown: true });
  if (rule.isPaused) {
    return { kind: 'over', ended: 'paused', since: null, ruleUid: rule.uid };
  }
  return rule.isEvaluated ? verdictByInstances(labels, rule) : { kind: 'unknown', ruleUid: rule.uid };
}

/** A missing rule may be one that the token cannot see, which proves nothing unless the token saw it before. */
function verdictWithoutRule(alert: OpenAlert, { absences, now }: ReconcileRequest): AlertVerdict {
  const before = absences.get(absenceKey(alert));
  if (!before?.wasKnown) {
    return UNKNOWN;
  }
  const absence =
    before.answers === 0 ? { ...before, since: now, answers: 1 } : { ...before, answers: before.answers + 1 };
  absences.set(absenceKey(alert), absence);
  return absence.answers >= LEAST_ANSWERS && now - absence.since >= GONE_FOR
    ? { kind: 'over', ended: 'rule-deleted', since: null, ruleUid: null }
    : UNKNOWN;
}

function verdictByInstances(labels: AlertLabels, rule: GrafanaRule): AlertVerdict {
  const over = (ended: 'asked' | 'missing-series', since: number | null): AlertVerdict => ({
    kind: 'over',
    ended,
    since,
    ruleUid: rule.uid,
  });
  const unknown: AlertVerdict = { kind: 'unknown', ruleUid: rule.uid };
  if (queryTitle(labels) !== null) {
    // The measured value does not matter here, as long as there is one.
    return rule.isHealthy && !rule.instances.some(({ state }) => /^(NoData|Error)\b/.test(state))
      ? over('asked', null)
      : unknown;
  }
  const instance = rule.instances.find((one) => isSame(labels, one.labels));
  if (!instance) {
    return rule.isHealthy ? over('missing-series', null) : unknown;
  }
  return /^Normal\b/.test(instance.state) ? over('asked', instance.since) : unknown;
}

function isSame(a: AlertLabels, b: AlertLabels): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
