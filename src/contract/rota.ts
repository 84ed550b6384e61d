/** **Rotas**: layers of people who take turns, and the overrides on top of them. */
import { z } from 'zod';
import { localDateTime, localOrInstant } from '#contract/local-date-time';
import { optional, strict } from '#contract/base/schema';
import { holidayRegion, id, login, name, text, timeZone } from '#contract/base/scalars';
import { weeklyWindow } from '#contract/time-window';

export const MAX_LAYERS = 100;
export const MAX_PARTICIPANTS = 1_000;
export const MAX_OVERRIDES = 2_000;

/** Handoff k is the wall clock `start` plus k × `every` units. */
export const rotation = strict({
  every: z.int().min(1).max(1_000).default(1),
  unit: z.enum(['hour', 'day', 'week', 'month']),
  start: localDateTime,
  /** `covered`: only turns in which the layer's restrictions cover some time count. */
  advance: z.enum(['always', 'covered']).default('always'),
});

/** Who is on together in one turn; empty means nobody. */
const slot = z.array(login, 'must be a list, because a turn can hold several people: write [[ann], [ben]]').max(100);

export const layer = strict({
  id,
  name: optional(name),
  timeZone: optional(timeZone),
  /** Without one the first slot is always on. */
  rotation: optional(rotation),
  participants: z.array(slot).max(MAX_PARTICIPANTS),
  /** Empty: always. */
  restrictions: z.array(weeklyWindow).max(100).default([]),
  effectiveFrom: optional(localDateTime),
  effectiveUntil: optional(localDateTime),
});

const people = z.array(login).max(100);
const KINDS = ['set', 'add', 'remove', 'replace'] as const;

function checkOverride(override: { set?: unknown; add?: unknown; remove?: unknown; replace?: unknown; with?: unknown }, ctx: z.RefinementCtx) {
  const given = KINDS.filter((kind) => override[kind] !== undefined);
  if (given.length !== 1) {
    ctx.addIssue({ code: 'custom', message: `must have exactly one of set, add, remove and replace${given.length === 0 ? '' : `, not ${given.join(' and ')}`}` });
    return;
  }
  if ((override.replace !== undefined) !== (override.with !== undefined)) {
    ctx.addIssue({ code: 'custom', path: ['with'], message: override.with === undefined ? 'is missing; name who comes instead' : 'belongs to replace only' });
  }
}

/** `set: [..]` has the window alone; `replace: a, with: b` acts where a is on call; `add` and `remove` lists. */
export const override = strict({
  id: optional(id),
  start: localOrInstant,
  end: localOrInstant,
  /** Only this layer; without it the whole rota. */
  layer: optional(id),
  set: people.optional(),
  add: people.min(1).optional(),
  remove: people.min(1).optional(),
  replace: login.optional(),
  with: login.optional(),
  note: optional(text),
}).superRefine(checkOverride);

export const rota = strict({
  id,
  name: optional(name),
  team: optional(id),
  timeZone,
  holidays: optional(holidayRegion),
  /** What an absence does: nothing but a conflict, leave the turn empty, or hand it to the next. */
  onAbsence: z.enum(['flag', 'skip', 'next']).default('flag'),
  /** Lowest priority first. */
  layers: z.array(layer).max(MAX_LAYERS),
  overrides: z.array(override).max(MAX_OVERRIDES).default([]),
});

export type RotaWire = z.output<typeof rota>;
export type LayerWire = z.output<typeof layer>;
export type OverrideWire = z.output<typeof override>;
