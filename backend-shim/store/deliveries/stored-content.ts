/** Reads the stored content of deliveries, and the stored answers of services. */
import { z } from 'zod';
import { urgency } from '#contract/base/scalars';
import { UPDATE_KINDS } from '#domain/notify/message/message';
import { FINDING_KINDS } from '#domain/rota/health/model';
import type { DeliveryReceipt } from '../../ports/channel.ts';
import type { DeliveryRow } from '../schema/deliveries.ts';
import { SHADOW } from '../shadow/shadowed-incidents.ts';
import type { ReceiptTable } from '../schema/receipts.ts';
import { readFields, readOr } from '../stored/json.ts';
import type { WholeShape } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';

const instant = z.number();
const people = z.array(z.string());

const CONTENT = {
  /** Only updates the standing message; nobody is notified. */
  refresh: z.literal(true).optional(),
  update: z.enum(UPDATE_KINDS).optional(),
  actor: z.string().nullable().optional(),
  text: z.string().nullable().optional(),
  /** Name of the subscription that the recipient has. */
  subscription: z.string().optional(),
  /** Updates that waited with this one and were too many to be kept one by one. */
  more: z.number().optional(),
  urgency: urgency.optional(),
  /** From 0. */
  step: z.number().nullable().optional(),
  duty: z
    .object({
      rota: z.string(),
      start: instant.nullable(),
      end: instant.nullable(),
      on: z.boolean(),
      note: z.object({ by: z.string(), text: z.string() }).nullable().default(null),
    })
    .optional(),
  swap: z
    .object({
      id: z.string().optional(),
      askedOf: z.string().nullable().optional(),
      rota: z.string(),
      what: z.enum(['asked', 'taken', 'declined', 'cancelled', 'expired']),
      by: z.string(),
      of: z.string(),
      start: instant,
      end: instant,
      note: z.string().default(''),
    })
    .optional(),
  health: z
    .object({
      rota: z.string(),
      score: z.number(),
      findings: z.array(z.object({ kind: z.enum(FINDING_KINDS), users: people, start: instant, end: instant })),
      more: z.number().default(0),
    })
    .optional(),
  /** The facts about the person's planned start are read when the message is sent. */
  release: z.object({ start: instant }).optional(),
  /** Interventions. */
  whenStopped: z.array(z.string()).optional(),
  releases: z.object({ unit: z.string(), at: instant }).optional(),
  /**
   * The duty that is told is read when the message is sent; `gone` is what no longer holds of earlier messages, `tried`
   * the methods that did not take this one.
   */
  programme: z
    .object({
      unit: z.string(),
      batch: z.string(),
      gone: z.array(z.object({ rota: z.string(), start: instant, end: instant })).default([]),
      tried: people.default([]),
    })
    .optional(),
  advice: z
    .object({
      unit: z.string(),
      lines: z.array(
        z.object({
          user: z.string(),
          times: z.number(),
          until: instant,
          others: z.array(z.object({ user: z.string(), hours: z.number() })).default([]),
        }),
      ),
    })
    .optional(),
  /** What the month says is read when the message is sent; `tried`: methods that did not take it. */
  statement: z.object({ id: z.string(), tried: people.default([]) }).optional(),
  hr: z.object({ unit: z.string(), by: z.string() }).optional(),
  profile: z.object({ unit: z.string(), of: z.string(), by: z.string(), ended: z.boolean() }).optional(),
  /** Figures of a month; none is of a person. */
  teamMonth: z
    .object({
      team: z.string(),
      start: instant,
      incidents: z.number(),
      before: z.number().nullable(),
      missed: z.object({ incidents: z.number(), paged: z.number() }).nullable().default(null),
      selfHealed: z.number(),
      answered: z.number().nullable(),
      median: z.number().nullable(),
    })
    .optional(),
  /** `text` names the method, and is erased with the person. */
  lost: z.object({ text: z.string(), detail: z.string() }).optional(),
  outage: z
    .object({
      channel: z.string(),
      kind: z.string(),
      up: z.boolean(),
      since: instant,
      problem: z.string(),
      people: people.default([]),
    })
    .optional(),
};

export type StoredContent = Partial<z.output<z.ZodObject<typeof CONTENT>>>;

/** The content of pages to people. There are many of them, so their content is known without parsing. */
export const PAGE_CONTENT: Readonly<Record<'default' | 'urgent', string>> = {
  // Rows without an urgency (all rows of 0.1) state it by their rank.
  default: '{}',
  urgent: JSON.stringify({ urgency: 'urgent' }),
};

/** A part that cannot be read is left out; the message still states the facts of the incident. */
export function readContent(
  { id, content }: Pick<DeliveryRow, 'id' | 'content'>,
  noting: UnreadableReporter,
): StoredContent {
  if (content === PAGE_CONTENT.urgent) {
    return { urgency: 'urgent' };
  }
  return content === PAGE_CONTENT.default
    ? {}
    : readFields(CONTENT, content, { kind: 'deliveries', id, field: 'content' }, noting);
}

/**
 * What a delivery tells of duty to come, or the month that it hands over; undefined: it tells something else. Only what
 * may tell it is parsed, since most deliveries are pages.
 */
export function toldBy<Part extends 'programme' | 'statement'>(
  row: Pick<DeliveryRow, 'id' | 'kind' | 'content'>,
  part: Part,
  noting: UnreadableReporter,
): StoredContent[Part] {
  return row.kind === 'onCall' && row.content.includes(`"${part}"`) ? readContent(row, noting)[part] : undefined;
}

/** The methods that did not take what a delivery tells, with its own. */
export function triedWith(
  { method }: Pick<DeliveryRow, 'method'>,
  told: { tried: readonly string[] } | undefined,
): string[] {
  return [...(told?.tried ?? []), ...(method === null ? [] : [method])];
}

/** The same where it may have been in shadow, which sent it by no method. */
export function sentBy(
  { method, outcome }: Pick<DeliveryRow, 'method' | 'outcome'>,
  told: { tried: readonly string[] } | undefined,
): string[] {
  return triedWith({ method: outcome === SHADOW ? null : method }, told);
}

/** The outcome of a message for which the person has no method that was not tried. */
export const NO_METHOD = 'no-method';

/** 0.1 does not state the urgency of pages to people: it adds 4 to the rank of urgent ones. */
const URGENT_RANK = 4;

/** @param content of the same row */
export function urgencyOf({ rank }: Pick<DeliveryRow, 'rank'>, { urgency }: StoredContent): 'default' | 'urgent' {
  return urgency ?? (rank >= URGENT_RANK ? 'urgent' : 'default');
}

/** @returns as `severityRank` of the incident when the page was made */
export function severityOf({ rank }: Pick<DeliveryRow, 'rank'>): number {
  return rank % URGENT_RANK;
}

type ReceiptOf<Kind extends DeliveryReceipt['kind']> = WholeShape<Extract<DeliveryReceipt, { kind: Kind }>>;

const said = { reason: z.string(), detail: z.string().default(''), answer: z.string().nullable().optional() };
const receipt = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('delivered') } satisfies ReceiptOf<'delivered'>),
  z.object({
    kind: z.literal('retry'),
    ...said,
    after: z.number().nullable().default(null),
    most: z.number().optional(),
  } satisfies ReceiptOf<'retry'>),
  z.object({ kind: z.literal('never'), ...said } satisfies ReceiptOf<'never'>),
]);

/** null if it cannot be read; an accepted message then counts as sent, as without a receipt. */
export function readReceipt(
  { id, body }: Pick<ReceiptTable, 'id' | 'body'>,
  noting: UnreadableReporter,
): DeliveryReceipt | null {
  return readOr(receipt, body, { kind: 'receipts', id }, noting, null) as DeliveryReceipt | null;
}
