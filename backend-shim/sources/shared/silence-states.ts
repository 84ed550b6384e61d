/**
 * Asks Alertmanager, or the one inside Grafana, about alerts it may not report: which are silenced, by whom, and which
 * are over. An alert that is missing from the firing ones is not necessarily over: after a start, all alerts are
 * missing until the rules are evaluated again.
 */
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
} from '../../ports/source-sync.ts';
import { alertOf } from './alert.ts';
import { ORGANISATION } from './alert-group.ts';
import type { SilenceApi } from './silences.ts';
import { call } from './tell.ts';
import { instant } from './values/instant.ts';
import { eachItem } from './values/json-items.ts';
import { labelsOf, type AlertLabels } from './values/labels.ts';
import { isRecord, own, type RawFields } from './values/read.ts';
import { activeSilence, MOST_WORK, silences } from './values/silence.ts';
import type { Judging, KnownSilence } from './values/silence.ts';
import { UNKNOWN } from './verdict.ts';
import type { AlertVerdict } from './verdict.ts';

/** Alertmanager before 0.27 supports no other names, and no quotes around them. */
const PLAIN = /^[A-Za-z_]\w*$/;
/** Above this number, one request fetches all alerts. */
const MOST_FILTERS = 20;
const LARGEST = 16 * 1024 * 1024;
/**
 * An alert that has been over for this long without a report will not be reported any more. The time is longer than any
 * usual `group_interval`.
 */
const UNTOLD = 10 * MINUTE;
/** Active silences, and characters of all of them: what is kept while the rest is read. */
const MOST_SILENCES = 5_000;
const MOST_CHARACTERS = 4_000_000;

/** What of an alert that the monitor lists counts here. */
interface ListedAlert {
  startsAt: number | null;
  silencedBy: readonly string[];
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
  const firing = await readFiring(api, caller, asking, [...open, ...asking.quiet]);
  if (!firing.ok) {
    return firing;
  }
  const silenced = await readSilences(api, caller, asking, open);
  if (!silenced.ok) {
    return silenced;
  }
  const { known } = silenced;
  const missing = open.filter((alert) => firing.find(alert) === null);
  const present = open.filter((alert) => firing.find(alert) !== null);
  present.forEach((alert) => isThereAgain(asking, alert));
  const unseen = api.knowsRules
    ? present.filter((alert) => firing.find(alert)?.silencedBy.length !== 0 && !asking.absences.has(absenceKey(alert)))
    : [];
  const verdicts =
    missing.length + unseen.length === 0 ? null : await api.verdicts(caller, asking, [...missing, ...unseen]);
  if (verdicts?.ok === false) {
    return verdicts;
  }
  const judging = { known, left: MOST_WORK };
  return {
    ok: true,
    opened: [],
    closed: missing.flatMap((alert) => closedOf(alert, verdicts?.of(alert) ?? UNKNOWN, judging, asking.now)),
    again: asking.quiet.flatMap((alert) => againOf(alert, firing.find(alert))),
    silenced: open.flatMap((alert) => silencedOf(alert, firing.find(alert), verdicts?.of(alert) ?? UNKNOWN, judging)),
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

/**
 * Hands over each object of a list that the monitor has.
 *
 * @returns what is wrong; null: nothing
 */
async function readList(
  api: SilenceApi,
  caller: SyncCaller,
  { settings }: ReconcileRequest,
  path: string,
  take: (item: RawFields) => string | null,
): Promise<string | null> {
  const what = path.replace(/^\//, '').replace(/\?.*/s, '');
  const answer = await call(caller, settings, {
    method: 'GET',
    url: `${api.base(settings)}${path}`,
    headers: api.headers(settings),
    largest: LARGEST,
    asBytes: true,
  });
  if (!answer.ok) {
    return `${what}: ${answer.told.detail}`;
  }
  const { status, bytes = new Uint8Array(), isCut } = answer.response;
  if (status !== 200) {
    return `${what}: HTTP ${status}`;
  }
  const wrong = isCut === true ? `the answer is longer than ${LARGEST / 1024 / 1024} MiB` : eachItem(bytes, [], take);
  return wrong === null ? null : `${what}: ${wrong}`;
}

type Firing = { ok: true; find(alert: OpenAlert): ListedAlert | null } | { ok: false; detail: string };

async function readFiring(
  api: SilenceApi,
  caller: SyncCaller,
  asking: ReconcileRequest,
  open: readonly OpenAlert[],
): Promise<Firing> {
  const filters = [...new Set(open.map(filterOf))];
  const asked = filters.length > MOST_FILTERS ? [''] : filters;
  const wanted = new Set(open.map((alert) => keyOf(labelsThere(alert))));
  const found = new Map<string, ListedAlert>();
  for (const filter of asked) {
    const wrong = await readList(
      api,
      caller,
      asking,
      `/alerts?active=true&silenced=true&inhibited=true&unprocessed=true${filter}`,
      (item) => {
        const labels = labelsOf(own(item, 'labels'));
        const key = keyOf(Object.fromEntries(Object.entries(labels).filter(([name]) => !name.startsWith('__'))));
        if (wanted.has(key)) {
          found.set(key, { startsAt: instant(own(item, 'startsAt')), silencedBy: silencesOf(item) });
        }
        return null;
      },
    );
    if (wrong !== null) {
      return { ok: false, detail: wrong };
    }
  }
  return { ok: true, find: (alert) => found.get(keyOf(labelsThere(alert))) ?? null };
}

type Silences = { ok: true; known: KnownSilence[] } | { ok: false; detail: string };

async function readSilences(
  api: SilenceApi,
  caller: SyncCaller,
  asking: ReconcileRequest,
  open: readonly OpenAlert[],
): Promise<Silences> {
  const ours = new Set(open.flatMap(({ memory }) => memory ?? []));
  const known: KnownSilence[] = [];
  let characters = 0;
  const wrong = await readList(api, caller, asking, '/silences', (item) => {
    const silence = activeSilence(item, ours);
    if (silence === null) {
      return null;
    }
    known.push(silence);
    characters += JSON.stringify(silence).length;
    return known.length > MOST_SILENCES || characters > MOST_CHARACTERS
      ? `more than ${MOST_SILENCES} active ones, or ${MOST_CHARACTERS} characters of them`
      : null;
  });
  return wrong === null ? { ok: true, known } : { ok: false, detail: wrong };
}

export function keyOf(labels: AlertLabels): string {
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

function againOf({ incident, fingerprint }: OpenAlert, listed: ListedAlert | null): FiringAgain[] {
  return listed === null || listed.silencedBy.length > 0 ? [] : [{ incident, fingerprint, startsAt: listed.startsAt }];
}

/** Longer than any id, and more than any alert has. */
const [LONGEST_ID, MOST_IDS] = [200, 100];

function silencesOf(item: RawFields): string[] {
  const status = own(item, 'status');
  const ids = isRecord(status) ? own(status, 'silencedBy') : null;
  return Array.isArray(ids)
    ? ids.slice(0, MOST_IDS).flatMap((id) => (typeof id === 'string' ? [id.slice(0, LONGEST_ID)] : []))
    : [];
}

/**
 * Finds the silence of an alert; if there are several, the one that ends last. For an alert that the monitor does not
 * list now, the silences that would match it count.
 */
function silencedOf(
  alert: OpenAlert,
  listed: ListedAlert | null,
  { ruleUid }: AlertVerdict,
  judging: Judging,
): SilencedAlert[] {
  const holds = (silence: KnownSilence) =>
    listed === null ? silences(silence, labelsThere(alert), ruleUid, judging) : listed.silencedBy.includes(silence.id);
  const last = judging.known
    .filter((silence) => silence.byHand && holds(silence))
    .sort((a, b) => b.silence.until - a.silence.until)[0];
  return last ? [{ incident: alert.incident, fingerprint: alert.fingerprint, silence: last.silence }] : [];
}

/** Only an alert that was silenced counts as over: the monitor reports all others itself. */
function closedOf(alert: OpenAlert, verdict: AlertVerdict, judging: Judging, now: number): Alert[] {
  if (verdict.kind === 'unknown') {
    return [];
  }
  const { ended, since, ruleUid } = verdict;
  const isUntold =
    alert.memory !== null ||
    alert.isSilenced ||
    judging.known.some((silence) => silences(silence, labelsThere(alert), ruleUid, judging));
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
