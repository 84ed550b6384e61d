/** Promise 1: every payload answered with 2xx is on disk. Requests that arrive together share one commit. */
import { matchMeter, pauses, TURN } from '#domain/routing/match-meter';
import type { MatchMeter } from '#domain/routing/match-meter';
import type { AssignRoute, AlertArrival, ReceiveResult } from '../stages/incident/arrival.ts';
import { receive } from '../stages/incident/receive.ts';
import { withOrigin } from '../stages/intake/origins.ts';
import type { ImmediateDispatch } from '../stages/outbox/planning/at-once.ts';
import { planRequests } from '../stages/outbox/planning/requests.ts';
import type { ChannelRegistry } from '../ports/channel.ts';
import type { IngestAnswer, IngestRequest } from '../ports/ingest.ts';
import { noteUnclear } from '../store/stored/unclear-maintenances.ts';
import { assign, decidingAhead, withRouteSeverity } from '../stages/routing/assign.ts';
import { mostWork } from '../stages/routing/work.ts';
import type { RunTransaction, Work } from '../store/work.ts';
import { createAhead } from '../stages/routing/ahead.ts';
import type { AheadDeps } from '../stages/routing/ahead.ts';
import { recordHeartbeats } from './beats.ts';
import { withGroups } from './groups.ts';
import { createGroupCommit } from '../store/concurrency/group-commit.ts';

export interface IngestQueue {
  submit(request: IngestRequest): Promise<IngestAnswer>;
  waiting(): number;
  idle(): Promise<void>;
}

const MOST_PER_COMMIT = 256;

export interface IngestParts {
  /** By what alerts are routed before their transaction begins. Absent: all are routed in it. */
  ahead?: AheadDeps;
  /** Takes only space that is to spare: what is kept is for incidents that are open. */
  transact: RunTransaction;
  channels: ChannelRegistry;
  committed(): void;
  /** How pages are sent; see `ImmediateDispatch`. */
  hand?: ImmediateDispatch;
  /** Called when alerts could not be stored. */
  refused?(alerts: number, error: unknown): void;
}

export function createIngest({ transact, channels, committed, hand, refused, ahead }: IngestParts): IngestQueue {
  const batcher = createGroupCommit<IngestRequest, IngestAnswer>({
    transact,
    write: async (work, requests) => {
      const stored = await receiveAll(work, requests);
      await planRequests(work, channels, hand);
      return stored;
    },
    committed,
    refused: (requests, error) => refused?.(sum(requests), error),
    most: MOST_PER_COMMIT,
  });
  const routing = ahead ? createAhead(ahead) : null;
  return {
    submit: (request) => {
      const decided = routing?.decide(request) ?? null;
      return decided === null ? batcher.add(request) : decided.then(() => batcher.add(request));
    },
    waiting: () => batcher.size() + (routing?.waiting() ?? 0),
    idle: async () => {
      await routing?.idle();
      await batcher.idle();
    },
  };
}

function sum(requests: readonly IngestRequest[]): number {
  return requests.reduce((count, { alerts }) => count + alerts.length, 0);
}

async function receiveAll(work: Work, requests: readonly IngestRequest[]): Promise<IngestAnswer[]> {
  const taken: Array<IngestRequest & { isRepeat: boolean }> = [];
  for (const request of requests) {
    const alerts = await withOrigin(work, request);
    taken.push({ ...request, alerts: alerts ?? [], isRepeat: alerts === null });
  }
  const meter = matchMeter(MOST_OF_COMMIT);
  const batches = await routedBatches(work, taken, meter);
  const beats = await recordHeartbeats(work, batches.flat(), meter);
  const assigning = assignIn(work, meter);
  const alerts = batches.map((arrivals) => arrivals.filter((arrival) => !beats.heard.has(arrival)));
  const grouped = alerts.flatMap((own, index) => (taken[index]?.isAnswer ? own : withGroups(own, assigning, work.now)));
  const received = await receive(work, [...beats.news, ...grouped], assigning);
  const became = new Map([
    ...beats.heard,
    ...alerts.flat().map((arrival, i) => [arrival, received[beats.news.length + i]] as const),
  ]);
  return batches.map((arrivals, index) =>
    taken[index]?.isRepeat
      ? repeated(requests[index]?.alerts.length ?? 0)
      : summary(arrivals.flatMap((arrival) => became.get(arrival) ?? [])),
  );
}

/** Units of work in one transaction, some hundred milliseconds: what is much work was decided ahead. */
const MOST_OF_COMMIT = 20_000_000;

/**
 * Alerts with the severity of their route. What was not decided ahead is decided about here, one by one, before they
 * are received in one go.
 */
async function routedBatches(
  { directory, now }: Work,
  taken: ReadonlyArray<Pick<IngestRequest, 'integration' | 'alerts' | 'pageTest'>>,
  meter: MatchMeter,
): Promise<AlertArrival[][]> {
  const mayTakeLong = taken.reduce((sum, request) => sum + mostWork(directory, request), 0) > TURN;
  const pause = pauses(meter, () => new Promise((resolve) => setImmediate(resolve)));
  const batches: AlertArrival[][] = [];
  for (const { integration, alerts, pageTest } of taken) {
    const batch: AlertArrival[] = [];
    for (const asRead of alerts) {
      const steps = mayTakeLong ? decidingAhead(directory, integration, asRead, now, meter) : [];
      for (const _ of steps) {
        await pause();
      }
      batch.push({
        integration,
        alert: withRouteSeverity(directory, integration, asRead, now, meter),
        asRead,
        pageTest,
      });
    }
    batches.push(batch);
  }
  return batches;
}

/** If the routes cannot be evaluated, the integration's own policy serves as the default route. */
export function assignIn(work: Work, meter?: MatchMeter): AssignRoute {
  return ({ integration, alert }, at) => {
    try {
      const assigned = assign(work.directory, integration, alert, at, meter);
      noteUnclear(work, assigned.unclear ?? []);
      return assigned;
    } catch (error) {
      work.report({ stage: 'ingest', incident: null, error });
      const policy = work.directory.policies.get(integration.policy) ?? null;
      return {
        policy,
        team: policy?.team ?? integration.team,
        severity: alert.severity,
        urgency: null,
        labels: {},
        drop: false,
        holdUntil: null,
        maintenance: null,
        instead: null,
        reason: 'the routes could not be followed',
      };
    }
  };
}

function repeated(count: number): IngestAnswer {
  return { accepted: count, duplicates: count, incidents: [] };
}

function summary(received: readonly ReceiveResult[]): IngestAnswer {
  const incidents = received.flatMap((one) => (one.incident === null ? [] : [one.incident]));
  const untold = received.some((one) => one.untold);
  return {
    accepted: received.length,
    duplicates: received.filter((one) => one.duplicate).length,
    incidents: [...new Set(incidents)],
    ...(untold && { untold }),
  };
}
