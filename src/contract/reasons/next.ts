/** Lists what an incident does next if nobody acts: `next.reason` and `next.data` of an incident. */
import { z } from 'zod';
import { count } from '#contract/reasons/data';
import { reasonList } from '#contract/reasons/reason';
import type { CodeOf } from '#contract/reasons/reason';

/** `who` says whom of a rota it pages; several entries of one kind are possible. */
const targets = z
  .array(
    z.object({
      kind: z.enum(['user', 'team', 'rota', 'channel']),
      id: z.string(),
      who: z.enum(['current', 'next', 'everyone']).nullable(),
    }),
  )
  .readonly();

/**
 * From 1. `pass` is null unless the steps start again. `window`: the step's time window opens then (`opens`), or the step
 * waits if its window is closed then (`awaited`).
 */
const step = {
  step: count,
  steps: count,
  pass: count.nullable(),
  passes: count,
  window: z.enum(['opens', 'awaited']).optional(),
};

export const NEXT = reasonList({
  pages: { ...step, targets },
  waits: step,
  /** `targets`: who is told then; null: managers. An older sidecar does not say. */
  exhausted: { targets: targets.nullable().optional() },
  'goes-on': {},
  wake: {},
  hold: {},
  downtime: {},
  silence: {},
  answer: {},
  confirm: {},
  'confirm-limit': {},
  resolve: {},
  'auto-resolve': {},
});

export const nextCode = z.enum(Object.keys(NEXT) as [CodeOf<typeof NEXT>, ...CodeOf<typeof NEXT>[]]);
