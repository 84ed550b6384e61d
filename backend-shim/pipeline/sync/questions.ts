/** Queries sources for missed alerts: all of them every minute, and one at once if a step waits for its answer. */
import { ANSWER_WITHIN } from '#domain/incident/commands/silence';
import type { Alert } from '#domain/incident/signal/alert';
import type { Integration, SyncSettings } from '#domain/routing/integration';
import { regroup } from '../../stages/intake/arrivals.ts';
import type {
  AlertAbsence,
  ReconcileAnswer,
  ReconcileRequest,
  OpenAlert,
  PushSync,
  SilencedAlert,
} from '../../ports/source-sync.ts';
import { applySourceAnswers } from '../../stages/sync/source-answers.ts';
import { logFailure } from '../../store/store.ts';
import { markQuietAlerts } from '../../store/syncs/quiet-alerts.ts';
import { markTakenOnce, withoutTaken } from '../../stages/sync/once.ts';
import {
  reopenedAlert,
  alertsOfIncidents,
  MOST,
  openAlerts,
  readQuietAlertsOf,
  withoutReceived,
} from '../../stages/sync/open-alerts.ts';
import type { QuietAlert } from '../../stages/sync/open-alerts.ts';
import { pushOf } from './sync-deps.ts';
import type { SyncingDeps } from './sync-deps.ts';

const LONGEST_QUESTION_MS = 60_000;

export interface SilencePolls {
  inFlight(): number;
  /** Queries every source that can be queried, about all open alerts; returns at once. */
  askAll(): void;
  /** Queries sources about incidents whose next step waits, by integration; returns at once. */
  askFor(waiting: ReadonlyMap<string, readonly string[]>): void;
  stop(): Promise<void>;
}

interface Asker {
  deps: SyncingDeps;
  sync: PushSync;
  integration: Integration;
  settings: SyncSettings;
  absences: Map<string, AlertAbsence>;
  stopping: AbortSignal;
}

export function createQuestions(deps: SyncingDeps): SilencePolls {
  const running = new Map<string, Promise<void>>();
  const absences = new Map<string, Map<string, AlertAbsence>>();
  const stopping = new AbortController();
  let next = 0;

  function askerOf(id: string): Asker | null {
    const integration = deps.directory().integrations.get(id);
    const sync = integration && pushOf(deps.sources, integration.type);
    if (!integration?.sync?.url || !sync?.reconcile) {
      return null;
    }
    const kept = absences.get(id) ?? new Map<string, AlertAbsence>();
    absences.set(id, kept);
    return { deps, sync, integration, settings: integration.sync, absences: kept, stopping: stopping.signal };
  }

  function start(key: string, integration: string, question: () => Promise<void>): void {
    const asked = question()
      .catch((error: unknown) =>
        logFailure(deps.log, error, 'querying a source failed unexpectedly; retrying', { integration }),
      )
      .finally(() => running.delete(key));
    running.set(key, asked);
  }

  return {
    inFlight: () => running.size,
    // At most one open question of this kind per source.
    askAll: () => {
      for (const id of deps.directory().integrations.keys()) {
        const asker = running.has(id) || stopping.signal.aborted ? null : askerOf(id);
        if (asker) {
          start(id, id, () => askAbout(asker));
        }
      }
    },
    askFor: (waiting) => {
      for (const [id, incidents] of waiting) {
        start(`${id} ${next++}`, id, () => answerFor(deps, askerOf(id), id, incidents));
      }
    },
    stop: async () => {
      stopping.abort();
      await Promise.allSettled([...running.values()]);
    },
  };
}

async function askAbout(asker: Asker): Promise<void> {
  const { deps, integration, absences } = asker;
  const signal = AbortSignal.any([asker.stopping, AbortSignal.timeout(LONGEST_QUESTION_MS)]);
  const all: OpenAlert[] = [];
  const silenced: SilencedAlert[] = [];
  for (let from = 0; ; from += MOST) {
    const open = await deps.transact((work) => openAlerts(work, integration.id, from));
    const quiet =
      from === 0 && asker.sync.tellsSilences
        ? await deps.transact((work) => readQuietAlertsOf(work, integration.id, open))
        : [];
    const asked = await ask(asker, { open, quiet, isFirst: from === 0 }, signal);
    if (!asked.ok) {
      deps.log.warn(
        { integration: integration.id, detail: asked.detail },
        'could not query a source for its open alerts; retrying',
      );
      return;
    }
    await takeAll(asker, asked, open);
    await takeAgain(asker, asked, quiet);
    all.push(...open);
    silenced.push(...(asked.silenced ?? []));
    if (open.length < MOST) {
      break;
    }
  }
  const known = new Set(all.map(({ incident, fingerprint }) => `${incident}\n${fingerprint}`));
  [...absences.keys()].filter((key) => !known.has(key)).forEach((key) => absences.delete(key));
  if (asker.sync.tellsSilences) {
    await hear(deps, {
      integration: integration.id,
      incidents: [...new Set(all.map(({ incident }) => incident))],
      silenced,
      detail: '',
    });
  }
}

/** A step waits only briefly for an answer, then it runs. */
async function answerFor(
  deps: SyncingDeps,
  asker: Asker | null,
  integration: string,
  incidents: readonly string[],
): Promise<void> {
  if (!asker?.sync.tellsSilences) {
    await hear(deps, { integration, incidents, silenced: null, detail: 'it cannot be asked any more' });
    return;
  }
  const late = AbortSignal.timeout(ANSWER_WITHIN);
  const open = await deps.transact((work) => alertsOfIncidents(work, integration, incidents));
  const asked = await ask(asker, { open, quiet: [], isFirst: false }, AbortSignal.any([asker.stopping, late]));
  if (asker.stopping.aborted) {
    return;
  }
  if (!asked.ok) {
    await hear(deps, {
      integration,
      incidents,
      silenced: null,
      detail: late.aborted ? `no answer within ${ANSWER_WITHIN / 1000} s` : asked.detail,
    });
    return;
  }
  await takeAll(asker, asked, open);
  await hear(deps, { integration, incidents, silenced: asked.silenced ?? [], detail: '' });
}

async function ask(
  { deps, integration, settings, absences }: Asker,
  about: Pick<ReconcileRequest, 'open' | 'quiet' | 'isFirst'>,
  signal: AbortSignal,
): Promise<ReconcileAnswer> {
  const now = await deps.clock.now();
  const caller = { http: deps.httpOf(integration.type), signal };
  return deps.asking.ask(caller, { integration, settings, ...about, now, absences });
}

async function hear({ change }: SyncingDeps, answered: Parameters<typeof applySourceAnswers>[1]): Promise<void> {
  if (answered.incidents.length > 0) {
    await change((work) => applySourceAnswers(work, answered));
  }
}

async function takeAll(
  { deps, sync, integration }: Asker,
  asked: Extract<ReconcileAnswer, { ok: true }>,
  open: readonly OpenAlert[],
): Promise<void> {
  const opened = asked.opened.map((alert) => regroup(alert, integration));
  const news = opened.length === 0 ? [] : await deps.transact((work) => withoutReceived(work, integration.id, opened));
  const once = asked.once?.length
    ? await deps.transact((work) => withoutTaken(work, integration.id, asked.once ?? []))
    : [];
  const closed = asked.closed.map((alert): Alert => ({ ...alert, keyKept: true }));
  await take(deps, integration, [...news, ...once.map(({ alert }) => regroup(alert, integration)), ...closed]);
  // Marked afterwards: a crash in between processes the answer twice, which is better than never.
  await deps.transact((work) => markTakenOnce(work, integration.id, once));
  const over = sync.tellsSilences
    ? open.filter((alert) =>
        asked.closed.some((one) => one.fingerprint === alert.fingerprint && one.groupKey === alert.groupKey),
      )
    : [];
  if (over.length > 0) {
    await deps.transact((work) => markQuietAlerts(work, integration.id, over));
  }
}

/**
 * Alerts that ended without a report of the source: it will not report that they fire again either, since for the
 * source they never ended.
 */
async function takeAgain(
  { deps, integration }: Asker,
  { again = [] }: Extract<ReconcileAnswer, { ok: true }>,
  quiet: readonly QuietAlert[],
): Promise<void> {
  const firing =
    again.length === 0
      ? []
      : await deps.transact((work) =>
          Promise.resolve(
            again.map(({ incident, fingerprint, startsAt }) => {
              const alert = quiet.find((one) => one.incident === incident && one.fingerprint === fingerprint);
              return alert ? reopenedAlert(work, alert, startsAt) : null;
            }),
          ),
        );
  await take(
    deps,
    integration,
    firing.filter((alert) => alert !== null),
  );
}

async function take({ ingest, log }: SyncingDeps, integration: Integration, alerts: Alert[]): Promise<void> {
  if (alerts.length > 0) {
    await ingest.submit({ integration, alerts, pageTest: false, isAnswer: true });
    log.info({ integration: integration.id, alerts: alerts.length }, 'reconciled missed alerts');
  }
}
