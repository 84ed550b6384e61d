/** Translates OnCall's escalation chains. Their waits are steps of their own; a step in Vigie has its wait behind it. */
import type { PolicyBody, StepBody } from '../shared/escalation-text.ts';
import { plannedBody, policyOfNobody } from '../shared/plan/planned.ts';
import type { ChainState, ChainPlan } from './paging/chain-plan.ts';
import { reportChain, reportHoles } from './paging/chain-report.ts';
import { DEFAULT_WAIT } from './schema.ts';
import type { OncallChain, OncallStep } from './schema.ts';
import { targetsOf } from './paging/targets.ts';

/** The source begins again at most that often, whatever the place of its repetition. */
const REPEATS = 5;
const MOST_STEPS = 100;

export function planChain(plan: ChainPlan, chain: OncallChain): void {
  const { draft } = plan;
  const id = draft.idFor('escalationPolicies', chain.id, chain.name);
  const own = plan.steps.filter((one) => one.escalation_chain_id === chain.id).sort((a, b) => a.position - b.position);
  const state: ChainState = { steps: [], until: null, when: undefined, isClosed: true, repeat: 0, middle: 'none' };
  // What comes after the incident is resolved is never reached.
  const end = own.findIndex(({ type }) => type === 'resolve');
  const reached = end === -1 ? own : own.slice(0, end + 1);
  reached.forEach((step, i) => translate(plan, chain, step, i === own.length - 1, state));
  reportHoles(plan, chain, own);
  const tellsNobody = state.steps.every(({ notify }) => notify.length === 0);
  const body: PolicyBody = {
    id,
    name: chain.name,
    ...plan.teamOf(chain.team_id),
    repeat: state.repeat,
    steps: state.steps.length === 0 ? [{ notify: [], wait: '0s' }] : state.steps,
    // The managers would be told at the minute at which the source ends it silently.
    ...(own.length === 0 || end !== -1 ? { onExhausted: [] } : {}),
  };
  draft.add('escalationPolicies', body);
  reportChain(plan, chain, own, body, state, tellsNobody);
}

function translate(plan: ChainPlan, chain: OncallChain, step: OncallStep, isLast: boolean, state: ChainState): void {
  switch (step.type) {
    case 'wait':
      wait(state, step.duration ?? DEFAULT_WAIT);
      return;
    case 'notify_if_time_from_to':
      pause(plan, chain, step, state);
      return;
    case 'notify_if_num_alerts_in_window':
      count(plan, chain, step, state);
      return;
    case 'repeat_escalation':
      repeat(state, isLast);
      return;
    default: {
      const notify = targetsOf(plan, chain, step);
      if (notify.length > 0) {
        page(state, notify, step.important === true ? 'urgent' : 'default');
      }
    }
  }
}

/** Those who are told without a wait between them share a step, unless one of them is more urgent. */
function page(state: ChainState, notify: StepBody['notify'], urgency: 'default' | 'urgent'): void {
  const last = state.steps.at(-1);
  if (last !== undefined && !state.isClosed && last.urgency === urgency) {
    last.notify.push(...notify);
    return;
  }
  state.steps.push({ notify: [...notify], urgency, wait: '0s', ...taken(state) });
  state.isClosed = false;
}

function wait(state: ChainState, seconds: number): void {
  const last = state.steps.at(-1);
  if (last === undefined || state.until !== null) {
    state.steps.push({ notify: [], wait: `${seconds}s`, ...taken(state) });
  } else {
    last.wait = `${Number(last.wait.slice(0, -1)) + seconds}s`;
  }
  state.isClosed = true;
}

/** The window and the condition of the next step; a condition holds for all that come after it. */
function taken(state: ChainState): Pick<StepBody, 'until' | 'when'> {
  const { until, when } = state;
  state.until = null;
  return { ...(until === null ? {} : { until }), ...(when === undefined ? {} : { when }) };
}

function pause(plan: ChainPlan, chain: OncallChain, step: OncallStep, state: ChainState): void {
  const [from, to] = [clockOf(step.notify_if_time_from), clockOf(step.notify_if_time_to)];
  const item = { sourceId: `${chain.id}/${step.id}`, name: `${chain.name}, step ${step.position + 1}` };
  if (from === null || to === null) {
    plan.draft.item('step', { ...item, class: 'needs-a-person', reason: 'unfinished-step' });
    return;
  }
  if (state.until !== null) {
    state.steps.push({ notify: [], wait: '0s', ...taken(state) });
  }
  state.until = windowOf(plan, from, to);
  state.isClosed = true;
  const until = `${from}–${to} UTC`;
  plan.draft.item('step', { ...item, vigieId: state.until, class: 'rewritten', reason: 'pause-kept', data: { until } });
}

/** `09:00:00Z`; null: it is not set. */
function clockOf(text: string | null | undefined): string | null {
  return /^(\d{2}:\d{2})(?::\d{2})?Z?$/.exec(text ?? '')?.[1] ?? null;
}

function windowOf({ draft }: ChainPlan, from: string, to: string): string {
  const name = `${from} to ${to} UTC`;
  const id = draft.idFor('timeWindows', `daily ${from} ${to}`, name);
  if (plannedBody(draft, 'timeWindows', id) === undefined) {
    draft.add('timeWindows', { id, name, timeZone: 'UTC', windows: [{ days: ['daily'], from, to }] });
  }
  return id;
}

function count({ draft }: ChainPlan, chain: OncallChain, step: OncallStep, state: ChainState): void {
  const [alerts, minutes] = [step.num_alerts_in_window ?? null, step.num_minutes_in_window ?? null];
  const item = { sourceId: `${chain.id}/${step.id}`, name: `${chain.name}, step ${step.position + 1}` };
  if (alerts === null || minutes === null) {
    draft.item('step', { ...item, class: 'needs-a-person', reason: 'unfinished-step' });
    return;
  }
  // The source waits for more than so many.
  state.when = { alerts: { count: alerts + 1, within: `${minutes}m` } };
  state.isClosed = true;
  draft.item('step', { ...item, class: 'approximated', reason: 'pause-becomes-wait', data: { count: alerts } });
}

/** At the end the policy repeats; in the middle, what came before is written out, since more comes after it. */
function repeat(state: ChainState, isLast: boolean): void {
  if (isLast) {
    state.repeat = REPEATS;
  } else if (state.steps.length * (REPEATS + 1) < MOST_STEPS && state.steps.length > 0) {
    const once = structuredClone(state.steps);
    state.steps.push(...Array.from({ length: REPEATS }, () => structuredClone(once)).flat());
    state.middle = 'unrolled';
  } else {
    state.repeat = REPEATS;
    state.middle = 'moved';
  }
  state.isClosed = true;
}

/** A route without a chain pages nobody. */
export function policyOf(plan: ChainPlan, chain: string | null | undefined): string {
  const name = plan.chainNames.get(chain ?? '');
  return name === undefined || !chain
    ? policyOfNobody(plan.draft)
    : plan.draft.idFor('escalationPolicies', chain, name);
}
