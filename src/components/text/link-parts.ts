/** Finds web addresses in text, and what people mark as strong. */
export interface TextPart {
  text: string;
  isLink: boolean;
}

export interface StrongPart {
  text: string;
  isStrong: boolean;
}

const STRONG = /\*\*([^*\s](?:[^*\n]*[^*\s])?)\*\*/g;

/** As chats and reviews write it: `**text**`, within a line. The marks are left out. */
export function strongParts(text: string): StrongPart[] {
  return text
    .split(STRONG)
    .map((part, i) => ({ text: part, isStrong: i % 2 === 1 }))
    .filter((part) => part.text !== '');
}

/** Only http and https: other schemes could run code or start programs. */
const ADDRESS = /https?:\/\/[^\s<>"\u201c\u201d\u00ab\u00bb\u202f]+/gi;

/** Punctuation after an address belongs to the sentence; a closing bracket too, unless the address opened it. */
function withoutSentence(address: string): string {
  const trimmed = address.replace(/[.,;:!?\u2026'\u2019]+$/u, '');
  const closes = /[)\]]$/.exec(trimmed)?.[0];
  if (closes === undefined) {
    return trimmed;
  }
  const opens = closes === ')' ? '(' : '[';
  const count = (one: string) => trimmed.split(one).length - 1;
  return count(closes) > count(opens) ? withoutSentence(trimmed.slice(0, -1)) : trimmed;
}

/** The parts of the text in order; put together, they are the text. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutSentence(match[0]);
    if (/^https?:\/\/[^/]/i.test(address)) {
      parts.push({ text: text.slice(at, match.index), isLink: false }, { text: address, isLink: true });
      at = match.index + address.length;
    }
  }
  parts.push({ text: text.slice(at), isLink: false });
  return parts.filter((part) => part.text !== '');
}
