/**
 * Makes the monthly document (R3121-2, D3171-16): one self-contained HTML file for printing, of a statement as it was
 * handed over or closed.
 */
import {
  dutySection,
  findingSection,
  hourSection,
  interventionSection,
  noticeSection,
  restSection,
} from '#domain/labour/document/time-sections';
import { correctionSections, paySection } from '#domain/labour/document/pay-sections';
import { escaped, page, paragraph } from '#domain/html';
import type { DocumentFacts, DocumentFrame } from '#domain/labour/document/frame';
import { DOCUMENT_TEXTS } from '#domain/labour/document/texts';
import { writtenDate, writtenMonth, writtenTime } from '#domain/labour/document/written';
import type { Statement } from '#domain/labour/statement/statement';

export function documentOf(statement: Statement, facts: DocumentFacts): string {
  const words = DOCUMENT_TEXTS[facts.language];
  const frame: DocumentFrame = { statement, words, ...facts };
  const title = words.title(writtenMonth(statement.month, facts.language));
  const body = [
    head(frame),
    `<main>`,
    `<h1>${escaped(title)}</h1>`,
    ...stateOf(frame),
    hourSection(frame),
    paySection(frame),
    ...correctionSections(frame),
    dutySection(frame),
    interventionSection(frame),
    restSection(frame),
    ...noticeSection(frame),
    ...findingSection(frame),
    `</main>`,
    foot(frame),
  ].join('\n');
  return page(facts.language, `${title}, ${statement.name}`, body);
}

function head({ statement, words, employer, unit }: DocumentFrame): string {
  const by = employer === null ? [] : [employer.name, employer.registration, employer.address];
  const own = [...by, words.unit(unit)].filter((line) => line !== null && line !== '').join('\n');
  const person = [statement.name, ...(statement.payrollId === null ? [] : [words.payrollId(statement.payrollId)])];
  return `<header>\n<address>${escaped(own)}</address>\n<p class="person">${escaped(person.join('\n'))}</p>\n</header>`;
}

function stateOf({ statement: { closing }, words, language, madeAt }: DocumentFrame): string[] {
  const state = (text: string) => `<p class="state">${escaped(text)}</p>`;
  if (!closing) {
    return [state(words.provisional(writtenTime(madeAt, language)))];
  }
  const said = [
    words.closed(writtenTime(closing.at, language), closing.by),
    ...(closing.alone ? [words.alone] : []),
  ].join(' ');
  return [state(said), ...(closing.reason === null ? [] : [paragraph(words.reason(closing.reason))])];
}

/** Only what a rules entry says of itself; the contract gives it more. */
interface RulesNote {
  from: string;
  pack?: unknown;
  agreement?: unknown;
}

function foot({ statement, words, language, hash }: DocumentFrame): string {
  const last = (statement.inputs.rules as readonly RulesNote[]).findLast(
    ({ from }) => from.slice(0, 7) <= statement.month,
  );
  const rules =
    last === undefined || typeof last.pack !== 'string'
      ? [words.noRules]
      : [
          words.pack(last.pack, writtenDate(last.from, language)),
          ...(typeof last.agreement === 'string' ? [words.agreement(last.agreement)] : []),
        ];
  return `<footer>
${paragraph([...rules, words.indicative].join(' '))}
<p>${escaped(words.hash)} <span class="hash">${hash}</span></p>
</footer>`;
}
