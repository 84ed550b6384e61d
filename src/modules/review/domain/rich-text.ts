/**
 * Writes the Markdown of people as HTML: headings, paragraphs, lists, quotations, code, tables, emphasis and links to web
 * pages. All text is escaped, HTML of theirs stays text, and nothing is loaded. Reads each character a few times at most,
 * whatever it is.
 */
import { escaped } from '#domain/html';
import { inlineHtml } from '#modules/review/domain/rich-inline';

/** @param level of the heading that it stands below; its own are smaller */
export function richHtml(markdown: string, level = 2): string {
  return blocks(markdown.replace(/\r\n?|[\u2028\u2029]/g, '\n').split('\n'), level, 0).join('\n');
}

const HEADING = /^ {0,3}(#{1,6}) +(\S.*)$/;
const RULE = /^ {0,3}(?:-(?: *-){2,}|\*(?: *\*){2,}|_(?: *_){2,}) *$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,12})(?:[-*+]|(\d{1,9})[.)]) +(.*)$/;
const TASK = /^\[([ xX])\] +/;
const DIVIDER = /^[\s|:-]+$/;
/** Deeper ones are shown as text: a page that is read by people has none. */
const DEEPEST = 6;

type Lines = readonly string[];

function blocks(lines: Lines, level: number, depth: number): string[] {
  const written: string[] = [];
  for (let at = 0; at < lines.length;) {
    const block = blockAt(lines, at, level, depth);
    written.push(...(block.html === '' ? [] : [block.html]));
    at = block.next;
  }
  return written;
}

interface Block {
  html: string;
  /** The line after it. */
  next: number;
}

function blockAt(lines: Lines, at: number, level: number, depth: number): Block {
  const line = lines[at] ?? '';
  if (line.trim() === '') {
    return { html: '', next: at + 1 };
  }
  const fence = FENCE.exec(line)?.[1];
  if (fence !== undefined) {
    return code(lines, at, fence);
  }
  const heading = HEADING.exec(line);
  if (heading !== null) {
    const [, marks = '', title = ''] = heading;
    const own = Math.min(6, level + marks.length);
    return { html: `<h${own}>${inlineHtml(withoutMarks(title))}</h${own}>`, next: at + 1 };
  }
  if (RULE.test(line)) {
    return { html: '<hr>', next: at + 1 };
  }
  if (depth < DEEPEST && QUOTE.test(line)) {
    return quotation(lines, at, level, depth);
  }
  if (depth < DEEPEST && ITEM.test(line)) {
    return list(lines, at, level, depth);
  }
  return isTable(lines, at) ? table(lines, at) : paragraphAt(lines, at, depth);
}

/** `## Title ##` */
function withoutMarks(title: string): string {
  let end = title.length;
  while (title[end - 1] === '#' || title[end - 1] === ' ') {
    end--;
  }
  return title.slice(0, end);
}

/** The lines from here on that are of the block. */
function run(lines: Lines, from: number, isOf: (line: string) => boolean): string[] {
  let end = from;
  while (end < lines.length && isOf(lines[end] ?? '')) {
    end++;
  }
  return lines.slice(from, end);
}

function code(lines: Lines, at: number, fence: string): Block {
  const inside = run(lines, at + 1, (line) => !line.trimStart().startsWith(fence));
  return { html: `<pre><code>${escaped(inside.join('\n'))}</code></pre>`, next: at + inside.length + 2 };
}

function quotation(lines: Lines, at: number, level: number, depth: number): Block {
  const own = run(lines, at, (line) => QUOTE.test(line));
  const inside = blocks(
    own.map((line) => line.replace(QUOTE, '')),
    level,
    depth + 1,
  );
  return { html: `<blockquote>\n${inside.join('\n')}\n</blockquote>`, next: at + own.length };
}

function isParagraph(line: string, depth: number): boolean {
  const begins = [HEADING, RULE, FENCE, ...(depth < DEEPEST ? [QUOTE, ITEM] : [])];
  return line.trim() !== '' && !begins.some((pattern) => pattern.test(line));
}

function paragraphAt(lines: Lines, at: number, depth: number): Block {
  const more = run(lines, at + 1, (line) => isParagraph(line, depth));
  const own = [lines[at] ?? '', ...more].map((line) => inlineHtml(line.trim()));
  return { html: `<p>${own.join('<br>\n')}</p>`, next: at + own.length };
}

/** Items of the same depth and kind; what is indented more is inside of them. */
function list(lines: Lines, at: number, level: number, depth: number): Block {
  const [, indent = '', number] = ITEM.exec(lines[at] ?? '') ?? [];
  const isOrdered = number !== undefined;
  const items: string[] = [];
  let next = at;
  for (;;) {
    const item = ITEM.exec(lines[next] ?? '');
    if (item === null || item[1] !== indent || (item[2] !== undefined) !== isOrdered) {
      break;
    }
    const more = run(lines, next + 1, (line) => line.startsWith(`${indent}  `) && line.trim() !== '');
    const inside = blocks(
      more.map((line) => line.slice(indent.length + 2)),
      level,
      depth + 1,
    );
    items.push(`<li>${[itemText(item[3] ?? ''), ...inside].join('\n')}</li>`);
    next += 1 + more.length;
  }
  const tag = isOrdered ? 'ol' : 'ul';
  const start = isOrdered && Number(number) !== 1 ? ` start="${Number(number)}"` : '';
  return { html: `<${tag}${start}>\n${items.join('\n')}\n</${tag}>`, next };
}

function itemText(text: string): string {
  const task = TASK.exec(text);
  return task === null ? inlineHtml(text) : `${task[1] === ' ' ? '☐' : '☑'} ${inlineHtml(text.slice(task[0].length))}`;
}

function isTable(lines: Lines, at: number): boolean {
  const divider = lines[at + 1] ?? '';
  return (lines[at] ?? '').includes('|') && divider.includes('-') && divider.includes('|') && DIVIDER.test(divider);
}

function table(lines: Lines, at: number): Block {
  const head = cellsOf(lines[at] ?? '');
  const rows = run(lines, at + 2, (line) => line.includes('|'));
  const row = (tag: 'th' | 'td', cells: readonly string[]) =>
    `<tr>${head.map((_, column) => `<${tag}>${inlineHtml(cells[column] ?? '')}</${tag}>`).join('')}</tr>`;
  const body = rows.map((line) => row('td', cellsOf(line))).join('\n');
  return {
    html: `<table>\n<thead>${row('th', head)}</thead>\n<tbody>\n${body}\n</tbody>\n</table>`,
    next: at + 2 + rows.length,
  };
}

function cellsOf(line: string): string[] {
  const parts = line
    .trim()
    .replace(/^\|/, '')
    .split(/(?<!\\)\|/);
  const cells = parts.at(-1)?.trim() === '' ? parts.slice(0, -1) : parts;
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}
