/** Writes the report of an import for a terminal. */
import { importSentence } from '#modules/importing/contract/reasons';
import type { ImportItem, ImportKind, ImportPlan } from '#modules/importing/contract/plan';
import type { ImportProof } from '#modules/importing/contract/proof';
import type { AppliedWire } from '#modules/importing/contract/wizard';
import { countsByClass } from '#modules/importing/domain/counts';
import { frozenDaysLeft } from '#modules/importing/domain/frozen';
import { IMPORT_CLASSES } from '#modules/importing/domain/model';
import type { ImportClass } from '#modules/importing/domain/model';
import type { ImportSettings } from '../settings.ts';
import { CAUSE_WORDS, CLASS_WORDS, lengthOf, moment, proofSentence } from './words.ts';

/** Most lines of one class before the rest is counted. */
const SHOWN = 20;
/** What a person must look at comes first. */
const BY_WEIGHT: readonly ImportClass[] = ['needs-a-person', 'approximated', 'frozen', 'left-out'];
const OF_A_PERSON: readonly ImportKind[] = ['contact-method', 'personal-rule'];

/** How many objects became what; what matters, the worst first; then a line for each person. */
export function summaryLines(plan: ImportPlan): string[] {
  const counts = countsByClass(plan.items);
  const ofPeople = plan.items.filter(({ kind }) => OF_A_PERSON.includes(kind));
  return [
    `${plan.source}: ${plan.items.length} objects`,
    ...IMPORT_CLASSES.map((one) => `  ${String(counts[one]).padStart(5)}  ${one}: ${CLASS_WORDS[one]}`),
    ...BY_WEIGHT.flatMap((one) => {
      const items = plan.items.filter((item) => item.class === one && !ofPeople.includes(item));
      const more = items.length - SHOWN;
      return [
        ...items.slice(0, SHOWN).map((item) => `  ${one}: ${item.kind} ${item.name}: ${said(item)}`),
        ...(more > 0 ? [`  ${one}: ${more} more, in the report`] : []),
      ];
    }),
    ...personLines(ofPeople),
  ];
}

/** `Ann: 2 × the source does not show numbers; the phone app of the source` */
function personLines(items: readonly ImportItem[]): string[] {
  const open = items.filter(({ class: one }) => BY_WEIGHT.includes(one));
  const byPerson = Map.groupBy(open, ({ name }) => name.split(': ')[0] ?? name);
  return [...byPerson].map(([name, some]) => {
    const reasons = [...Map.groupBy(some, said)].map(([why, all]) => (all.length > 1 ? `${all.length} × ${why}` : why));
    return `  person ${name}: ${reasons.join('; ')}`;
  });
}

function said({ reason, data }: ImportItem): string {
  return importSentence(reason, data);
}

/** What `apply` did, what it left, and, last, whom it does not page yet. */
export function appliedLines(
  { made, changed, same, kept, silent }: AppliedWire,
  { toFolder }: Pick<ImportSettings, 'toFolder'>,
): string[] {
  const how = toFolder === null ? 'switch each to real (People, Teams)' : 'set shadow: false in its file';
  return [
    `applied: ${made} made, ${changed} changed, ${same} as they were`,
    ...(kept.length === 0
      ? []
      : [`kept as they are in Vigie, changed there or not shown by the source: ${kept.join(', ')}`]),
    silent.length === 0
      ? 'all of it pages: no team of it is in shadow'
      : `these page nobody yet, they are in shadow: ${silent.map((id) => `team ${id}`).join(', ')}. On the day of the switch, ${how}`,
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
