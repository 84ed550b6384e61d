/** Defines the dry run of a change that puts people on call: what the rules would say, for those whom it concerns. */
import { z } from 'zod';
import { optional, strict } from '#contract/base/schema';
import { id, instant, login } from '#contract/base/scalars';
import { exactlyOneOf } from '#contract/base/why';
import { finding } from '#contract/labour/finding';
import { override, rota } from '#contract/rotas/rota';
import { newSwap, takeOver } from '#contract/rotas/swap';

/** One of: a rota as it would be, an override of a rota, a swap (a new one, or the id of one to take), a take-over. */
export const labourPreviewRequest = strict({
  rota: rota.nullish(),
  /** From when the rota would hold; absent or in the past: now. */
  holdsFrom: instant.nullish(),
  /** `change` is the body of `POST rotas/:id/overrides`; with the id of one that exists, it takes its place. */
  override: strict({ rota: id, change: override }).nullish(),
  swap: z.union([id, newSwap]).nullish(),
  takeOver: strict({ rota: id, user: takeOver.shape.user, by: optional(login) }).nullish(),
}).superRefine(exactlyOneOf('rota', 'override', 'swap', 'takeOver'));

export type LabourPreviewRequest = z.output<typeof labourPreviewRequest>;

export const labourPreview = strict({
  indicative: z.literal(true),
  /** What the change makes, and what it ends. Editors read `notice` and `eligible` alone, the latter without numbers. */
  items: z.array(finding.safeExtend({ change: z.enum(['made', 'ended']) })),
  /** Until when each new stretch of duty must be told so that its notice is kept. */
  tellBy: z.array(strict({ user: login, rota: id, start: instant, by: instant })),
  /** Whether saving needs a reason in `exceptional`. */
  exceptional: z.boolean(),
});

export type LabourPreviewWire = z.output<typeof labourPreview>;
