/**
 * Translates PagerDuty's escalation policies. A service says how long an acknowledgement holds and whether incidents are
 * escalated at all, so one policy may become several.
 */
import { line, part } from '#modules/importing/contract/escalation-lines';
import type { EscalationLine } from '#modules/importing/contract/escalation-lines';
import { policyLines } from '../shared/escalation-text.ts';
import type { PolicyBody } from '../shared/escalation-text.ts';
import type { PagerdutyPlanning, PolicySettings } from './planning.ts';
import type { PagerdutyPolicy } from './schema.ts';
import { isRoundRobin, roundsOf, stepsOf } from './steps.ts';

const PLAIN: PolicySettings = { ackTimeout: null, urgency: 'high' };

/** The policy with these settings, made when it is first asked for. null: the policy cannot be read. */
export function policyFor(
  planning: PagerdutyPlanning,
  policyId: string,
  settings: PolicySettings = PLAIN,
): string | null {
  const { draft } = planning;
  const policy = planning.policies.get(policyId);
  if (policy === undefined) {
    return null;
  }
  const isPlain = settings.urgency === 'high';
  const ofThis = planning.made.filter((one) => one.policy === policyId);
  const same = ofThis.find((one) => sameSettings(one.settings, settings));
  if (same !== undefined) {
    return same.id;
  }
  // The first with high urgency has the name of the policy.
  const isFirst = isPlain && !ofThis.some((one) => one.settings.urgency === 'high');
  const timeout = settings.ackTimeout === null ? (isPlain ? 'no timeout' : '') : `ack ${settings.ackTimeout / 60} min`;
  const raised = settings.raisedIn === undefined ? '' : `high in ${settings.raisedIn}`;
  const suffix = [isPlain ? '' : settings.urgency, raised, timeout];
  const name = isFirst ? policy.name : [policy.name, ...suffix].filter(Boolean).join(', ');
  const key = isFirst
    ? policyId
    : [policyId, settings.urgency, settings.ackTimeout ?? 'none', raised].filter((part) => part !== '').join(' ');
  const body = bodyOf(planning, policy, settings, draft.idFor('escalationPolicies', key, name), name);
  planning.made.push({ id: body.id, policy: policyId, settings });
  draft.add('escalationPolicies', body);
  report(planning, policy, settings, body, isFirst);
  return body.id;
}

function sameSettings(a: PolicySettings, b: PolicySettings): boolean {
  return a.ackTimeout === b.ackTimeout && a.urgency === b.urgency && a.raisedIn === b.raisedIn;
}

function bodyOf(
  planning: PagerdutyPlanning,
  policy: PagerdutyPolicy,
  settings: PolicySettings,
  id: string,
  name: string,
): PolicyBody {
  const { ackTimeout, urgency, raisedIn } = settings;
  const steps = stepsOf(planning, policy, settings);
  return {
    id,
    name,
    ...planning.teamOf(policy.teams),
    repeat: urgency === 'low' ? 0 : Math.min(policy.num_loops ?? 0, MOST_REPEATS),
    ackTimeout: ackTimeout === null || ackTimeout < 60 ? 'none' : `${ackTimeout}s`,
    steps: steps.length === 0 ? [{ notify: [], wait: '0s' }] : steps,
    ...(urgency === 'low' && raisedIn === undefined ? { onExhausted: [] } : {}),
  };
}

const MOST_REPEATS = 10;
function report(
  planning: PagerdutyPlanning,
  policy: PagerdutyPolicy,
  settings: PolicySettings,
  body: PolicyBody,
  isFirst: boolean,
): void {
  const item = { sourceId: isFirst ? policy.id : `${policy.id}/${body.id}`, name: body.name, vigieId: body.id };
  const rounds = (policy.num_loops ?? 0) + 1;
  if (settings.raisedIn !== undefined && roundsOf(policy) < rounds) {
    planning.draft.item('policy', {
      ...item,
      class: 'approximated',
      reason: 'repeats-fewer',
      data: { given: rounds - 1, most: roundsOf(policy) - 1 },
    });
  } else if (settings.raisedIn !== undefined) {
    const data = { until: 'support hours begin' };
    planning.draft.item('policy', { ...item, class: 'rewritten', reason: 'pause-kept', data });
  } else if (settings.urgency === 'low') {
    planning.draft.item('policy', { ...item, class: 'rewritten', reason: 'first-step-only' });
  } else if (settings.urgency === 'by-severity') {
    planning.draft.item('policy', { ...item, class: 'approximated', reason: 'urgency-by-severity' });
  } else if (isFirst) {
    planning.draft.item('policy', { ...item, class: 'rewritten', reason: 'managers-told-at-the-end' });
  } else {
    planning.draft.item('policy', {
      ...item,
      class: 'rewritten',
      reason: 'doubled-policy',
      data: { policy: policy.name },
    });
  }
  planning.draft.escalation({
    sourceId: policy.id,
    name: body.name,
    vigieId: body.id,
    source: sourceLines(planning, policy, settings),
    vigie: policyLines(body),
  });
}

function sourceLines(
  { scheduleNames, userNames }: PagerdutyPlanning,
  policy: PagerdutyPolicy,
  { urgency, raisedIn }: PolicySettings,
): EscalationLine[] {
  const target = (id: string, summary: string | null | undefined) => {
    const schedule = scheduleNames.get(id);
    return schedule === undefined
      ? part('person', { name: userNames.get(id) ?? summary ?? id })
      : part('schedule', { name: schedule });
  };
  let minute = 0;
  const lines = policy.escalation_rules.map((rule) => {
    const inTurn = isRoundRobin(rule.escalation_rule_assignment_strategy) ? [part('in-turn')] : [];
    const said = line(minute, ...rule.targets.map(({ id, summary }) => target(id, summary)), ...inTurn);
    minute += rule.escalation_delay_in_minutes;
    return said;
  });
  const loops = policy.num_loops ?? 0;
  const end = line(null, part('then-nobody'));
  const all = [...lines, ...(loops > 0 ? [line(minute, part('again', { times: loops }))] : []), end];
  const first = lines[0] ?? line(0, part('nobody'));
  const low = { ...first, parts: [...first.parts, part('low-urgency')] };
  if (raisedIn !== undefined) {
    return [low, line(null, part('support-hours')), ...all];
  }
  return urgency === 'low' ? [low, end] : all;
}
