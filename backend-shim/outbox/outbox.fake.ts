/** An outbox in memory: incidents, people, rooms and channels of each sort, the same wherever a test does not say otherwise. */
import { incident, NOON, responder } from '#domain/incident/incident.fake';
import type { Effect } from '#domain/incident/effects';
import type { Incident } from '#domain/incident/model';
import type { ContactMethod, Responder } from '#domain/notify/responder';
import type { Subscription } from '#domain/notify/subscription';
import type { TimeWindow } from '#domain/time/window';
import type { Channel, ChannelDefinition, ChannelRegistry, DeliveryOutcome } from '../ports/channel.ts';
import type { Directory, ChannelRoom } from '../ports/directory.ts';
import { askOutbox } from '../store/asked.ts';
import { writeIncidents } from '../store/incidents/incidents.ts';
import type { DeliveryRow, PageRow } from '../store/schema/deliveries.ts';
import { openWork } from '../store/work.fake.ts';
import type { WorkBench } from '../store/work.fake.ts';
import type { Work } from '../store/work.ts';
import { claimDeliveries } from './sending/claim.ts';
import type { ClaimCapacity } from '../leases/runner.ts';
import type { Claimed, ClaimResult } from './sending/claimed.ts';
import { deliveryRow } from './planning/delivery-row.ts';
import { settleDeliveries } from './sending/outcome.ts';
import { planRequests } from './planning/requests.ts';

const HUGE = { count: Number.MAX_SAFE_INTEGER, per: 1 };
type Sort = Partial<Omit<ChannelDefinition, 'carries'>> & { carries?: Partial<ChannelDefinition['carries']> };

function channel(kind: string, { carries, ...more }: Sort): [string, Channel] {
  const text = { en: `${kind} en`, fr: `${kind} fr` };
  const definition = {
    kind,
    name: text,
    fields: [],
    address: { label: text, hint: text, format: 'other', validate: () => null },
    carries: { update: true, reply: false, buttons: false, receipt: false, ...carries },
    limit: HUGE,
    bundleWithin: null,
    ...more,
  } as ChannelDefinition;
  return [
    kind,
    {
      definition,
      lane: (to, settings) => `${kind} ${to}${String(settings['host'] ?? '')}`,
      send: () => Promise.resolve<DeliveryOutcome>({ kind: 'done', providerId: null }),
    },
  ];
}

export const channels: ChannelRegistry = new Map([
  channel('email', {}),
  /** Costs money: three in ten minutes, and what comes within half a minute goes together. */
  channel('sms', { carries: { update: false, reply: true }, limit: { count: 3, per: 600_000 }, bundleWithin: 30_000 }),
  channel('call', { rings: true, carries: { update: false, questions: true } }),
  /** Rings, and tells news. */
  channel('radio', { rings: true }),
  /** News cost money there. */
  channel('pager', { bundleWithin: 1000 }),
  channel('gateway', { serves: ['sms', 'email'] }),
  /** One message for each incident, which is changed. */
  channel('chat', { carries: { inPlace: true } }),
  channel('deaf', { carries: { update: false } }),
]);

export const method = (type: string, changes: Partial<ContactMethod> = {}): ContactMethod => ({
  id: type,
  type,
  to: `${type}-of-them`,
  secret: null,
  verified: true,
  ...changes,
});
const rule = (id: string, after = 0) => ({ method: id, after, when: null });

/** With a way of each of these types, used at once and in this order. */
export function person(login: string, types: readonly string[], changes: Partial<Responder> = {}): Responder {
  const rules = types.map((type) => rule(type));
  return responder(login, {
    name: login.toUpperCase(),
    contactMethods: types.map((type) => method(type)),
    rules: { default: rules, urgent: rules },
    ...changes,
  });
}

/** From 11 to 13 each day; the clock stands at noon. */
export const QUIET: TimeWindow = {
  timeZone: 'UTC',
  holidays: null,
  windows: [{ days: ['daily'], from: '11:00', to: '13:00' }],
};

const room = (id: string, type: string, settings: ChannelRoom['settings'] = {}): [string, ChannelRoom] => [
  id,
  { id, type, name: `Room ${id}`, settings, secrets: {} },
];

export function directoryOf(people: readonly Responder[], more: Partial<Directory> = {}): Directory {
  return {
    responders: new Map(people.map((one) => [one.login, one])),
    rooms: new Map([
      room('board', 'email', { host: 'h', language: 'fr', timeZone: 'Europe/Paris' }),
      room('thread', 'chat'),
      room('mute', 'deaf'),
      room('odd', 'unheard-of'),
    ]),
    teams: new Map(),
    policies: new Map(),
    rotas: new Map(),
    integrations: new Map(),
    subscriptions: [],
    admins: [],
    facts: { zones: { UTC: { changes: [], offsets: [0] } }, holidays: {}, absences: [], swaps: [], calendars: {} },
    isTrusted: () => true,
    ...more,
  } as unknown as Directory;
}

export const subscription = (changes: Partial<Subscription>): Subscription => ({
  id: 's',
  name: 'News',
  team: null,
  integrations: [],
  events: ['opened', 'resolved', 'note'],
  match: [],
  minimumSeverity: null,
  to: [],
  ...changes,
});

export const FREE: ClaimCapacity = { owner: 'me', free: 100, laneFree: () => 100, saturated: [] };

export interface OutboxBench extends WorkBench {
  incident(changes?: Partial<Incident>): Promise<Incident>;
  /** In one transaction. @returns what was added */
  plan(incident: string, ...effects: Effect[]): Promise<DeliveryRow[]>;
  /** A delivery as it is given. */
  add(given: Partial<DeliveryRow>): Promise<string>;
  claim(capacity?: Partial<ClaimCapacity>): Promise<ClaimResult>;
  settle(claimed: readonly Claimed[] | readonly string[], outcome: DeliveryOutcome, owner?: string): Promise<void>;
  /** Everything that is due goes, with this outcome. @returns what was claimed */
  send(outcome?: DeliveryOutcome): Promise<Claimed[]>;
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
  let number = 0;
  const rows = () => bench.read.selectFrom('deliveries').selectAll().orderBy('id').execute();
  const own: Omit<OutboxBench, keyof WorkBench> = {
    incident: async (changes = {}) => {
      number += 1;
      const made = incident({ id: `i${number}`, number, groupKey: `g${number}`, policy: null, ...changes });
      await bench.transact((work) => writeIncidents(work, [made]));
      return made;
    },
    plan: async (id, ...effects) => {
      const before = new Set((await rows()).map((row) => row.id));
      await bench.transact(async (work) => {
        askOutbox(
          work,
          effects.map((effect) => ({ incident: id, effect })),
        );
        await planRequests(work, channels);
      });
      return (await rows()).filter((row) => !before.has(row.id));
    },
    add: async (given) => {
      const row = (work: Work) =>
        deliveryRow(work, { kind: 'page', channel_kind: 'email', lane: 'email', rank: 0, ...given });
      return bench.transact(async (work) => {
        const made = row(work);
        await work.tx.insertInto('deliveries').values(made).execute();
        return made.id;
      });
    },
    claim: (capacity = {}) => bench.transact((work) => claimDeliveries(work, channels, { ...FREE, ...capacity })),
    settle: (claimed, outcome, owner = 'me') =>
      bench.transact((work) =>
        settleDeliveries(
          work,
          channels,
          owner,
          claimed.map((one) => ({
            ids: typeof one === 'string' ? [one] : [one.carrier.id, ...one.bundled.map(({ id }) => id)],
            outcome,
            tookMs: 7.6,
          })),
        ),
      ),
    send: async (outcome = DONE) => {
      const { claimed } = await own.claim();
      await own.settle(claimed, outcome);
      return claimed;
    },
    deliveries: rows,
    delivery: (id) => bench.read.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    pages: () => bench.read.selectFrom('pages').selectAll().orderBy('id').execute(),
    timeline: async () =>
      (await bench.read.selectFrom('timeline').selectAll().orderBy('id').execute()).map(({ kind, text, data }) => ({
        kind,
        text,
        data: JSON.parse(data) as Record<string, unknown>,
      })),
    timers: async () =>
      (await bench.read.selectFrom('timers').selectAll().execute()).map(({ kind, subject, due_at, rank }) => ({
        kind,
        subject,
        due_at,
        rank,
      })),
    later: (ms) => void (bench.now += ms),
  };
  return Object.assign(bench, own);
}
