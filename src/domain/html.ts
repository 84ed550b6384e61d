/** Writes HTML for printing: everything that is not markup of ours is escaped. */
import { escapeHtml } from '#domain/notify/escape-html';

/** Also drops characters that no reader shows, such as those that turn the direction of what follows. */
export function escaped(text: string): string {
  return escapeHtml(text.replace(/[\u0000-\u0008\u000B-\u001F\u007F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, ''));
}

/** A column of a table, of text or of numbers. */
interface TableColumn {
  title: string;
  isNumber?: boolean;
}

export interface TableParts {
  columns: readonly TableColumn[];
  rows: ReadonlyArray<readonly string[]>;
  /** A row that sums up those before it: a label over all columns but the last, and the sum. */
  total?: { label: string; sum: string };
  /** What stands below the total. */
  more?: ReadonlyArray<readonly string[]>;
}

function heads(columns: readonly TableColumn[]): string {
  return columns
    .map(({ title, isNumber }) => `<th${isNumber ? ' class="n"' : ''} scope="col">${escaped(title)}</th>`)
    .join('');
}

/** Each cell has the title of its column, too, which a phone shows beside it. */
function cells(columns: readonly TableColumn[], texts: readonly string[]): string {
  return columns
    .map(
      ({ title, isNumber }, i) =>
        `<td${isNumber ? ' class="n"' : ''} data-title="${escaped(title)}">${escaped(texts[i] ?? '')}</td>`,
    )
    .join('');
}

/** The head is repeated on each printed page. */
export function table({ columns, rows, total, more = [] }: TableParts): string {
  const written = (all: ReadonlyArray<readonly string[]>) => all.map((row) => `<tr>${cells(columns, row)}</tr>`);
  const sum =
    total === undefined
      ? []
      : [
          `<tr class="total"><td colspan="${columns.length - 1}">${escaped(total.label)}</td><td class="n">${escaped(total.sum)}</td></tr>`,
        ];
  const body = [...written(rows), ...sum, ...written(more)].join('\n');
  return `<table>\n<thead><tr>${heads(columns)}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

export function section(title: string, ...parts: readonly string[]): string {
  return `<section>\n<h2>${escaped(title)}</h2>\n${parts.join('\n')}\n</section>`;
}

export function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`;
}

const STYLE = `@page { size: A4; margin: 16mm 14mm 18mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 16px; max-width: 190mm; font: 10pt/1.4 "Liberation Sans", Arial, Helvetica, sans-serif; color: #111; background: #fff; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4mm 8mm; border-bottom: 1.5pt solid #111; padding-bottom: 3mm; }
header p, address { margin: 0; font-style: normal; white-space: pre-line; }
header .person { text-align: right; }
h1 { font-size: 16pt; line-height: 1.2; margin: 5mm 0 1mm; }
h2 { font-size: 11pt; margin: 6mm 0 1.5mm; break-after: avoid; }
p { margin: 0 0 1.5mm; }
.state { font-weight: bold; border: 1pt solid #111; padding: 1.5mm 3mm; margin: 2mm 0; }
table { width: 100%; border-collapse: collapse; }
table + p { margin-top: 1.5mm; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: 0.8mm 2mm 0.8mm 0; border-bottom: 0.5pt solid #999; overflow-wrap: break-word; }
th { font-weight: bold; border-bottom: 1pt solid #111; }
.n { text-align: right; white-space: nowrap; padding-left: 2mm; padding-right: 4mm; font-variant-numeric: tabular-nums; }
tr > :last-child { padding-right: 0; }
.total td { font-weight: bold; border-top: 1pt solid #111; }
footer { margin-top: 7mm; border-top: 0.5pt solid #999; padding-top: 2mm; font-size: 8.5pt; break-inside: avoid; }
.hash { font-family: "Liberation Mono", monospace; font-size: 8pt; overflow-wrap: anywhere; }
@media screen and (max-width: 640px) {
  header .person { text-align: left; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody { display: block; }
  tr { display: grid; gap: 0.5mm; padding: 1.5mm 0; border-bottom: 0.5pt solid #999; }
  td, tr > :last-child { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 3mm; padding: 0; border: 0; overflow-wrap: anywhere; }
  td::before { content: attr(data-title); color: #555; }
  td:empty { display: none; }
  .n { text-align: left; white-space: normal; }
  .total { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); border-bottom: 1pt solid #111; }
  .total td { display: block; border: 0; }
  .total td::before { content: none; }
}
@media print { body { padding: 0; max-width: none; } }`;

/** A whole page: no script, no outside address. @param style of ours, on top */
export function page(language: string, title: string, body: string, style = ''): string {
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
${STYLE}${style === '' ? '' : `\n${style}`}
</style>
</head>
<body>
${body}
</body>
</html>
`;
}
