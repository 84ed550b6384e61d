/** Writes the report of an import for a terminal. */
import { importSentence } from '#contract/importing/reasons';
import type { ImportPlan } from '#contract/importing/plan';
import type { ImportProof } from '#contract/importing/proof';
import { countsByClass } from '#domain/importing/counts';
import { frozenDaysLeft } from '#domain/importing/frozen';
import { IMPORT_CLASSES } from '#domain/importing/model';
import { CAUSE_WORDS, CLASS_WORDS, lengthOf, moment, proofSentence } from './words.ts';

export function summaryLines(plan: ImportPlan): string[] {
  const counts = countsByClass(plan.items);
  const open = plan.items.filter(({ class: one }) => one !== 'exact' && one !== 'rewritten');
  return [
    `${plan.source}: ${plan.items.length} objects`,
    ...IMPORT_CLASSES.map((one) => `  ${String(counts[one]).padStart(5)}  ${one}: ${CLASS_WORDS[one]}`),
    ...open.map((item) => `  ${item.class}: ${item.kind} ${item.name}: ${importSentence(item.reason, item.data)}`),
  ];
}

export function proofLines(proof: ImportProof, now: number): string[] {
  return proof.rotas.flatMap((rota) => [
    `${rota.name}: ${proofSentence(rota)}`,
    ...rota.differences
      .slice(0, 20)
      .map(
        ({ start, end, source, vigie, cause }) =>
          `  ${moment(start)} to ${moment(end)} UTC (${lengthOf((Date.parse(end) - Date.parse(start)) / 1_000)}): source ${crew(source)}, Vigie ${crew(vigie)}: ${CAUSE_WORDS[cause]}`,
      ),
    ...frozenLines(rota, now),
  ]);
}

function frozenLines({ frozenUntil }: ImportProof['rotas'][number], now: number): string[] {
  if (frozenUntil === null) {
    return [];
  }
  const left = frozenDaysLeft(Date.parse(frozenUntil), now);
  const end = `written down until ${moment(frozenUntil)} UTC; nobody is on call after that`;
  return [left === null ? `  ${end}` : `  warning: ${end}, in ${left} days`];
}

function crew(people: readonly string[]): string {
  return people.length === 0 ? 'nobody' : people.join(', ');
}
