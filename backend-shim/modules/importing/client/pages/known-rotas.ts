/**
 * Remembers who was on call on both sides: each comparison looks ahead, and pages are explained by what the one before
 * them said.
 */
import { z } from 'zod';
import { PAGES } from '#modules/importing/contract/page-files';
import type { ImportProof } from '#modules/importing/contract/proof';
import { DIFFERENCE_CAUSES } from '#modules/importing/domain/model';
import type { ComparedRota } from '#modules/importing/domain/pages/model';
import { jsonOrNull } from '../snapshot/json.ts';

export const KNOWN_ROTAS = `${PAGES}/on-call.json`;

const span = z.strictObject({ start: z.number(), end: z.number(), people: z.array(z.string()) });
const storedRotas = z.array(
  z.strictObject({
    id: z.string(),
    theirs: z.array(span),
    ours: z.array(span),
    differences: z.array(z.strictObject({ start: z.number(), end: z.number(), cause: z.enum(DIFFERENCE_CAUSES) })),
  }),
);

/** A file that cannot be read is forgotten: it explains, and proves nothing. */
export function rotasIn(text: string | null): ComparedRota[] {
  const read = storedRotas.safeParse(text === null ? null : jsonOrNull(text));
  return read.success ? read.data : [];
}

/** What was known until the new comparison began, and from there on what it says. Spans that ended before `kept` go. */
export function withProof(known: readonly ComparedRota[], proof: ImportProof, kept: number): ComparedRota[] {
  const from = Date.parse(proof.from);
  const before = new Map(known.map((one) => [one.id, one]));
  const compared = proof.rotas.map(({ rota, source, vigie, differences }): ComparedRota => {
    const old = before.get(rota);
    before.delete(rota);
    return {
      id: rota,
      theirs: [...until(old?.theirs, from, kept), ...source.map(spanOf)],
      ours: [...until(old?.ours, from, kept), ...vigie.map(spanOf)],
      differences: [
        ...until(old?.differences, from, kept),
        ...differences.map(({ start, end, cause }) => ({ start: Date.parse(start), end: Date.parse(end), cause })),
      ],
    };
  });
  const gone = [...before.values()].map(({ id, theirs, ours, differences }) => ({
    id,
    theirs: until(theirs, from, kept),
    ours: until(ours, from, kept),
    differences: until(differences, from, kept),
  }));
  return [...compared, ...gone.filter(({ ours }) => ours.length > 0)];
}

function until<Span extends { start: number; end: number }>(
  spans: readonly Span[] | undefined,
  to: number,
  kept: number,
): Span[] {
  return (spans ?? [])
    .filter(({ start, end }) => start < to && end > kept)
    .map((one) => ({ ...one, end: Math.min(one.end, to) }));
}

function spanOf({ start, end, people }: ImportProof['rotas'][number]['source'][number]) {
  return { start: Date.parse(start), end: Date.parse(end), people };
}
