/** Translates Opsgenie's escalations. Their delays count from the start, and waits in Vigie from step to step. */
import { line, part } from '#modules/importing/contract/escalation-lines';
import type { EscalationPart, EscalationWord } from '#modules/importing/contract/escalation-lines';
import { minutesText, policyLines } from '../shared/escalation-text.ts';
import type { PolicyBody, StepBody, TargetBody } from '../shared/escalation-text.ts';
import type { SchedulePlan } from './schedule/schedule-plan.ts';
import type { EscalationStep, OpsgenieEscalation, OpsgenieRecipient, OpsgenieTeam, RoutingRule } from './schema.ts';

export interface EscalationPlan extends SchedulePlan {
  teams: ReadonlyMap<string, OpsgenieTeam>;
  scheduleNames: ReadonlyMap<string, string>;
  escalationNames: ReadonlyMap<string, string>;
  userNames: ReadonlyMap<string, string>;
  /** Rules of each team. */
  routing: ReadonlyMap<string, readonly RoutingRule[]>;
}

const MOST_REPEATS = 10;
/** After the last rule nothing more happens in Opsgenie; here the managers are told after this. */
const LAST_WAIT = 10;

export function planEscalation(plan: EscalationPlan, escalation: OpsgenieEscalation): void {
  const { draft } = plan;
  const id = draft.idFor('escalationPolicies', escalation.id, escalation.name);
  const rules = [...escalation.rules].sort((a, b) => minutesIn(a.delay) - minutesIn(b.delay));
  const delays = [...new Set(rules.map(({ delay }) => minutesIn(delay)))];
  const count = escalation.repeat?.count ?? 0;
  const last = count > 0 ? (escalation.repeat?.waitInterval ?? LAST_WAIT) : LAST_WAIT;
  const steps = delays.map((delay, i): StepBody => ({
    notify: rules
      .filter((rule) => minutesIn(rule.delay) === delay)
      .flatMap((rule) => targetsOf(plan, escalation, rule)),
    wait: minutesText((delays[i + 1] ?? delay + last) - delay),
  }));
  // Nothing comes before the first delay.
  const first = delays[0] ?? 0;
  const body: PolicyBody = {
    id,
    name: escalation.name,
    ...plan.teamOf(escalation.ownerTeam?.id),
    repeat: Math.min(count, MOST_REPEATS),
    steps: [...(first > 0 ? [{ notify: [], wait: minutesText(first) }] : []), ...steps],
  };
  draft.add('escalationPolicies', body.steps.length === 0 ? { ...body, steps: [{ notify: [], wait: '0s' }] } : body);
  report(plan, escalation, body, rules, count);
}

function report(
  { draft, ...plan }: EscalationPlan,
  escalation: OpsgenieEscalation,
  body: PolicyBody,
  rules: readonly EscalationStep[],
  count: number,
): void {
  const item = { sourceId: escalation.id, name: escalation.name, vigieId: body.id };
  if (rules.some(({ condition }) => condition === 'if-not-closed')) {
    draft.item('policy', { ...item, class: 'approximated', reason: 'goes-on-after-acknowledgement' });
  } else if (count > MOST_REPEATS) {
    draft.item('policy', {
      ...item,
      class: 'approximated',
      reason: 'repeats-fewer',
      data: { given: count, most: MOST_REPEATS },
    });
  } else {
    draft.item('policy', { ...item, class: 'rewritten', reason: 'delays-from-start' });
  }
  draft.escalation({
    sourceId: escalation.id,
    name: escalation.name,
    vigieId: body.id,
    source: [
      ...rules.map((rule) => line(minutesIn(rule.delay), ...partsOf(plan, rule))),
      ...(count > 0
        ? [line(null, part('again-after', { minutes: escalation.repeat?.waitInterval ?? 0, times: count }))]
        : []),
      line(null, part('then-nobody')),
    ],
    vigie: [...policyLines(body), line(null, part('priorities'))],
  });
}

const RECIPIENTS: Readonly<Record<string, EscalationWord>> = { user: 'person', schedule: 'schedule', team: 'team' };

function partsOf(
  { userNames }: Pick<EscalationPlan, 'userNames'>,
  { recipient, notifyType, condition }: EscalationStep,
): EscalationPart[] {
  const name = userNames.get(recipient.id ?? '') ?? recipient.name ?? recipient.id ?? '?';
  const known = RECIPIENTS[recipient.type];
  return [
    known === undefined ? part('other', { what: recipient.type, name }) : part(known, { name }),
    part('setting', { word: notifyType ?? 'default' }),
    part('setting', { word: condition ?? 'if-not-acked' }),
  ];
}

function minutesIn({ timeAmount, timeUnit }: EscalationStep['delay']): number {
  return timeAmount * ({ minutes: 1, hours: 60, days: 1_440 }[timeUnit ?? 'minutes'] ?? 1);
}

function targetsOf(
  plan: EscalationPlan,
  escalation: OpsgenieEscalation,
  { recipient, notifyType }: EscalationStep,
): TargetBody[] {
  const { draft, help } = plan;
  const note = (given: string, written: string) =>
    draft.item('step', {
      sourceId: `${escalation.id}/${recipient.id ?? recipient.type}/${notifyType ?? ''}`,
      name: `${escalation.name}: ${recipient.name ?? recipient.type}`,
      class: 'approximated',
      reason: 'other-target',
      data: { given, written },
    });
  if (recipient.type === 'user') {
    const login = recipient.id ? help.loginOf(recipient.id) : null;
    return login === null ? [] : [{ user: login }];
  }
  if (recipient.type === 'schedule' && plan.scheduleNames.has(recipient.id ?? '')) {
    if (notifyType === 'previous' || notifyType === 'random') {
      note(`${notifyType} of the schedule`, 'who is on call');
    }
    return [rotaTarget(plan, recipient, notifyType === 'next' ? 'next' : undefined)];
  }
  const team = recipient.type === 'team' ? plan.teams.get(recipient.id ?? '') : undefined;
  if (team === undefined) {
    draft.item('step', {
      sourceId: `${escalation.id}/${recipient.id ?? recipient.type}`,
      name: `${escalation.name}: ${recipient.name ?? recipient.type}`,
      class: 'needs-a-person',
      reason: 'not-read',
      data: { why: `the ${recipient.type} ${recipient.name ?? recipient.id ?? ''} is not among what the key shows` },
    });
    return [];
  }
  return teamTargets(plan, team, notifyType ?? 'default', note);
}

export function rotaTarget(
  { draft, scheduleNames }: EscalationPlan,
  { id, name }: OpsgenieRecipient,
  who?: 'next',
): TargetBody {
  const rota = draft.idFor('rotas', id ?? '', scheduleNames.get(id ?? '') ?? name ?? '?');
  return who === undefined ? { rota } : { rota, who };
}

function teamTargets(
  { draft, help }: EscalationPlan,
  team: OpsgenieTeam,
  notifyType: string,
  note: (given: string, written: string) => void,
): TargetBody[] {
  if (notifyType === 'all') {
    return [{ team: draft.idFor('teams', team.id, team.name) }];
  }
  if (notifyType === 'admins' || notifyType === 'users') {
    const role = notifyType === 'admins' ? 'admin' : 'user';
    const logins = team.members.filter((one) => one.role === role).flatMap(({ user }) => help.loginOf(user.id) ?? []);
    note(`${notifyType} of the team, whoever they are`, `those of today: ${logins.join(', ')}`);
    return logins.map((user) => ({ user }));
  }
  note(`${notifyType} of the team (its routing)`, 'all members of the team');
  return [{ team: draft.idFor('teams', team.id, team.name) }];
}
