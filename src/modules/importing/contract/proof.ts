/** Defines `proof.json` of an import, and what `--json` prints. */
import { z } from 'zod';
import { IMPORT_CLASSES } from '#modules/importing/domain/model';
import { strict } from '#contract/base/schema';
import { instant } from '#contract/base/scalars';
import { pageDay, pagesState } from '#modules/importing/contract/pages';
import { differenceCause, importClass, importItem, importSource } from '#modules/importing/contract/plan';

const people = z.array(z.string());

const difference = strict({ start: instant, end: instant, source: people, vigie: people, cause: differenceCause });

/** One rota: seconds looked at, seconds equal, seconds in which the source names no person, and every difference. */
const rotaProof = strict({
  rota: z.string(),
  seconds: z.number(),
  equal: z.number(),
  notCompared: z.number().default(0),
  differences: z.array(difference),
});
export type RotaProofWire = z.output<typeof rotaProof>;

const timeline = z.array(strict({ start: instant, end: instant, people }));

export const importProof = strict({
  proofVersion: z.literal(1),
  source: importSource,
  snapshot: z.string(),
  /** Hash of the plan: another plan is proven anew. */
  plan: z.string(),
  from: instant,
  to: instant,
  provenAt: instant,
  /** Who answered for Vigie: its API, or `resolve` of this program. */
  answeredBy: z.enum(['api', 'program']),
  rotas: z.array(
    strict({
      ...rotaProof.shape,
      name: z.string(),
      class: importClass,
      frozenUntil: instant.nullable(),
      source: timeline,
      vigie: timeline,
    }),
  ),
});
export type ImportProof = z.output<typeof importProof>;

/** What `--json` prints. */
export const importReport = strict({
  source: importSource,
  counts: z.record(z.enum(IMPORT_CLASSES), z.int()),
  items: z.array(importItem.omit({ name: true })),
  proof: z.array(rotaProof),
  /** With `--again`: the pages of both sides, once there is a day to compare. */
  pages: strict({ ...pagesState.shape, days: z.array(pageDay) }).optional(),
});
export type ImportReport = z.output<typeof importReport>;
