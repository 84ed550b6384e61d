/** Promise 1: every payload answered with 2xx is on disk. Requests that arrive together share one commit. */
import type { AssignRoute, AlertArrival, ReceiveResult } from '../incident/arrival.ts';
import { receive } from '../incident/receive.ts';
import { withOrigin } from '../intake/origins.ts';
import type { SendAtOnce } from '../outbox/planning/at-once.ts';
import { planRequests } from '../outbox/planning/requests.ts';
import type { ChannelRegistry } from '../ports/channel.ts';
import type { IngestAnswer, IngestRequest } from '../ports/ingest.ts';
import { assign, decideAhead, isHeavyToRoute, withRouteSeverity } from '../routing/assign.ts';
import type { RunTransaction, Work } from '../store/work.ts';
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
  /** Takes only space that is to spare: what is kept is for incidents that are open. */
  transact: RunTransaction;
  channels: ChannelRegistry;
  committed(): void;
  /** How pages are sent; see `SendAtOnce`. */
  hand?: SendAtOnce;
  /** Called when alerts could not be stored. */
  refused?(alerts: number, error: unknown): void;
}

export function createIngest({ transact, channels, committed, hand, refused }: IngestParts): IngestQueue {
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
  return { submit: (request) => batcher.add(request), waiting: () => batcher.size(), idle: () => batcher.idle() };
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
  const batches = await routedBatches(work, taken);
  const beats = await recordHeartbeats(work, batches.flat());
  const assigning = assignIn(work);
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

/** Units of work after which everything else has a turn. */
const PAUSE_AFTER = 1_000_000;

/**
 * Alerts with the severity of their route. Where matchers are much work they are decided about here, one by one, before they
 * are received in one go.
 */
async function routedBatches(
  { directory, now }: Work,
  taken: ReadonlyArray<Pick<IngestRequest, 'integration' | 'alerts' | 'pageTest'>>,
): Promise<AlertArrival[][]> {
  const batches: AlertArrival[][] = [];
  let spent = 0;
  for (const { integration, alerts, pageTest } of taken) {
    const isHeavy = isHeavyToRoute(directory, integration);
    const batch: AlertArrival[] = [];
    for (const asRead of alerts) {
      spent += isHeavy ? decideAhead(directory, integration, asRead, now) : 0;
      const alert = withRouteSeverity(directory, integration, asRead, now);
      spent += isHeavy && alert !== asRead ? decideAhead(directory, integration, alert, now) : 0;
      batch.push({ integration, alert, asRead, pageTest });
      if (spent >= PAUSE_AFTER) {
        spent = 0;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    batches.push(batch);
  }
  return batches;
}

/** If the routes cannot be evaluated, the integration's own policy serves as the default route. */
export function assignIn(work: Work): AssignRoute {
  return ({ integration, alert }, at) => {
    try {
      return assign(work.directory, integration, alert, at);
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
