/**
 * Asks Alertmanager, or the one inside Grafana, about alerts it may not report: which are silenced, by whom, and which
 * are over. An alert that is missing from the firing ones is not necessarily over: after a start, all alerts are
 * missing until the rules are evaluated again.
 */
import { compileRegex, workOf } from '#domain/routing/regex/regex';
import { ENDED } from '#domain/incident/signal/ended';
import type { Alert } from '#domain/incident/signal/alert';
import { MINUTE } from '#domain/time/duration';
import type {
  ReconcileAnswer,
  ReconcileRequest,
  SyncCaller,
  FiringAgain,
  OpenAlert,
  SilencedAlert,
  SourceSilence,
} from '../../ports/source-sync.ts';
import { alertOf } from './alert.ts';
import { ORGANISATION } from './alert-group.ts';
import type { SilenceApi } from './silences.ts';
import { call, jsonList } from './tell.ts';
import { instant } from './values/instant.ts';
import { labelsOf, type AlertLabels } from './values/labels.ts';
import { isRecord, own, scalar, type RawFields } from './values/read.ts';
import { UNKNOWN } from './verdict.ts';
import type { AlertVerdict } from './verdict.ts';

type ListedAlert = { ok: true; items: RawFields[] } | { ok: false; detail: string };

/** Alertmanager before 0.27 supports no other names, and no quotes around them. */
const PLAIN = /^[A-Za-z_]\w*$/;
/** The label with which Grafana's silences name a rule. */
const RULE_UID = '__alert_rule_uid__';
/** Above this number, one request fetches all alerts. */
const MOST_FILTERS = 20;
const LARGEST = 16 * 1024 * 1024;
/**
 * An alert that has been over for this long without a report will not be reported any more. The time is longer than any
 * usual `group_interval`.
 */
const UNTOLD = 10 * MINUTE;

interface KnownSilence {
  id: string;
  byHand: boolean;
  silence: SourceSilence;
  matchers: RawFields[];
}

export async function reconcileSilences(
  api: SilenceApi,
  caller: SyncCaller,
  asking: ReconcileRequest,
): Promise<ReconcileAnswer> {
  const open = asking.open.filter((alert) => Object.keys(labelsThere(alert)).length > 0);
  if (open.length + asking.quiet.length === 0) {
    return { ok: true, opened: [], closed: [] };
  }
  const [firing, silences] = await Promise.all([
    readFiring(api, caller, asking, [...open, ...asking.quiet]),
    readList(api, caller, asking, '/silences'),
  ]);
  if (!firing.ok || !silences.ok) {
    return firing.ok ? (silences as { ok: false; detail: string }) : firing;
  }
  const known = silences.items.flatMap((item) => knownOf(item, open));
  const missing = open.filter((alert) => firing.find(alert) === null);
  const present = open.filter((alert) => firing.find(alert) !== null);
  present.forEach((alert) => isThereAgain(asking, alert));
  const unseen = api.knowsRules
    ? present.filter((alert) => isSilenced(firing.find(alert)) && !asking.absences.has(absenceKey(alert)))
    : [];
  const verdicts =
    missing.length + unseen.length === 0 ? null : await api.verdicts(caller, asking, [...missing, ...unseen]);
  if (verdicts?.ok === false) {
    return verdicts;
  }
  return {
    ok: true,
    opened: [],
    closed: missing.flatMap((alert) => closedOf(alert, verdicts?.of(alert) ?? UNKNOWN, known, asking.now)),
    again: asking.quiet.flatMap((alert) => againOf(alert, firing.find(alert))),
    silenced: open.flatMap((alert) => silencedOf(alert, firing.find(alert), verdicts?.of(alert) ?? UNKNOWN, known)),
  };
}

function isThereAgain({ absences }: ReconcileRequest, alert: OpenAlert): void {
  const before = absences.get(absenceKey(alert));
  if (before?.wasKnown) {
    before.answers = 0;
  } else {
    absences.delete(absenceKey(alert));
  }
}

export function absenceKey({ incident, fingerprint }: OpenAlert): string {
  return `${incident}\n${fingerprint}`;
}

/** Labels as the monitor knows them. */
export function labelsThere({ labels }: OpenAlert): AlertLabels {
  const { [ORGANISATION]: _, ...rest } = labels;
  return rest;
}

/** Fetches a list from the monitor. */
export async function readList(
  api: SilenceApi,
  caller: SyncCaller,
  { settings }: ReconcileRequest,
  path: string,
): Promise<ListedAlert> {
  const what = path.replace(/^\//, '').replace(/\?.*/s, '');
  const answer = await call(caller, settings, {
    method: 'GET',
    url: `${api.base(settings)}${path}`,
    headers: api.headers(settings),
    largest: LARGEST,
  });
  if (!answer.ok) {
    return { ok: false, detail: `${what}: ${answer.told.detail}` };
  }
  const { status, body, isCut } = answer.response;
  if (status !== 200) {
    return { ok: false, detail: `${what}: HTTP ${status}` };
  }
  const items = isCut === true ? null : jsonList(body);
  return items === null
    ? {
        ok: false,
        detail: `${what}: the answer is ${isCut === true ? `longer than ${LARGEST / 1024 / 1024} MiB` : 'not the list that it should be'}`,
      }
    : { ok: true, items };
}

type Firing = { ok: true; find(alert: OpenAlert): RawFields | null } | { ok: false; detail: string };

async function readFiring(
  api: SilenceApi,
  caller: SyncCaller,
  asking: ReconcileRequest,
  open: readonly OpenAlert[],
): Promise<Firing> {
  const filters = [...new Set(open.map(filterOf))];
  const asked = filters.length > MOST_FILTERS ? [''] : filters;
  const found = new Map<string, RawFields>();
  for (const filter of asked) {
    const listed = await readList(
      api,
      caller,
      asking,
      `/alerts?active=true&silenced=true&inhibited=true&unprocessed=true${filter}`,
    );
    if (!listed.ok) {
      return listed;
    }
    for (const item of listed.items) {
      const labels = labelsOf(own(item, 'labels'));
      found.set(keyOf(Object.fromEntries(Object.entries(labels).filter(([name]) => !name.startsWith('__')))), item);
    }
  }
  return { ok: true, find: (alert) => found.get(keyOf(labelsThere(alert))) ?? null };
}

function keyOf(labels: AlertLabels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Alerts of one rule share their name, so one request covers them all. */
function filterOf(alert: OpenAlert): string {
  const labels = labelsThere(alert);
  const chosen = ['alertname', 'grafana_folder'].filter((name) => Object.hasOwn(labels, name));
  return (chosen.length > 0 ? chosen : Object.keys(labels))
    .map(
      (name) =>
        `&filter=${encodeURIComponent(`${PLAIN.test(name) ? name : JSON.stringify(name)}=${JSON.stringify(labels[name])}`)}`,
    )
    .join('');
}

/** Active silences; those that Vigie made carry a mark. */
function knownOf(item: RawFields, open: readonly OpenAlert[]): KnownSilence[] {
  const id = scalar(own(item, 'id'));
  const status = own(item, 'status');
  const until = instant(own(item, 'endsAt'));
  if (id === null || until === null || !isRecord(status) || own(status, 'state') !== 'active') {
    return [];
  }
  const by = scalar(own(item, 'createdBy')) ?? '';
  const isOurs = by.endsWith('(Vigie)') || open.some(({ memory }) => memory?.includes(id) === true);
  const matchers = own(item, 'matchers');
  return [
    {
      id,
      byHand: !isOurs,
      silence: { by, comment: scalar(own(item, 'comment')) ?? '', until },
      matchers: Array.isArray(matchers) ? matchers.filter(isRecord) : [],
    },
  ];
}

function againOf({ incident, fingerprint }: OpenAlert, item: RawFields | null): FiringAgain[] {
  return item === null || isSilenced(item) ? [] : [{ incident, fingerprint, startsAt: instant(own(item, 'startsAt')) }];
}

function silencesOf(item: RawFields | null): unknown[] {
  const status = item && own(item, 'status');
  const ids = isRecord(status) ? own(status, 'silencedBy') : null;
  return Array.isArray(ids) ? ids : [];
}

function isSilenced(item: RawFields | null): boolean {
  return silencesOf(item).length > 0;
}

/**
 * Finds the silence of an alert; if there are several, the one that ends last. For an alert that the monitor does not
 * list now, the silences that would match it count.
 */
function silencedOf(
  alert: OpenAlert,
  item: RawFields | null,
  { ruleUid }: AlertVerdict,
  known: readonly KnownSilence[],
): SilencedAlert[] {
  const ids = silencesOf(item);
  const holds = (silence: KnownSilence) =>
    item === null ? silences(silence, alert, ruleUid) : ids.includes(silence.id);
  const last = known
    .filter((silence) => silence.byHand && holds(silence))
    .sort((a, b) => b.silence.until - a.silence.until)[0];
  return last ? [{ incident: alert.incident, fingerprint: alert.fingerprint, silence: last.silence }] : [];
}

/** Only an alert that was silenced counts as over: the monitor reports all others itself. */
function closedOf(alert: OpenAlert, verdict: AlertVerdict, known: readonly KnownSilence[], now: number): Alert[] {
  if (verdict.kind === 'unknown') {
    return [];
  }
  const { ended, since, ruleUid } = verdict;
  const isUntold =
    alert.memory !== null || alert.isSilenced || known.some((silence) => silences(silence, alert, ruleUid));
  const isLong = since !== null && now - since >= UNTOLD;
  return isUntold || isLong
    ? [
        alertOf({
          fingerprint: alert.fingerprint,
          groupKey: alert.groupKey,
          status: 'resolved',
          ended,
          note: ENDED[ended],
          raw: { reconciled: alert.fingerprint },
        }),
      ]
    : [];
}

/** @param ruleUid null: unknown, so it may be the silenced rule */
function silences({ matchers }: KnownSilence, alert: OpenAlert, ruleUid: string | null): boolean {
  const labels = { ...labelsThere(alert), ...(ruleUid !== null && { [RULE_UID]: ruleUid }) };
  const compared = ruleUid === null ? matchers.filter((matcher) => own(matcher, 'name') !== RULE_UID) : matchers;
  return compared.length > 0 && compared.every((matcher) => matches(matcher, labels));
}

/** Instructions times characters: some ten milliseconds at most. */
const MOST_WORK = 1_000_000;

function matches(matcher: RawFields, labels: AlertLabels): boolean {
  const value = labels[scalar(own(matcher, 'name')) ?? ''] ?? '';
  const wanted = own(matcher, 'value');
  if (typeof wanted !== 'string') {
    return false;
  }
  const regex = own(matcher, 'isRegex') === true ? compileRegex(wanted) : null;
  // What is too heavy to be tried silences nothing.
  if (regex !== null && (!regex.ok || workOf(regex.weight, value) > MOST_WORK)) {
    return false;
  }
  const holds = regex === null ? value === wanted : regex.regex.matches(value);
  return own(matcher, 'isEqual') === false ? !holds : holds;
}
