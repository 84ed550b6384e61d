/**
 * Translates overrides of OnCall. They come before everything else: of several, those of the highest level
 * hold, and those of one level hold together.
 */
import { normalForm } from '#modules/importing/domain/normal-form';
import { SECOND } from '#domain/time/duration';
import type { PlanDraft } from '../../../plan-draft.ts';
import { instantText } from '../../shared/rota-body.ts';
import type { OverrideBody } from '../../shared/rota-body.ts';
import type { NoLayers } from '../../shared/plan/rota-plan.ts';
import { ruleText, wallOf } from './recurrence.ts';
import type { ShiftClock } from './recurrence.ts';
import type { OncallSchedule, OncallShift } from '../schema.ts';
import { onceSpan } from './turn-series.ts';

interface OverrideSpan {
  shift: OncallShift;
  level: number;
  start: number;
  end: number;
  people: string[];
}

export interface OverrideContext {
  draft: PlanDraft;
  schedule: OncallSchedule;
  from: number;
  clockOf(shift: OncallShift): ShiftClock;
  slotOf(users: readonly string[]): string[];
}

export function translatedOverrides(
  shifts: readonly OncallShift[],
  context: OverrideContext,
): { ok: true; overrides: OverrideBody[] } | NoLayers {
  const spans: OverrideSpan[] = [];
  for (const shift of shifts) {
    const span = shift.frequency ? null : spanOf(shift, context);
    if (span === null) {
      return { ok: false, reason: 'odd-recurrence', data: { rule: ruleText(shift) } };
    }
    if (span.end > context.from && span.start < span.end) {
      spans.push(span);
    }
  }
  spans.forEach((span) => report(span, spans, context));
  // An override of nobody whom the source would notify does not count there.
  const holding = heldSpans(spans.filter(({ people }) => people.length > 0));
  return {
    ok: true,
    overrides: holding.map(({ start, end, people, shift }, i) => ({
      id: `override-${shift.id}-${i + 1}`,
      start: instantText(start),
      end: instantText(end),
      set: [...people],
    })),
  };
}

function spanOf(shift: OncallShift, { clockOf, slotOf }: OverrideContext): OverrideSpan | null {
  const start = wallOf(shift.start);
  return start === null
    ? null
    : {
        shift,
        level: shift.level ?? 0,
        ...onceSpan(clockOf(shift).zone, start, shift.duration * SECOND),
        people: slotOf(
          shift.type === 'override' && shift.users.length === 0 ? (shift.rolling_users[0] ?? []) : shift.users,
        ),
      };
}

/** Cut where any of them begins or ends; each stretch has the people of the highest level there. */
function heldSpans(spans: readonly OverrideSpan[]): OverrideSpan[] {
  const cuts = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const pieces = cuts.slice(0, -1).flatMap((start, i) => {
    const end = cuts[i + 1] as number;
    const here = spans.filter((one) => one.start <= start && one.end >= end);
    const highest = Math.max(...here.map(({ level }) => level));
    const held = here.filter(({ level }) => level === highest);
    const [first] = held;
    return first === undefined
      ? []
      : [{ ...first, start, end, people: [...new Set(held.flatMap(({ people }) => people))].sort() }];
  });
  const [from, to] = [cuts[0] ?? 0, cuts.at(-1) ?? 0];
  return normalForm(pieces, from, to).flatMap((span) => {
    const piece = pieces.find(({ start }) => start === span.start);
    return piece === undefined || span.people.length === 0 ? [] : [{ ...piece, ...span, people: [...span.people] }];
  });
}

function report(span: OverrideSpan, all: readonly OverrideSpan[], { draft, schedule }: OverrideContext): void {
  const item = { sourceId: span.shift.id, name: `${schedule.name}: ${instantText(span.start)}` };
  if (span.people.length === 0) {
    draft.item('override', { ...item, class: 'left-out', reason: 'nobody-in-it' });
    return;
  }
  const isAlone = all.every((one) => one === span || one.end <= span.start || one.start >= span.end);
  draft.item('override', {
    ...item,
    vigieId: `override-${span.shift.id}`,
    class: isAlone ? 'exact' : 'rewritten',
    ...(isAlone ? {} : { reason: 'overrides-cut' as const }),
  });
}
