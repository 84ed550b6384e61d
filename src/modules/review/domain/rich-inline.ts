/** Writes what stands within a line of Markdown as HTML: emphasis, code and links to web pages; all text is escaped. */
import { escaped } from '#domain/html';
import { safeHref } from '#domain/notify/escape-html';

const TAGS: ReadonlyArray<readonly [mark: string, tag: string]> = [
  ['**', 'strong'],
  ['__', 'strong'],
  ['~~', 'del'],
  ['*', 'em'],
  ['_', 'em'],
];
const ADDRESS = /^https?:\/\/[^\s<>"'`]+/i;
const DEEPEST = 4;

export function inlineHtml(text: string): string {
  return new Line(text, 0).html();
}

/** Each search for a mark goes on where the last one ended, so that a line of marks takes no longer than another. */
class Line {
  private at = 0;
  private plain = '';
  private written = '';
  private readonly found = new Map<string, number>();
  private readonly text: string;
  private readonly depth: number;

  constructor(text: string, depth: number) {
    this.text = text;
    this.depth = depth;
  }

  html(): string {
    while (this.at < this.text.length) {
      if (!(this.escape() || this.code() || this.link() || this.address() || this.emphasis())) {
        this.plain += this.text[this.at];
        this.at++;
      }
    }
    return this.written + escaped(this.plain);
  }

  /** The next place of it behind `from`; -1: there is none. */
  private next(mark: string, from: number): number {
    const known = this.found.get(mark) ?? -2;
    if (known === -1 || known >= from) {
      return known;
    }
    const place = this.text.indexOf(mark, from);
    this.found.set(mark, place);
    return place;
  }

  private write(html: string, end: number): true {
    this.written += escaped(this.plain) + html;
    this.plain = '';
    this.at = end;
    return true;
  }

  private inner(start: number, end: number): string {
    const text = this.text.slice(start, end);
    return this.depth >= DEEPEST ? escaped(text) : new Line(text, this.depth + 1).html();
  }

  private escape(): boolean {
    if (this.text[this.at] !== '\\' || !/^[!-/:-@[-`{-~]$/.test(this.text[this.at + 1] ?? '')) {
      return false;
    }
    this.plain += this.text[this.at + 1];
    this.at += 2;
    return true;
  }

  private code(): boolean {
    const end = this.text[this.at] === '`' ? this.next('`', this.at + 1) : -1;
    return end > this.at + 1 && this.write(`<code>${escaped(this.text.slice(this.at + 1, end))}</code>`, end + 1);
  }

  /** `[text](address)`; of an image, the text: nothing is loaded. */
  private link(): boolean {
    const start = this.text.startsWith('![', this.at) ? this.at + 1 : this.at;
    const middle = this.text[start] === '[' ? this.next('](', start + 1) : -1;
    const end = middle === -1 ? -1 : this.next(')', middle + 2);
    if (end === -1) {
      return false;
    }
    const href = safeHref(this.text.slice(middle + 2, end).trim());
    return href !== null && this.write(anchor(href, this.inner(start + 1, middle) || href), end + 1);
  }

  /** `https://…` or `<https://…>`. */
  private address(): boolean {
    const isQuoted = this.text[this.at] === '<';
    const start = isQuoted ? this.at + 1 : this.at;
    const first = this.text[start];
    if (first !== 'h' && first !== 'H') {
      return false;
    }
    const found = ADDRESS.exec(this.text.slice(start, start + 2000))?.[0];
    const address = isQuoted ? found : found?.replace(/[.,;:!?)\]*_]{1,9}$/, '');
    const href = address === undefined ? null : safeHref(address);
    if (address === undefined || href === null || (isQuoted && this.text[start + address.length] !== '>')) {
      return false;
    }
    return this.write(anchor(href, escaped(address)), start + address.length + (isQuoted ? 1 : 0));
  }

  private emphasis(): boolean {
    for (const [mark, tag] of TAGS) {
      const start = this.at + mark.length;
      if (!this.text.startsWith(mark, this.at) || /^(?:\s|$)/.test(this.text[start] ?? '')) {
        continue;
      }
      // Within a word an underscore is a letter: snake_case.
      if (mark.startsWith('_') && /[\p{L}\p{N}]/u.test(this.text[this.at - 1] ?? '')) {
        continue;
      }
      const end = this.next(mark, start + 1);
      if (end > start && !/\s/.test(this.text[end - 1] ?? ' ')) {
        return this.write(`<${tag}>${this.inner(start, end)}</${tag}>`, end + mark.length);
      }
    }
    return false;
  }
}

function anchor(href: string, html: string): string {
  return `<a href="${href}" rel="noreferrer">${html}</a>`;
}
