/** Reads the stored JSON of duties and interventions. */
import { z } from 'zod';
import { intervention } from '#contract/rotas/duty';
import type { InterventionWire } from '#contract/rotas/duty';
import { onCallSource } from '#contract/rotas/on-call';
import type { DutyWire } from '#contract/rotas/duty';
import type { DutyTable, InterventionTable } from '../schema/duties.ts';
import { parseOr, readOr, readStoredValue } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';

/** null if it cannot be read; columns still say who was on call and when. */
export function dutySource({ id, why }: Pick<DutyTable, 'id' | 'why'>, noting: UnreadableReporter): DutyWire['source'] {
  return readOr(onCallSource, why, { kind: 'duties', id, field: 'why' }, noting, null);
}

const state = intervention.shape.history.element;

/** The earlier states that can be read. */
export function earlierStates(
  { id, history }: Pick<InterventionTable, 'id' | 'history'>,
  noting: UnreadableReporter,
): InterventionWire['history'] {
  const states = readOr(z.array(z.unknown()), history, { kind: 'interventions', id, field: 'history' }, noting, []);
  return states.flatMap((one, index) => {
    const read = readStoredValue(state, one, { kind: 'interventions', id, field: `history[${index}]` });
    if (!read.ok) {
      noting.note(read.unreadable);
    }
    return read.ok ? [read.value] : [];
  });
}

/** Adds a state. Every recorded state stays, even an unreadable one, since pay depends on it. */
export function withState(
  { id, history }: Pick<InterventionTable, 'id' | 'history'>,
  replaced: object,
  noting: UnreadableReporter,
): string {
  const before = parseOr(history, { kind: 'interventions', id, field: 'history' }, noting, history);
  return JSON.stringify([...(Array.isArray(before) ? before : [before]), replaced]);
}
