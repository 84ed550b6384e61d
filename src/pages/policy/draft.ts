/** A policy while somebody edits it. */
import type { Stored } from '#contract/stored';
import type { PolicyWire, StepWire } from '#contract/paging/policy';
import type { FieldProblem } from '../../api/client/failure.ts';
import { matchersOf } from '../../components/form/fields/matchers.ts';

export type StoredPolicy = Stored<PolicyWire>;

/** A step with a stable key, so that it keeps its place in the list while others move. */
export interface StepDraft extends StepWire {
  key: number;
}

export interface PolicyDraft {
  name: string;
  team: string | null;
  repeat: number;
  /** `none`, or a duration. */
  ackTimeout: string;
  steps: StepDraft[];
  onExhausted: PolicyWire['onExhausted'];
}

export function newStep(key: number): StepDraft {
  return { key, notify: [], urgency: null, wait: '5m', when: null, requireAcks: 1, onlyNew: false };
}

export function newPolicy(team: string | null): PolicyDraft {
  return { name: '', team, repeat: 0, ackTimeout: '24h', steps: [newStep(0)], onExhausted: null };
}

export function draftOf({
  id,
  name,
  team,
  repeat,
  ackTimeout,
  steps,
  onExhausted,
}: Omit<PolicyWire, 'name'> & { name: string | null }): PolicyDraft {
  return {
    name: name ?? id,
    team,
    repeat,
    ackTimeout,
    steps: steps.map((step, key) => ({ ...step, key })),
    onExhausted,
  };
}

/** null without any condition. */
function conditionsOf(when: StepWire['when']): StepWire['when'] {
  if (when === null || typeof when === 'string') {
    return when;
  }
  const match = matchersOf(when.match);
  return when.window !== null || when.severity !== null || match.length > 0 || when.alerts !== null
    ? { ...when, match }
    : null;
}

function stepBody({ key: _key, until, ...step }: StepDraft): StepWire {
  return { ...step, wait: step.wait.trim(), when: conditionsOf(step.when), ...(until && { until }) };
}

/** The body for the API. */
export function bodyOf({ name, steps, ackTimeout, ...rest }: PolicyDraft): Omit<PolicyWire, 'id'> {
  return {
    ...rest,
    name: name.trim() === '' ? null : name.trim(),
    ackTimeout: ackTimeout.trim(),
    steps: steps.map(stepBody),
  };
}

/** The body for the simulator, which needs no name yet. */
export function previewBody(draft: PolicyDraft): Omit<PolicyWire, 'id'> {
  const body = bodyOf(draft);
  return { ...body, name: body.name ?? 'draft' };
}

/** The sidecar's problems with one step, with paths relative to the step, such as `notify` or `wait`. */
export function problemsOfStep(details: readonly FieldProblem[], index: number): FieldProblem[] {
  const prefix = new RegExp(`^(?:policy\\.)?steps\\[${index}\\]\\.?`);
  return details
    .filter(({ path }) => prefix.test(path))
    .map((problem) => ({ ...problem, path: problem.path.replace(prefix, '') }));
}
