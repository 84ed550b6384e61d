/** People, rooms and channels of each sort, which tests of the outbox use unless they state others. */
import { responder } from '#domain/incident/incident.fake';
import type { ContactMethod, Responder } from '#domain/notify/responder';
import type { Subscription } from '#domain/notify/subscription';
import type { TimeWindow } from '#domain/time/window';
import type { Channel, ChannelDefinition, ChannelRegistry, DeliveryOutcome } from '../../ports/channel.ts';
import type { Directory, ChannelRoom } from '../../ports/directory.ts';

const HUGE = { count: Number.MAX_SAFE_INTEGER, per: 1 };
type FakeChannelOptions = Partial<Omit<ChannelDefinition, 'carries'>> & {
  carries?: Partial<ChannelDefinition['carries']>;
};

function channel(kind: string, { carries, ...more }: FakeChannelOptions): [string, Channel] {
  const text = { en: `${kind} en`, fr: `${kind} fr` };
  const definition = {
    kind,
    name: text,
    fields: [],
    address: { label: text, hint: text, format: 'other', validate: () => null },
    carries: { update: true, reply: false, buttons: false, receipt: false, ...carries },
    limit: HUGE,
    bundle: null,
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

const COSTLY = { after: { count: 1, per: 30_000 }, within: 30_000, most: Number.MAX_SAFE_INTEGER, costly: true };

export const channels: ChannelRegistry = new Map([
  channel('email', {}),
  /** Costs money: at most three in ten minutes, and messages within half a minute are bundled. */
  channel('sms', { carries: { update: false, reply: true }, limit: { count: 3, per: 600_000 }, bundle: COSTLY }),
  /** Lists what comes after the second in a minute. */
  channel('letter', {
    carries: { several: true },
    bundle: { ...COSTLY, after: { count: 2, per: 60_000 }, most: 3, costly: false },
  }),
  channel('call', { rings: true, carries: { update: false, questions: true } }),
  /** Rings, and tells news. */
  channel('radio', { rings: true }),
  /** News cost money there. */
  channel('pager', { bundle: COSTLY }),
  channel('gateway', { serves: ['sms', 'email'] }),
  /** One message per incident, which is changed. */
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

/** A person with one contact method of each of these types, used at once and in this order. */
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
    timeZone: 'UTC',
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
