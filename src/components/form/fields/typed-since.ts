/** The letters after the text by which a choice was found: somebody went on typing. */
export function typedSince(found: string, text: string): string {
  return text.startsWith(found) ? text.slice(found.length) : text;
}
