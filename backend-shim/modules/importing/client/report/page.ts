/** Writes the report of an import as one HTML page that needs nothing else, to hand to a manager. */
import { importSentence } from '#modules/importing/contract/reasons';
import { IMPORT_KINDS } from '#modules/importing/contract/plan';
import type { ImportItem, ImportPlan } from '#modules/importing/contract/plan';
import type { ImportProof } from '#modules/importing/contract/proof';
import { countsByClass } from '#modules/importing/domain/counts';
import { frozenDaysLeft } from '#modules/importing/domain/frozen';
import { IMPORT_CLASSES } from '#modules/importing/domain/model';
import { escapeHtml } from '#domain/notify/escape-html';
import { timelineBars } from './timeline-bars.ts';
import { CAUSE_WORDS, CLASS_WORDS, moment, proofSentence } from './words.ts';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:68rem;margin:2rem auto;padding:0 1rem;color:#1c1e21;background:#fff}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #d8dadf;vertical-align:top}
h2{margin-top:2.5rem}.bad{color:#a8071a;font-weight:600}.ok{color:#216e39}.bars{width:100%;height:auto;display:block}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}ol{margin:.3rem 0;padding-left:1.4rem}small{color:#5b616b}`;

export function reportPage(plan: ImportPlan, proof: ImportProof | null): string {
  const title = `Move from ${plan.source} to Vigie`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>
<h1>${escapeHtml(title)}</h1>
<p>As the source was on ${moment(plan.from)} UTC; compared until ${moment(plan.to)} UTC.</p>
${countsTable(plan)}
${proof === null ? '<p>Who is on call has not been compared yet: run <code>prove</code>.</p>' : proofSection(proof)}
${escalationSection(plan)}
${itemSection(plan)}
</body></html>
`;
}

function countsTable(plan: ImportPlan): string {
  const counts = countsByClass(plan.items);
  const rows = IMPORT_CLASSES.map(
    (one) => `<tr><td>${one}</td><td>${counts[one]}</td><td>${CLASS_WORDS[one]}</td></tr>`,
  );
  return `<h2>What became of ${plan.items.length} objects</h2><table><tr><th>class</th><th>objects</th><th></th></tr>${rows.join('')}</table>`;
}

function proofSection(proof: ImportProof): string {
  const by = proof.answeredBy === 'api' ? 'the API of Vigie' : 'the code of Vigie, without its API';
  const rotas = proof.rotas.map((rota) => {
    const isBad = rota.differences.some(({ cause }) => cause === 'unexplained');
    return `<h3>${escapeHtml(rota.name)}</h3><p class="${isBad ? 'bad' : 'ok'}">${escapeHtml(proofSentence(rota))}</p>${frozenNote(rota, proof)}${timelineBars(rota)}${differenceTable(rota)}`;
  });
  return `<h2>Who is on call, compared</h2><p>The answer of ${escapeHtml(proof.source)} against that of ${by}, ${moment(proof.from)} to ${moment(proof.to)} UTC.</p>${rotas.join('')}`;
}

function frozenNote({ frozenUntil }: ImportProof['rotas'][number], { provenAt }: ImportProof): string {
  if (frozenUntil === null) {
    return '';
  }
  const left = frozenDaysLeft(Date.parse(frozenUntil), Date.parse(provenAt));
  const soon = left === null ? '' : `, in ${left} days`;
  return `<p${left === null ? '' : ' class="bad"'}><strong>Written down until ${moment(frozenUntil)} UTC; nobody is on call after that${soon}.</strong></p>`;
}

function differenceTable({ differences }: ImportProof['rotas'][number]): string {
  if (differences.length === 0) {
    return '';
  }
  const rows = differences.map(
    ({ start, end, source, vigie, cause }) =>
      `<tr><td>${moment(start)}</td><td>${moment(end)}</td><td>${crew(source)}</td><td>${crew(vigie)}</td><td${cause === 'unexplained' ? ' class="bad"' : ''}>${escapeHtml(CAUSE_WORDS[cause])}</td></tr>`,
  );
  return `<table><tr><th>from (UTC)</th><th>to</th><th>source</th><th>Vigie</th><th>cause</th></tr>${rows.join('')}</table>`;
}

function escalationSection({ escalations }: ImportPlan): string {
  const list = (lines: readonly string[]) => `<ol>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ol>`;
  const pairs = escalations.map(
    ({ name, source, vigie }) =>
      `<h3>${escapeHtml(name)}</h3><div class="pair"><div><small>source</small>${list(source)}</div><div><small>Vigie</small>${list(vigie)}</div></div>`,
  );
  return pairs.length === 0 ? '' : `<h2>Escalation, side by side</h2>${pairs.join('')}`;
}

/** The classes that need reading come first. */
function itemSection({ items }: ImportPlan): string {
  const sections = IMPORT_CLASSES.toReversed().map((one) => {
    const rows = IMPORT_KINDS.flatMap((kind) => items.filter((item) => item.class === one && item.kind === kind)).map(
      itemRow,
    );
    return rows.length === 0
      ? ''
      : `<h3>${one}: ${CLASS_WORDS[one]}</h3><table><tr><th>kind</th><th>name</th><th>in Vigie</th><th></th></tr>${rows.join('')}</table>`;
  });
  return `<h2>Every object</h2>${sections.join('')}`;
}

function itemRow({ kind, name, vigieId, reason, data }: ImportItem): string {
  return `<tr><td>${kind}</td><td>${escapeHtml(name)}</td><td>${escapeHtml(vigieId ?? '–')}</td><td>${escapeHtml(importSentence(reason, data))}</td></tr>`;
}

function crew(people: readonly string[]): string {
  return people.length === 0 ? '<i>nobody</i>' : escapeHtml(people.join(', '));
}
