/** Writes text of others into Markdown so that it stays text: no links, images, HTML, headings or new lines of theirs. */

const LINE_END = /\r\n|[\n\r\u2028\u2029]/;

export function markdownText(text: string): string {
  return text.replace(/[\\`*_[\]<>|#~]/g, '\\$&').replace(/\s*[\n\r\u2028\u2029]\s*/g, ' ');
}

/** Each line as a line of a quotation. */
export function markdownQuotation(text: string): string[] {
  return text.split(LINE_END).map((line) => `> ${markdownText(line)}`);
}

/** An address that Markdown readers cannot misinterpret. */
export function markdownAddress(url: string): string {
  return `<${url.replace(/[<>\s]/g, encodeURIComponent)}>`;
}
