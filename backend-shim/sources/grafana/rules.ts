/**
 * Asks Grafana's rules for the state of alerts. Grafana's Alertmanager does not tell its start time (`uptime` is null)
 * and knows no alert until its rule was evaluated again; its rules know the state of each instance, even right after a
 * start.
 */
import { queryTitle } from '#domain/incident/signal/title';
import { MINUTE } from '#domain/time/duration';
import type { ReconcileRequest, SyncCaller, OpenAlert } from '../../ports/source-sync.ts';
import { absenceKey, keyOf, labelsThere } from '../shared/silence-states.ts';
import { UNKNOWN } from '../shared/verdict.ts';
import type { AlertVerdict, AlertVerdicts } from '../shared/verdict.ts';
import { call } from '../shared/tell.ts';
import { instant } from '../shared/values/instant.ts';
import { eachItem, eachSlice, shortField } from '../shared/values/json-items.ts';
import { labelsOf, type AlertLabels } from '../shared/values/labels.ts';
import { isRecord, own, scalar, type RawFields } from '../shared/values/read.ts';

const LARGEST = 32 * 1024 * 1024;
/** A rule that is missing from several answers was deleted. */
const LEAST_ANSWERS = 3;
const GONE_FOR = 2 * MINUTE;
/** `Normal (MissingSeries)` is one. */
const LONGEST_STATE = 100;
/** Of the names that are asked about, in whichever folders. */
const MOST_RULES = 10_000;

interface GrafanaRule {
  name: string;
  folder: string;
  uid: string | null;
  isPaused: boolean;
  isEvaluated: boolean;
  isHealthy: boolean;
  /** Of an instance without data, or whose query failed. */
  isBlind: boolean;
  /** By their labels; only those that are asked about, since a rule may have thousands. */
  instances: Map<string, { state: string; since: number | null }>;
}

interface Wanted {
  names: ReadonlySet<string>;
  instances: ReadonlySet<string>;
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
    asBytes: true,
  });
  if (!answer.ok) {
    return { ok: false, detail: `rules: ${answer.told.detail}` };
  }
  const { status, bytes = new Uint8Array(), isCut } = answer.response;
  if (status !== 200 || isCut === true) {
    return { ok: false, detail: status === 200 ? 'rules: the answer is too long' : `rules: HTTP ${status}` };
  }
  const rules: GrafanaRule[] = [];
  const wrong = readRules(bytes, wantedBy(missing), (rule) =>
    rules.push(rule) > MOST_RULES ? `more than ${MOST_RULES} rules have the names that are asked about` : null,
  );
  if (wrong !== null) {
    return { ok: false, detail: `rules: ${wrong}` };
  }
  const verdicts = new Map(missing.map((alert) => [alert, verdictOf(alert, rules, asking)]));
  return { ok: true, of: (alert) => verdicts.get(alert) ?? UNKNOWN };
}

function wantedBy(missing: readonly OpenAlert[]): Wanted {
  return {
    names: new Set(missing.map((alert) => ruleNameOf(labelsThere(alert)) ?? '')),
    instances: new Set(missing.map((alert) => keyOf(labelsThere(alert)))),
  };
}

function ruleNameOf(labels: AlertLabels): string | undefined {
  return queryTitle(labels) === null ? labels['alertname'] : labels['rulename'];
}

/** @returns what is wrong; null: nothing */
function readRules(bytes: Uint8Array, wanted: Wanted, take: (rule: GrafanaRule) => string | null): string | null {
  return eachSlice(bytes, ['data', 'groups'], (group) => {
    const folder = scalar(shortField(group, 'file')) ?? '';
    return eachItem(group, ['rules'], (rule) =>
      wanted.names.has(scalar(own(rule, 'name')) ?? '') ? take(ruleOf(folder, rule, wanted)) : null,
    );
  });
}

function listOf(fields: RawFields, name: string): RawFields[] {
  const value = own(fields, name);
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function ruleOf(folder: string, rule: RawFields, wanted: Wanted): GrafanaRule {
  const instances = new Map<string, { state: string; since: number | null }>();
  let isBlind = false;
  for (const one of listOf(rule, 'alerts')) {
    const state = (scalar(own(one, 'state')) ?? '').slice(0, LONGEST_STATE);
    const key = keyOf(labelsOf(own(one, 'labels')));
    isBlind ||= /^(NoData|Error)\b/.test(state);
    if (wanted.instances.has(key) && !instances.has(key)) {
      instances.set(key, { state, since: instant(own(one, 'activeAt')) });
    }
  }
  return {
    name: scalar(own(rule, 'name')) ?? '',
    folder,
    uid: scalar(own(rule, 'uid')),
    isPaused: own(rule, 'isPaused') === true,
    // `0001-01-01` until the first evaluation after a start.
    isEvaluated: instant(own(rule, 'lastEvaluation')) !== null,
    isHealthy: own(rule, 'health') === 'ok',
    isBlind,
    instances,
  };
}

function verdictOf(alert: OpenAlert, rules: readonly GrafanaRule[], asking: ReconcileRequest): AlertVerdict {
  const labels = labelsThere(alert);
  const name = ruleNameOf(labels);
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
    return rule.isHealthy && !rule.isBlind ? over('asked', null) : unknown;
  }
  const instance = rule.instances.get(keyOf(labels));
  if (!instance) {
    return rule.isHealthy ? over('missing-series', null) : unknown;
  }
  return /^Normal\b/.test(instance.state) ? over('asked', instance.since) : unknown;
}
