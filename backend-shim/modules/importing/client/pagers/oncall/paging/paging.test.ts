/** Whom an import of OnCall pages: chains, routes, integrations and personal rules. */
import { describe, expect, test } from 'vitest';
import { parse } from '#contract/base/schema';
import { integration } from '#contract/integrations/integration';
import { escalationPolicy } from '#contract/paging/policy';
import { user } from '#contract/people/user';
import { timeWindow } from '#contract/time/time-window';
import { itemOf, listed, planOf } from '../fakes/plan.fake.ts';

const policyOf = (plan: ReturnType<typeof planOf>, id: string) =>
  plan.objects.escalationPolicies?.find((one) => one['id'] === id);

/** One chain of these steps, in their order. */
function chainOf(steps: object[]) {
  const plan = planOf({
    escalation_chains: [{ id: 'F9', name: 'Nine' }],
    escalation_policies: steps.map((one, i) => ({ id: `S${i}`, escalation_chain_id: 'F9', position: i, ...one })),
  });
  return { plan, policy: policyOf(plan, 'nine'), item: itemOf(plan.items, 'F9') };
}
const page = (id: string, important = false) => ({ type: 'notify_persons', persons_to_notify: [id], important });

test('everything that is planned is valid', () => {
  const { objects } = planOf();
  const problems = [
    ...(objects.escalationPolicies ?? []).map((one) => parse(escalationPolicy, one)),
    ...(objects.integrations ?? []).map((one) => parse(integration, one)),
    ...(objects.timeWindows ?? []).map((one) => parse(timeWindow, one)),
    ...(objects.users ?? []).map((one) => parse(user, one)),
  ].flatMap((read) => (read.ok ? [] : read.problems));
  expect(problems).toEqual([]);
});

describe('a chain', () => {
  test('has its waits behind the steps before them, and waits for a time window as it did', () => {
    const plan = planOf();
    expect(policyOf(plan, 'database')).toEqual({
      id: 'database',
      name: 'Database',
      team: 'databases',
      repeat: 5,
      steps: [
        { notify: [{ rota: 'database' }], urgency: 'default', wait: '300s' },
        // vic is a Viewer, whom the source does not tell.
        { notify: [{ user: 'bob' }], urgency: 'urgent', wait: '0s' },
        { notify: [{ team: 'databases' }], urgency: 'default', wait: '300s', until: '09-00-to-18-00-utc' },
      ],
    });
    expect(plan.objects.timeWindows).toEqual([
      {
        id: '09-00-to-18-00-utc',
        name: '09:00 to 18:00 UTC',
        timeZone: 'UTC',
        windows: [{ days: ['daily'], from: '09:00', to: '18:00' }],
      },
    ]);
    expect(plan.escalations[0]?.source).toEqual([
      '0 min: schedule Database',
      '0 min: waits 5 min',
      '5 min: bob, vic (important)',
      '5 min: waits until 09:00:00Z–18:00:00Z',
      '5 min: team Databases',
      '5 min: waits 5 min',
      '10 min: again from the top, 5 times',
      'then: nobody more is told',
    ]);
  });

  test('says what is hidden, what has no counterpart, and what only comes close', () => {
    const plan = planOf();
    expect(policyOf(plan, 'critical')).toMatchObject({
      repeat: 0,
      steps: [
        { notify: [{ rota: 'nights' }], urgency: 'urgent', wait: '0s' },
        {
          notify: [{ roundRobin: ['carol', 'dave'] }],
          when: { alerts: { count: 5, within: '10m' } },
        },
      ],
    });
    const steps = plan.items.filter(({ kind, sourceId }) => kind === 'step' && sourceId.startsWith('F2/'));
    expect(steps.map(({ sourceId, class: became, reason }) => [sourceId, became, reason])).toEqual([
      ['F2/E9', 'needs-a-person', 'no-counterpart'],
      ['F2/E10', 'approximated', 'pause-becomes-wait'],
      ['F2/E11', 'approximated', 'turns-in-policy'],
      ['F2/hole 1', 'needs-a-person', 'hidden-step'],
    ]);
    expect(itemOf(plan.items, 'F2')).toMatchObject({ class: 'approximated', reason: 'pause-becomes-wait' });
  });

  test.each<[string, object[], object[]]>([
    [
      'begins with a wait',
      [{ type: 'wait', duration: 60 }, page('UBOB')],
      [{ notify: [], wait: '60s' }, { wait: '0s' }],
    ],
    [
      'tells several at once',
      [page('UBOB'), page('UALICE')],
      [{ notify: [{ user: 'bob' }, { user: 'alice' }], urgency: 'default', wait: '0s' }],
    ],
    [
      'waits twice',
      [page('UBOB'), { type: 'wait', duration: 60 }, { type: 'wait', duration: null }],
      [{ wait: '360s' }],
    ],
    [
      'waits for a window and then for minutes',
      [
        page('UBOB'),
        { type: 'notify_if_time_from_to', notify_if_time_from: '22:00:00Z', notify_if_time_to: '06:00:00Z' },
        { type: 'wait', duration: 60 },
        page('UALICE'),
      ],
      [{ wait: '0s' }, { notify: [], until: '22-00-to-06-00-utc', wait: '60s' }, { notify: [{ user: 'alice' }] }],
    ],
    [
      'repeats in the middle',
      [page('UBOB'), { type: 'wait', duration: 60 }, { type: 'repeat_escalation' }, page('UALICE')],
      [
        ...Array.from({ length: 6 }, () => ({ notify: [{ user: 'bob' }], wait: '60s' })),
        { notify: [{ user: 'alice' }] },
      ],
    ],
  ])('that %s', (_, steps, written) => {
    expect(chainOf(steps).policy?.['steps']).toMatchObject(written);
    expect((chainOf(steps).policy?.['steps'] as object[]).length).toBe(written.length);
  });

  test.each<[string, object, string, string]>([
    ['unfinished', { type: null }, 'needs-a-person', 'unfinished-step'],
    ['for a schedule that is not set', { type: 'notify_on_call_from_schedule' }, 'needs-a-person', 'unfinished-step'],
    [
      'for a schedule that the key does not show',
      { type: 'notify_on_call_from_schedule', notify_on_call_from_schedule: 'SOTHER' },
      'needs-a-person',
      'not-read',
    ],
    ['for a channel', { type: 'notify_whole_channel' }, 'needs-a-person', 'no-counterpart'],
    ['for a Slack group', { type: 'notify_user_group', group_to_notify: 'G1' }, 'needs-a-person', 'no-counterpart'],
    ['that resolves', { type: 'resolve' }, 'approximated', 'resolves-as-silence'],
    ['that declares an incident', { type: 'declare_incident' }, 'left-out', 'no-counterpart'],
    ['of a kind that nobody knows', { type: 'sing' }, 'needs-a-person', 'kind-unknown'],
  ])('a step %s is reported', (_, step, became, reason) => {
    const { plan, policy } = chainOf([page('UBOB'), step]);
    expect(itemOf(plan.items, 'F9/S1')).toMatchObject({ kind: 'step', class: became, reason });
    expect(policy?.['steps']).toHaveLength(1);
  });

  test('that resolves ends as silently as in the source: the managers are not told at that minute', () => {
    const { policy, item } = chainOf([
      page('UBOB'),
      { type: 'wait', duration: 3_600 },
      { type: 'resolve' },
      page('UDAVE'),
    ]);
    expect(policy).toMatchObject({ steps: [{ notify: [{ user: 'bob' }], wait: '3600s' }], onExhausted: [] });
    expect(item).toMatchObject({ class: 'approximated', reason: 'resolves-as-silence' });
  });

  test('without steps tells nobody, and without people leaves it to the managers, which a person must see', () => {
    expect(chainOf([])).toMatchObject({
      policy: { steps: [{ notify: [], wait: '0s' }], onExhausted: [] },
      item: { class: 'rewritten', reason: 'tells-nobody' },
    });
    const silent = chainOf([{ type: 'notify_whole_channel' }]);
    expect(silent.item).toMatchObject({ class: 'needs-a-person' });
    expect(silent.policy).not.toHaveProperty('onExhausted');
  });
});

describe('an integration', () => {
  test('keeps its token and its routes in order; a route without a chain pages nobody and drops nothing', () => {
    const plan = planOf();
    expect(plan.objects.integrations?.[0]).toEqual({
      id: 'prometheus',
      name: 'Prometheus',
      type: 'alertmanager',
      team: 'databases',
      token: 'Zk3madeUpToken9xQ0123456',
      policy: 'database',
      routes: [
        { match: ['severity="critical"'], policy: 'critical' },
        { match: ['team=~"lab|test"'], policy: 'nobody' },
        { match: ['env="dev"'], policy: 'nobody' },
      ],
    });
    expect(policyOf(plan, 'nobody')).toMatchObject({ steps: [{ notify: [], wait: '0s' }], onExhausted: [] });
    expect(['R1', 'R2', 'R3'].map((id) => itemOf(plan.items, id))).toMatchObject([
      { class: 'approximated', reason: 'rule-per-alert' },
      { class: 'rewritten', reason: 'rule-as-match' },
      {
        class: 'needs-a-person',
        reason: 'untranslated-rule',
        data: { rule: '{{ payload.alerts | length > 5 }} → Critical' },
      },
    ]);
  });

  test('says what a person must do about it', () => {
    const { items } = planOf();
    expect(
      items
        .filter(({ sourceId }) => /^C(?:PROM|HOOK|PAGE)/.test(sourceId))
        .map(({ kind, sourceId, class: became, reason }) => [kind, sourceId, became, reason]),
    ).toEqual([
      ['integration', 'CPROM', 'rewritten', 'sender-keeps-key'],
      ['other', 'CPROM/template web.title', 'needs-a-person', 'untranslated-template'],
      ['heartbeat', 'CPROM/heartbeat', 'needs-a-person', 'timeout-hidden'],
      ['maintenance', 'CPROM/maintenance', 'exact', 'same'],
      ['integration', 'CHOOK', 'rewritten', 'sender-keeps-key'],
      ['integration', 'CPAGE', 'left-out', 'no-counterpart'],
    ]);
  });

  test.each([
    ['a token that can be guessed', 'alertmanager', 'short', 'needs-a-person', 'hidden-key'],
    ['mails', 'inbound_email', 'Zk3madeUpToken9xQ0123456', 'rewritten', 'sender-new-address'],
  ])('with %s does not keep it', (_, type, token, became, reason) => {
    const [first] = listed('integrations');
    const link = `https://oncall.example.com/integrations/v1/${type}/${token}/`;
    const plan = planOf({ integrations: [{ id: 'CPROM', ...first, type, link }], routes: [] });
    expect(plan.objects.integrations?.[0]).not.toHaveProperty('token');
    expect(itemOf(plan.items, 'CPROM')).toMatchObject({ class: became, reason });
  });

  test('of another product is a webhook, whose payloads a person looks at', () => {
    const [first] = listed('integrations');
    const plan = planOf({ integrations: [{ id: 'CPROM', ...first, type: 'datadog' }] });
    expect(plan.objects.integrations?.[0]).toMatchObject({ type: 'webhook', routes: [] });
    expect(itemOf(plan.items, 'CPROM/payloads')).toMatchObject({ class: 'needs-a-person', reason: 'payload-unread' });
  });
});

test('personal rules count from the alert, and numbers that the API hides are for people to enter', () => {
  const plan = planOf();
  expect(plan.objects.users?.[0]).toEqual({
    login: 'alice',
    name: 'alice',
    timeZone: 'Europe/Paris',
    email: 'alice@example.com',
    contactMethods: [{ id: 'oncall-email', type: 'email', to: 'alice@example.com', verified: false }],
    notificationRules: { default: [{ method: 'oncall-email', after: '5m' }], urgent: [] },
  });
  expect(plan.items.filter(({ kind }) => kind === 'contact-method').map(({ name, reason }) => [name, reason])).toEqual([
    ['alice: slack', 'no-counterpart'],
    ['alice: email', 'same'],
    ['alice: mobile app critical', 'phone-app'],
    ['alice: phone call', 'numbers-hidden'],
  ]);
});
