import { describe, expect, test } from 'vitest';
import { escalationPolicy } from '#contract/paging/policy';
import type { StoredObject } from '../../ports/configuration.ts';
import type { ConfigVersionTable } from '../../store/schema/settings.ts';
import type { WorldParts } from '../worlds.ts';
import { changesOf } from './changes.ts';
import type { RemedyChange, RemedySubject } from './changes.ts';
import { partsWith } from './versions.ts';

const HOUR = 3_600_000;
const subject: RemedySubject = {
  integration: 'am',
  policy: 'sre',
  match: 'alertname="Queue"',
  timeZone: 'Europe/Paris',
  sleep: { from: 22 * HOUR, to: 8 * HOUR },
};
const object = (kind: string, body: { id: string }): StoredObject => {
  return { kind, id: body.id, body, origin: 'api', version: 3, createdAt: 0, updatedAt: 0 };
};
const policy = (more: object = {}) =>
  escalationPolicy.parse({ id: 'sre', name: 'SRE', steps: [{ notify: [{ rota: 'sre' }] }], ...more });
const urgent = policy({ steps: [{ notify: [{ rota: 'sre' }], urgency: 'urgent' }, { notify: [{ user: 'ben' }] }] });
const am = {
  id: 'am',
  policy: 'sre',
  routes: [
    { match: ['team="db"'], severity: 'warning' },
    { match: ['team="net"'], policy: 'net' },
    { match: ['env="test"'], drop: true },
    { match: ['team="sre"'], when: 'office' },
  ],
};
const world = (own: object, ...more: StoredObject[]) => [
  object('escalationPolicies', own as { id: string }),
  object('integrations', am),
  ...more,
];

const kindsOf = (changes: readonly RemedyChange[] | null) => changes?.map(({ kind, id }) => `${kind}/${id}`);
const bodyOf = (changes: readonly RemedyChange[] | null, kind: string, from: object | null) =>
  changes?.find((one) => one.kind === kind)?.change(from);

describe('Changes of a remedy', () => {
  test('a policy that does not repeat waits for the alert alone', () => {
    const changes = changesOf('wait-5m', subject, world(policy()));
    expect(kindsOf(changes)).toEqual(['escalationPolicies/sre']);
    expect(bodyOf(changes, 'escalationPolicies', policy())).toMatchObject({
      id: 'sre',
      steps: [
        { notify: [], wait: '5m', when: { match: ['alertname="Queue"', 'severity!="critical"'] } },
        { notify: [{ rota: 'sre' }] },
      ],
    });
  });

  test('where it repeats, the alert has a policy of its own, and each route to the policy a copy before it', () => {
    const repeats = policy({ repeat: 2 });
    const taken = object('escalationPolicies', policy({ id: 'sre-after-10m' }));
    const changes = changesOf('wait-10m', subject, world(repeats, taken));
    expect(kindsOf(changes)).toEqual(['escalationPolicies/sre-after-10m-2', 'integrations/am']);
    const own = ['alertname="Queue"', 'severity!="critical"'];
    const to = 'sre-after-10m-2';
    expect(bodyOf(changes, 'integrations', am)).toMatchObject({
      routes: [
        { match: ['team="db"', ...own], severity: 'warning', policy: to },
        { match: ['team="db"'], policy: null },
        { match: ['team="net"'], policy: 'net' },
        { match: ['env="test"'], drop: true },
        { match: ['team="sre"', ...own], when: 'office', policy: to },
        { match: ['team="sre"'], policy: null },
        { match: own, policy: to },
      ],
    });
  });

  test('by day, every step waits for the hours outside of sleep; a window that says so is used', () => {
    const changes = changesOf('by-day', subject, world(urgent));
    expect(kindsOf(changes)).toEqual(['timeWindows/by-day', 'escalationPolicies/sre-by-day', 'integrations/am']);
    const window = bodyOf(changes, 'timeWindows', null);
    expect(window).toMatchObject({ timeZone: 'Europe/Paris', windows: [{ from: '08:00', to: '22:00' }] });
    expect(bodyOf(changes, 'escalationPolicies', urgent)).toMatchObject({
      id: 'sre-by-day',
      steps: [{ until: 'by-day', urgency: 'urgent' }, { until: 'by-day' }],
    });
    const known = object('timeWindows', { ...(window as object), id: 'daytime' } as { id: string });
    const again = changesOf('by-day', subject, world(urgent, known));
    expect(kindsOf(again)).toEqual(['escalationPolicies/sre-by-day', 'integrations/am']);
    expect(bodyOf(again, 'escalationPolicies', urgent)).toMatchObject({ steps: [{ until: 'daytime' }, {}] });
  });

  test('at night it is less urgent by a route, with a policy where a step says urgent; routes with hours stay', () => {
    const night = { timeZone: 'Europe/Paris', windows: [{ from: '22:00', to: '08:00' }] };
    const changes = changesOf('other-urgency', subject, world(urgent));
    expect(kindsOf(changes)).toEqual(['escalationPolicies/sre-less-urgent', 'integrations/am']);
    expect(bodyOf(changes, 'escalationPolicies', urgent)).toMatchObject({
      steps: [{ urgency: 'default' }, { urgency: null }],
    });
    expect(bodyOf(changes, 'integrations', am)).toMatchObject({
      routes: [
        { urgency: 'default', when: night, policy: 'sre-less-urgent' },
        ...[{ severity: 'warning' }, {}, {}, { when: 'office', urgency: null }],
        { urgency: 'default', when: night },
      ],
    });
    expect(kindsOf(changesOf('other-urgency', subject, world(policy())))).toEqual(['integrations/am']);
  });

  test('what cannot be read, or is not there, is not changed', () => {
    expect(changesOf('wait-5m', subject, [])).toBeNull();
    expect(changesOf('wait-5m', subject, world({ id: 'sre', steps: 'odd' }))).toBeNull();
    expect(changesOf('by-day', subject, [object('escalationPolicies', policy())])).toBeNull();
    expect(changesOf('by-day', subject, world(policy({ id: 'other' })))).toBeNull();
  });
});

test('each version of the past is changed as today’s is; what cannot be read stays', () => {
  const row = (number: number, body: string | null): ConfigVersionTable => {
    return { kind: 'escalationPolicies', id: 'sre', number, at: number, origin: 'api', created_at: 0, body };
  };
  const versions = [row(1, JSON.stringify(policy({ name: 'Old' }))), row(2, '{'), row(3, null)];
  const parts = { versions } as unknown as Omit<WorldParts, 'draft'>;
  const waits = partsWith(parts, changesOf('wait-2m', subject, world(policy())) ?? []);
  expect(waits.versions.map(({ number, body }) => [number, body?.includes('2m') ?? false])).toEqual([
    [1, true],
    [2, false],
    [3, false],
  ]);
  const byDay = partsWith(parts, changesOf('by-day', subject, world(policy())) ?? []);
  expect(byDay.draft).toMatchObject([{ kind: 'timeWindows', id: 'by-day' }]);
  expect(byDay.versions.map(({ id, number }) => `${id} ${number}`)).toEqual([
    'sre 1',
    'sre 2',
    'sre 3',
    'sre-by-day 1',
  ]);
});
