/** Defines **remedies**: small changes for the alerts that wake people most, and what each would have saved (docs/insights.md). */
import { z } from 'zod';
import { OBJECTIONS, REMEDIES } from '#domain/replay/remedy/judge';
import { strict } from '#contract/base/schema';
import { id, instant } from '#contract/base/scalars';

const count = z.int();

/** Of an integration only its `id` and its `routes`. */
const remedyObject = strict({
  kind: z.enum(['timeWindows', 'escalationPolicies', 'integrations']),
  id,
  /** The version that it changes; null: it is new. */
  version: count.nullable(),
  /** It comes from a file, and is changed there. */
  fromFile: z.boolean(),
  /** It says so already. */
  isDone: z.boolean(),
  body: z.looseObject({}),
});

/** What no incident speaks against, and what saves something. */
const offeredRemedy = strict({
  remedy: z.enum(REMEDIES),
  /** Times at which somebody would not have been woken. null: the reader may not read the figures of those people. */
  saved: count.nullable(),
  /** Incidents that would have been answered later, and by how many seconds at most. */
  delayed: count,
  longestDelay: count,
  /** Incidents that would have paged nobody, since they had healed by then. */
  spared: count,
  missed: z.literal(0),
  /** To be saved in this order. */
  objects: z.array(remedyObject),
  /** The objects as a file says them, where one of them comes from a file. */
  yaml: z.string().nullable(),
  /** One of the objects was changed since, otherwise than the remedy says: look again before it is adopted. */
  isOutdated: z.boolean(),
});

const alertWithRemedies = strict({
  integration: id,
  name: z.string(),
  incidents: count,
  /** Times at which it woke somebody; null as above. */
  wakings: count.nullable(),
  offered: z.array(offeredRemedy),
  /** What was tried and is not offered, with the first reason. */
  refused: z.array(strict({ remedy: z.enum(REMEDIES), because: z.enum(OBJECTIONS) })),
});

export const REMEDY_PROBLEMS = ['too-much', 'failed'] as const;
export type RemedyProblem = (typeof REMEDY_PROBLEMS)[number];

export const remediesWire = strict({
  /** From 0 to 1; null: nobody looks at present. */
  progress: z.number().nullable(),
  /** Why the last look ended without a result; what is shown is then older. */
  problem: z.enum(REMEDY_PROBLEMS).nullable(),
  /** What was found last; null: nothing was looked for yet. */
  found: strict({
    computedAt: instant,
    from: instant,
    to: instant,
    alerts: z.array(alertWithRemedies),
    /** Alerts that woke fewer than three people, whose figures the reader may not read. */
    withheld: count,
  }).nullable(),
});
export type RemediesWire = z.output<typeof remediesWire>;
export type AlertWithRemedies = z.output<typeof alertWithRemedies>;
export type OfferedRemedy = z.output<typeof offeredRemedy>;
export type RemedyObjectWire = z.output<typeof remedyObject>;

/** As it is kept. What another release kept is read by this, or is as if it had never been. */
export const keptRemedies = z.array(
  z.object({
    integration: z.string(),
    name: z.string(),
    incidents: count,
    wakings: count,
    woken: z.array(z.string()),
    tried: z.array(
      z.object({
        remedy: z.enum(REMEDIES),
        objection: z.enum(OBJECTIONS).nullable(),
        saved: count,
        delayed: count,
        longestDelay: count,
        spared: count,
        missed: count,
        objects: z.array(remedyObject.omit({ fromFile: true, isDone: true })),
      }),
    ),
  }),
);
export type KeptRemedies = z.output<typeof keptRemedies>;
