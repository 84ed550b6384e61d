/** Defines the comparison of pages: whom the old pager paged, whom Vigie would have paged, and why they differ. */
import { z } from 'zod';
import { DIFFERENCE_CAUSES } from '#modules/importing/domain/model';
import { HELD_WHYS, PAGE_RESULTS } from '#modules/importing/domain/pages/model';
import type { PageBecause } from '#modules/importing/domain/pages/model';
import { strict } from '#contract/base/schema';
import { instant } from '#contract/base/scalars';
import { IMPORT_FAILURES } from '#modules/importing/contract/failures';
import type { ImportFailureCode } from '#modules/importing/contract/failures';
import { importSource } from '#modules/importing/contract/plan';
import { count, text } from '#contract/reasons/data';
import { reasonList } from '#contract/reasons/reason';
import type { CodeOf } from '#contract/reasons/reason';

const cause = z.enum(DIFFERENCE_CAUSES);
const by = text.nullable();

/** Why a page differs; what each means is said in domain/importing/pages/model.ts. Instants: epoch ms; lengths: ms. */
export const PAGE_BECAUSE = reasonList({
  'person-unmapped': { name: text },
  'rota-differs': { rota: text, cause },
  'handoff-between': { rota: text, at: count },
  'turns-differ': { policy: text, step: count },
  'alert-other-time': { later: count },
  'step-delay-differs': { theirs: count, ours: count, step: count.nullable() },
  'own-rules-differ': { theirs: count.nullable(), ours: count },
  'delay-differs': { theirs: count, ours: count },
  'held-here': { incident: count, why: z.enum(HELD_WHYS) },
  'dropped-here': { integration: text },
  'joined-here': { incident: count },
  'joined-there': { title: text },
  'acknowledged-here': { incident: count, by, at: count },
  'acknowledged-there': { by, at: count },
  'ended-here': { incident: count, at: count },
  'ended-there': { at: count },
  'unreachable-here': { incident: count },
  'not-received': { integration: text },
  'sender-not-connected': { integration: text },
  'service-not-moved': { service: by },
  'own-integration': { integration: text },
  'opened-by-hand': { incident: count },
  'no-alert-there': {},
  'nobody-told-there': {},
  'told-on-call-only': {},
  unknown: {},
} satisfies Record<PageBecause['reason'], object>);
export type PageBecauseCode = CodeOf<typeof PAGE_BECAUSE>;

const because = strict({
  reason: z.enum(Object.keys(PAGE_BECAUSE) as [PageBecauseCode, ...PageBecauseCode[]]),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

const side = {
  at: instant,
  /** Login; a stand-in for somebody whom nobody has mapped. */
  person: z.string(),
  /** By which the person was told, in order. */
  methods: z.array(z.string()),
  title: z.string(),
};

const pageRow = strict({
  result: z.enum(PAGE_RESULTS),
  /** What the old pager did; null: nothing. */
  theirs: strict({
    ...side,
    /** In the words of the old pager. */
    name: z.string(),
    /** The old pager's id of its alert or incident. */
    alert: z.string(),
  }).nullable(),
  /** What Vigie did, or would have done; null: nothing. */
  ours: strict({ ...side, incident: z.string(), number: z.int() }).nullable(),
  /** null: both did the same. */
  because: because.nullable(),
});
export type PageRowWire = z.output<typeof pageRow>;

const counts = z.record(z.enum(PAGE_RESULTS), z.int());

const day = z.iso.date();

/** The pages of a day in UTC. Both sides tell instants, so a clock change moves nothing. */
export const pageDay = strict({
  day,
  /** Which part of the day is compared. */
  from: instant,
  to: instant,
  comparedAt: instant,
  counts,
  /** The earliest first. */
  rows: z.array(pageRow),
});
export type PageDayWire = z.output<typeof pageDay>;

/** How far pages are compared. */
export const pagesState = strict({
  source: importSource,
  /** The old pager tells only who was on call, so that this stands for its pages. */
  onCallOnly: z.boolean(),
  /** From where on pages are compared: the first comparison of what is saved. */
  since: instant,
  comparedTo: instant,
  /** Why the last comparison ended without a result; null: it had one. */
  failure: strict({
    code: z.enum(Object.keys(IMPORT_FAILURES) as [ImportFailureCode, ...ImportFailureCode[]]),
    data: z.record(z.string(), z.union([z.string(), z.number()])),
    message: z.string(),
  }).nullable(),
});
export type PagesState = z.output<typeof pagesState>;

/** `GET imports/:id/pages`. */
export const comparedPages = strict({
  ...pagesState.shape,
  /** null: what is saved was not compared yet. */
  since: instant.nullable(),
  comparedTo: instant.nullable(),
  /** Those that were compared, the newest first. */
  days: z.array(day),
  /** The day that was asked for, else the newest; null: none was compared. */
  day: pageDay.nullable(),
});
export type ComparedPages = z.output<typeof comparedPages>;

export const comparedPagesQuery = strict({ day: day.optional() });
