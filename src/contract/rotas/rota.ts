/** Defines **rotas**: layers of people who take turns, and the overrides on top of them. */
import { z } from 'zod';
import { ABSENCE_MODES, ADVANCE_MODES, ROTATION_UNITS } from '#domain/rota/model';
import type { Layer, Override, OverrideChange, OverrideOrigin, Rota } from '#domain/rota/model';
import { localDateTime, localOrInstant } from '#contract/time/local-date-time';
import { optional, strict } from '#contract/base/schema';
import { addProblem } from '#contract/base/why';
import type { ProblemReason } from '#contract/reasons/problems';
import { holidayRegion, id, instant, name, ref, text, timeZone } from '#contract/base/scalars';
import { weeklyWindow } from '#contract/time/time-window';

export const MAX_LAYERS = 100;
export const MAX_PARTICIPANTS = 1_000;
export const MAX_OVERRIDES = 2_000;

/** Handoff k is the wall clock `start` plus k × `every` units. */
const rotation = strict({
  every: z.int().min(1).max(1_000).default(1),
  unit: z.enum(ROTATION_UNITS),
  start: localDateTime,
  /** `covered`: only slots in which the layer's restrictions cover some time take a turn. */
  advance: z.enum(ADVANCE_MODES).default('always'),
});

/** The people on call together in one turn; an empty list is nobody. */
const slot = z
  .array(ref('user'), 'must be a list, because a turn can hold several people: write [[ann], [ben]]')
  .max(100);

/** The default if a body states none; only a layer with a calendar may leave it out. */
const NOT_STATED: string[][] = [];

function checkLayer(
  value: { calendar?: string | null; participants: string[][]; rotation: unknown },
  ctx: z.RefinementCtx,
) {
  const issue = (field: string, message: string, why: ProblemReason) => addProblem(ctx, [field], message, why);
  if ((value.calendar ?? null) === null) {
    if (value.participants === NOT_STATED) {
      issue(
        'participants',
        'is missing; list who takes turns: [[ann], [ben]], or name a calendar that says who is on call',
        { reason: 'missing', data: { wanted: 'list', choices: [] } },
      );
    }
    return;
  }
  if (value.participants.length > 0) {
    issue('participants', 'cannot be given beside calendar, which says who is on call', {
      reason: 'not-with',
      data: { field: 'calendar' },
    });
  }
  if (value.rotation !== null) {
    issue('rotation', 'cannot be given beside calendar, which says when people are on call', {
      reason: 'not-with',
      data: { field: 'calendar' },
    });
  }
}

const layer = strict({
  id,
  name: optional(name),
  timeZone: optional(timeZone),
  /** Without one, the first slot is always on call. */
  rotation: optional(rotation),
  participants: z
    .array(slot)
    .max(MAX_PARTICIPANTS)
    .default(() => NOT_STATED),
  /** Empty: always. */
  restrictions: z.array(weeklyWindow).max(100).default([]),
  effectiveFrom: optional(localOrInstant),
  effectiveUntil: optional(localOrInstant),
  /** Replaces rotation and participants: the people whom this calendar names are on call. */
  calendar: ref('calendar').nullish(),
  /** Answers together with the layer below it, instead of taking its place. Without it: false. */
  join: z.boolean().optional(),
}).superRefine(checkLayer);

function checkLowest(layers: ReadonlyArray<{ join?: boolean | undefined }>, ctx: z.RefinementCtx) {
  if (layers[0]?.join === true) {
    addProblem(ctx, [0, 'join'], 'must not be true for the lowest layer: there is no layer below it', {
      reason: 'no-layer-below',
      data: {},
    });
  }
}

const people = z.array(ref('user')).max(100);
const KINDS = ['set', 'add', 'remove', 'replace'] as const;

function checkOverride(
  override: { set?: unknown; add?: unknown; remove?: unknown; replace?: unknown; with?: unknown },
  ctx: z.RefinementCtx,
) {
  const given = KINDS.filter((kind) => override[kind] !== undefined);
  if (given.length !== 1) {
    addProblem(
      ctx,
      [],
      `must have exactly one of set, add, remove and replace${given.length === 0 ? '' : `, not ${given.join(' and ')}`}`,
      { reason: 'exactly-one', data: { of: KINDS, given } },
    );
    return;
  }
  if (override.replace !== undefined && override.with === undefined) {
    addProblem(ctx, ['with'], 'is missing; name who comes instead', {
      reason: 'missing',
      data: { wanted: 'text', choices: [] },
    });
  } else if (override.replace === undefined && override.with !== undefined) {
    addProblem(ctx, ['with'], 'belongs to replace only', { reason: 'only-with', data: { field: 'replace' } });
  } else if (override.replace !== undefined && override.replace === override.with) {
    addProblem(ctx, ['with'], 'must be somebody else than whom it replaces', {
      reason: 'same-as-other',
      data: { field: 'replace' },
    });
  }
}

/**
 * `set: [..]` leaves only these people on call in the window; `replace: a, with: b` acts while a is on call; `add` and
 * `remove` are lists.
 */
export const override = strict({
  id: optional(id),
  start: localOrInstant,
  end: localOrInstant,
  /** Only this layer; default: the whole rota. */
  layer: optional(ref('layer')),
  set: people.optional(),
  add: people.min(1).optional(),
  remove: people.min(1).optional(),
  replace: ref('user').optional(),
  with: ref('user').optional(),
  note: optional(text),
}).superRefine(checkOverride);

export const rota = strict({
  id,
  name: optional(name),
  team: optional(ref('team')),
  timeZone,
  holidays: optional(holidayRegion),
  /** What an absence does: flag a conflict, leave the turn empty, or give it to the next person. */
  onAbsence: z.enum(ABSENCE_MODES).default('flag'),
  /** Id of the time window in which somebody must be on call; default: always. Outside of it, gaps do not count. */
  expected: ref('timeWindow').nullish(),
  /** It was taken over from another pager as overrides that end then, and nobody is on call after them; null: it was not. */
  frozenUntil: instant.nullish(),
  /** Lowest priority first. */
  layers: z.array(layer).max(MAX_LAYERS).superRefine(checkLowest),
  overrides: z.array(override).max(MAX_OVERRIDES).default([]),
});

export type RotaWire = z.output<typeof rota>;
export type LayerWire = z.output<typeof layer>;
export type OverrideWire = z.output<typeof override>;

function toLayer(wire: LayerWire): Layer {
  const {
    id: layerId,
    timeZone: zone,
    rotation: turns,
    participants,
    restrictions,
    effectiveFrom,
    effectiveUntil,
    calendar,
    join,
  } = wire;
  return {
    id: layerId,
    timeZone: zone,
    rotation: turns,
    participants,
    restrictions: restrictions.length === 0 ? null : restrictions,
    effectiveFrom,
    effectiveUntil,
    ...(calendar ? { calendar } : {}),
    ...(join === true && { join }),
  };
}

function toChange(wire: OverrideWire): OverrideChange {
  if (wire.replace !== undefined && wire.with !== undefined) {
    return { kind: 'replace', user: wire.replace, with: wire.with };
  }
  if (wire.set !== undefined) {
    return { kind: 'set', users: wire.set };
  }
  if (wire.add !== undefined) {
    return { kind: 'add', users: wire.add };
  }
  if (wire.remove !== undefined) {
    return { kind: 'remove', users: wire.remove };
  }
  throw new Error('an override without a kind was not checked');
}

/** @param origin for overrides by people or swaps, with the instant of creation */
export function toOverride(
  wire: OverrideWire & { id: string },
  origin: OverrideOrigin = { kind: 'file' },
  createdAt: number | null = null,
): Override {
  return {
    id: wire.id,
    layer: wire.layer,
    start: wire.start,
    end: wire.end,
    change: toChange(wire),
    origin,
    createdAt,
  };
}

/** An override without an id is identified by its place in the list. */
export function overrideId(wire: OverrideWire, index: number): string {
  return wire.id ?? `override-${index + 1}`;
}

/** The rota as its file or body states it; the caller adds overrides that are stored separately. */
export function toRota(wire: RotaWire): Rota {
  return {
    id: wire.id,
    name: wire.name ?? wire.id,
    team: wire.team,
    timeZone: wire.timeZone,
    holidays: wire.holidays,
    onAbsence: wire.onAbsence,
    ...(wire.expected ? { expected: wire.expected } : {}),
    ...(wire.frozenUntil ? { frozenUntil: Date.parse(wire.frozenUntil) } : {}),
    layers: wire.layers.map(toLayer),
    overrides: wire.overrides.map((one, i) => toOverride({ ...one, id: overrideId(one, i) })),
  };
}
