/** An outbox in memory, with functions to plan, claim and settle, and to read its rows. */
import { incident, NOON } from '#domain/incident/incident.fake';
import type { Effect } from '#domain/incident/effects';
import type { Incident } from '#domain/incident/model';
import type { Notice } from '#domain/notify/notice';
import type { ClaimCapacity } from '../../leases/runner.ts';
import type { DeliveryOutcome } from '../../ports/channel.ts';
import type { Directory } from '../../ports/directory.ts';
import { LEASE_MS } from '../../store/concurrency/leases.ts';
import { writeIncidents } from '../../store/incidents/incidents.ts';
import { requestEffects, requestNotices } from '../../store/outbox-requests.ts';
import type { DeliveryRow, PageRow } from '../../store/schema/deliveries.ts';
import { openWork } from '../../store/work.fake.ts';
import type { WorkBench } from '../../store/work.fake.ts';
import type { Work } from '../../store/work.ts';
import { channels } from './people.fake.ts';
import { deliveryRow } from './planning/delivery-row.ts';
import { planRequests } from './planning/requests.ts';
import { claimDeliveries } from './sending/claim.ts';
import type { ClaimedMessage, ClaimResult } from './sending/claimed.ts';
import { settleDeliveries } from './sending/outcome.ts';

export const FREE: ClaimCapacity = {
  owner: 'me',
  lease: LEASE_MS,
  free: 100,
  laneFree: () => 100,
  perLane: 100,
  saturated: [],
};

export interface OutboxBench extends WorkBench {
  incident(changes?: Partial<Incident>): Promise<Incident>;
  /** In one transaction. @returns what was added */
  plan(incident: string, ...effects: Effect[]): Promise<DeliveryRow[]>;
  /** In one transaction. @returns what was added */
  notify(...notices: Notice[]): Promise<DeliveryRow[]>;
  /** A delivery as it is given. */
  add(given: Partial<DeliveryRow>): Promise<string>;
  claim(capacity?: Partial<ClaimCapacity>): Promise<ClaimResult>;
  settle(
    claimed: readonly ClaimedMessage[] | readonly string[],
    outcome: DeliveryOutcome,
    owner?: string,
  ): Promise<void>;
  /**
   * Sends everything that is due, with this outcome.
   * @returns the claimed messages
   */
  send(outcome?: DeliveryOutcome): Promise<ClaimedMessage[]>;
  deliveries(): Promise<DeliveryRow[]>;
  delivery(id: string): Promise<DeliveryRow>;
  pages(): Promise<PageRow[]>;
  /** `kind: text` of each. */
  timeline(): Promise<Array<{ kind: string; text: string; data: Record<string, unknown> }>>;
  timers(): Promise<Array<{ kind: string; subject: string; due_at: number; rank: number }>>;
  later(ms: number): void;
}

export const DONE: DeliveryOutcome = { kind: 'done', providerId: null };
export const RETRY: DeliveryOutcome = { kind: 'retry', reason: 'network', detail: 'nobody there', after: null };
export const NEVER: DeliveryOutcome = { kind: 'never', reason: 'refused', detail: 'no' };

export async function openOutbox(directory: Directory): Promise<OutboxBench> {
  const bench = await openWork({ now: NOON, directory });
  return Object.assign(bench, { ...requestsOn(bench), ...sendingOn(bench), ...rowsOf(bench) });
}

function requestsOn(bench: WorkBench): Pick<OutboxBench, 'incident' | 'plan' | 'notify' | 'later'> {
  let number = 0;
  const ids = async () => new Set((await deliveriesOf(bench)).map((row) => row.id));
  const planned = async (request: (work: Work) => void) => {
    const before = await ids();
    await bench.transact(async (work) => {
      request(work);
      await planRequests(work, channels);
    });
    return (await deliveriesOf(bench)).filter((row) => !before.has(row.id));
  };
  return {
    incident: async (changes = {}) => {
      number += 1;
      const made = incident({ id: `i${number}`, number, groupKey: `g${number}`, policy: null, ...changes });
      await bench.transact((work) => writeIncidents(work, [made]));
      return made;
    },
    plan: (id, ...effects) => planned((work) => requestEffects(work, id, effects)),
    notify: (...notices) => planned((work) => requestNotices(work, notices)),
    later: (ms) => void (bench.now += ms),
  };
}

function sendingOn(bench: WorkBench): Pick<OutboxBench, 'add' | 'claim' | 'settle' | 'send'> {
  const claim: OutboxBench['claim'] = (capacity = {}) =>
    bench.transact((work) => claimDeliveries(work, channels, { ...FREE, ...capacity }));
  const settle: OutboxBench['settle'] = (claimed, outcome, owner = 'me') => {
    const finished = claimed.map((one) => ({ ids: idsOf(one), outcome, tookMs: 7.6 }));
    return bench.transact((work) => settleDeliveries(work, channels, owner, finished));
  };
  return {
    add: (given) =>
      bench.transact(async (work) => {
        const made = deliveryRow(work, { kind: 'page', channel_kind: 'email', lane: 'email', rank: 0, ...given });
        await work.tx.insertInto('deliveries').values(made).execute();
        return made.id;
      }),
    claim,
    settle,
    send: async (outcome = DONE) => {
      const { claimed } = await claim();
      await settle(claimed, outcome);
      return claimed;
    },
  };
}

function idsOf(claimed: ClaimedMessage | string): string[] {
  return typeof claimed === 'string' ? [claimed] : [claimed.carrier.id, ...claimed.bundled.map(({ id }) => id)];
}

function deliveriesOf({ read }: WorkBench): Promise<DeliveryRow[]> {
  return read.selectFrom('deliveries').selectAll().orderBy('id').execute();
}

function rowsOf(bench: WorkBench): Pick<OutboxBench, 'deliveries' | 'delivery' | 'pages' | 'timeline' | 'timers'> {
  const { read } = bench;
  return {
    deliveries: () => deliveriesOf(bench),
    delivery: (id) => read.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    pages: () => read.selectFrom('pages').selectAll().orderBy('id').execute(),
    timeline: async () =>
      (await read.selectFrom('timeline').selectAll().orderBy('id').execute()).map(({ kind, text, data }) => ({
        kind,
        text,
        data: JSON.parse(data) as Record<string, unknown>,
      })),
    timers: async () =>
      (await read.selectFrom('timers').selectAll().execute()).map(({ kind, subject, due_at, rank }) => ({
        kind,
        subject,
        due_at,
        rank,
      })),
  };
}
