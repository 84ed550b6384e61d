/** A configuration, and drafts that each change one thing of it. */
import { policy, step, user } from '#domain/incident/incident.fake';
import type { Policy, Step } from '#domain/escalation/policy';
import type { ContactMethod, Responder } from '#domain/notify/responder';
import { onCallAt } from '#domain/rota/on-call';
import type { Rota } from '#domain/rota/model';
import type { Integration, Route } from '#domain/routing/integration';
import { fakeIntegration } from '#domain/routing/integration.fake';
import type { Maintenance } from '#domain/routing/maintenance';
import { MINUTE } from '#domain/time/duration';
import type { TimeWindow } from '#domain/time/window';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { directoryOf, method, person } from '../../stages/outbox/people.fake.ts';
import type { Directory } from '../../ports/directory.ts';

const PARIS = 'Europe/Paris';
const daily = (from: string, to: string): TimeWindow => ({
  timeZone: PARIS,
  holidays: null,
  windows: [{ days: ['daily'], from, to }],
});
const NIGHT = daily('22:00', '07:00');
const DAY_TIME = daily('08:00', '20:00');

const rota: Step['notify'] = [{ kind: 'rota', rota: 'sre', who: 'current' }];
const STEPS = [
  step(rota, { wait: 5 * MINUTE }),
  step([user('ben')], { wait: 10 * MINUTE }),
  step([user('cleo')], { wait: 15 * MINUTE }),
];
const rule = (id: string, after = 0) => ({ method: id, after, when: null });
const both = (...rules: Array<ReturnType<typeof rule>>): Responder['rules'] => ({ default: rules, urgent: rules });
const ways = (...types: string[]): ContactMethod[] => types.map((type) => method(type));

const PEOPLE = {
  ann: person('ann', ['chat', 'phone'], { rules: both(rule('chat'), rule('phone', 2 * MINUTE)) }),
  ben: person('ben', ['phone', 'email']),
  cleo: person('cleo', ['email']),
};

const route = (more: Partial<Route>): Route => ({
  match: [],
  when: null,
  policy: null,
  urgency: null,
  severity: null,
  labels: {},
  drop: false,
  heartbeat: null,
  ...more,
});
const label = (name: string, value: string) => ({ name, operator: '=' as const, value });

interface Parts {
  policy: Policy;
  people: typeof PEOPLE;
  integration: Integration;
  participants: string[][];
  every: number;
  handoff: string;
  maintenances: Maintenance[];
}

const BASE: Parts = {
  policy: policy(STEPS, { repeat: 1 }),
  people: PEOPLE,
  integration: fakeIntegration({ groupBy: ['host'] }),
  participants: [['ann'], ['cleo']],
  every: 1,
  handoff: '2026-10-19T09:00',
  maintenances: [],
};

function directoryWith(change: Partial<Parts>): Directory {
  const parts = { ...BASE, ...change };
  const { participants, every, handoff } = parts;
  const facts = { zones: TEST_ZONES, holidays: {}, absences: [], swaps: [], calendars: {} };
  const sre: Rota = {
    id: 'sre',
    name: 'SRE',
    team: null,
    timeZone: PARIS,
    holidays: null,
    onAbsence: 'flag',
    overrides: [],
    layers: [
      {
        id: 'all',
        timeZone: null,
        participants,
        restrictions: null,
        effectiveFrom: null,
        effectiveUntil: null,
        rotation: { every, unit: 'day', start: handoff, advance: 'always' },
      },
    ],
  };
  return directoryOf(Object.values(parts.people), {
    policies: new Map([
      ['p', parts.policy],
      ['calm', policy([step([user('cleo')], { wait: 30 * MINUTE })], { id: 'calm' })],
    ]),
    integrations: new Map([['s', parts.integration]]),
    units: new Map(),
    profiles: new Map(),
    maintenances: parts.maintenances,
    facts,
    onCall: (id: string, _who: string, at: number) =>
      id === 'sre' ? onCallAt(sre, facts, at).map(({ user: login }) => login) : null,
  } as unknown as Partial<Directory>);
}

export const base = (): Directory => directoryWith({});

const steps = (...changed: Step[]): Partial<Parts> => ({ policy: policy(changed, { repeat: 1 }) });
const first = (changes: Partial<Step>) => steps({ ...(STEPS[0] as Step), ...changes }, ...STEPS.slice(1));
const when = (changes: object): Step['when'] => ({
  window: null,
  minSeverity: null,
  match: [],
  alerts: null,
  ...changes,
});
const one = (login: keyof typeof PEOPLE, changes: Partial<Responder>): Partial<Parts> => ({
  people: { ...PEOPLE, [login]: { ...PEOPLE[login], ...changes } },
});
const integration = (changes: Partial<Integration>): Partial<Parts> => ({
  integration: { ...BASE.integration, ...changes },
});
const maintenance = (action: Maintenance['action'], from: string, to: string): Partial<Parts> => ({
  maintenances: [
    {
      id: 'm',
      name: 'M',
      match: [],
      integrations: ['s'],
      timeZone: PARIS,
      repeat: 'daily',
      until: null,
      action,
      start: `2026-10-24T${from}`,
      end: `2026-10-24T${to}`,
    },
  ],
});

const DRAFTS: Record<string, Partial<Parts>> = {
  nothing: {},
  'the rota begins with the other one': { participants: [['cleo'], ['ann']] },
  'turns of two days': { every: 2 },
  'a handoff in the hour that is there twice': { handoff: '2026-10-19T02:30' },
  'everybody in turn': { participants: [['ann'], ['ben'], ['cleo']] },
  'nobody else on call': { participants: [['ben']] },
  'a first wait of a minute': first({ wait: MINUTE }),
  'a first wait of a quarter': first({ wait: 15 * MINUTE }),
  'a delay before anybody is paged': steps(step([], { wait: 5 * MINUTE }), ...STEPS),
  'a short delay': steps(step([], { wait: 2 * MINUTE }), ...STEPS),
  'the first step is urgent': first({ urgency: 'urgent' }),
  'the first step by day only': first({ when: when({ window: DAY_TIME }) }),
  'the first step waits for the day': first({ until: { id: 'day', window: DAY_TIME } }),
  'the first step for errors only': first({ when: when({ minSeverity: 'error' }) }),
  'the first step for one service': first({ when: when({ match: [label('service', 'db')] }) }),
  'the second step after two alerts': steps(
    STEPS[0] as Step,
    { ...(STEPS[1] as Step), when: when({ alerts: { count: 2, within: 10 * MINUTE } }) },
    STEPS[2] as Step,
  ),
  'two people must answer': first({ notify: [...rota, user('ben')], requireAcks: 2 }),
  'Ben first': steps(STEPS[1] as Step, STEPS[0] as Step, STEPS[2] as Step),
  'one step less': steps(STEPS[0] as Step, STEPS[2] as Step),
  'one step': steps(STEPS[0] as Step),
  'no repeat': { policy: policy(STEPS) },
  'three repeats': { policy: policy(STEPS, { repeat: 3 }) },
  'only new people in the second step': steps(
    STEPS[0] as Step,
    { ...(STEPS[1] as Step), notify: [...rota, user('ben')], onlyNew: true },
    STEPS[2] as Step,
  ),
  'Cleo at the end': { policy: policy(STEPS.slice(0, 2), { onExhausted: [user('cleo')] }) },
  'a slow rule': one('ann', { rules: both(rule('chat', 8 * MINUTE)) }),
  'quiet hours of Ann': one('ann', { quietHours: NIGHT }),
  'quiet hours of Cleo': one('cleo', { quietHours: NIGHT }),
  'another method of Ben': one('ben', { contactMethods: ways('chat'), rules: both(rule('chat')) }),
  'a short nap of Ann': one('ann', { quietHours: daily('01:30', '02:30') }),
  'one service is dropped': integration({ routes: [route({ match: [label('service', 'web')], drop: true })] }),
  'at night another policy': integration({ routes: [route({ when: NIGHT, policy: 'calm' })] }),
  'urgent where it is the database': integration({
    routes: [route({ match: [label('service', 'db')], urgency: 'urgent' })],
  }),
  'incidents end later': integration({ resolveDelay: 10 * MINUTE }),
  'nothing reopens': integration({ reopenWindow: 0 }),
  'a maintenance holds at night': maintenance({ kind: 'hold' }, '00:00', '04:00'),
  'a maintenance has another policy': maintenance({ kind: 'policy', policy: 'calm' }, '22:00', '23:59'),
  'one incident for each service': integration({ groupBy: ['service'] }),
  'one incident for each severity': integration({ groupBy: ['severity'] }),
};

export interface NamedDraft {
  name: string;
  directory: Directory;
}

export const drafts: readonly NamedDraft[] = Object.entries(DRAFTS).map(([name, parts]) => ({
  name,
  directory: directoryWith(parts),
}));
