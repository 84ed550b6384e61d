/** Reads the small part of Jinja in which conditions of routes are usually written. */
export interface JinjaTest {
  /** `payload.alerts[0].labels.severity` as its parts. */
  path: string[];
  operator: '==' | '!=' | 'in' | 'contains' | 'regex_search' | 'regex_match';
  values: string[];
}

export type JinjaExpression =
  | { kind: 'test'; test: JinjaTest }
  | { kind: 'not'; of: JinjaExpression }
  | { kind: 'and' | 'or'; of: JinjaExpression[] };

type Token = { kind: 'text'; value: string } | { kind: 'word' | 'sign'; value: string };

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_]\w*|\d+)|(==|!=|[.[\](),|]))/y;

/** @returns null: it is more than this reads */
export function parseExpression(template: string): JinjaExpression | null {
  const text = template.trim();
  const [, printed] = /^\{\{-?([^{}]*)-?\}\}$/s.exec(text) ?? [];
  const [, asked] =
    /^\{%-?\s*if\s([^{}%]*?)-?%\}\s*(?:True|true|1|ok|\{\{\s*(?:True|true)\s*\}\})\s*(?:\{%-?\s*else\s*-?%\}\s*(?:False|false|0)?\s*)?\{%-?\s*endif\s*-?%\}$/s.exec(
      text,
    ) ?? [];
  const tokens = tokensOf(printed ?? asked ?? '');
  if (tokens === null || tokens.length === 0) {
    return null;
  }
  const reader = new TokenReader(tokens);
  const expression = readOr(reader);
  return expression === null || !reader.isAtEnd() ? null : expression;
}

function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = [];
  let at = 0;
  const end = text.trimEnd().length;
  while (at < end) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) {
      return null;
    }
    const [whole, quoted, word, sign] = match;
    tokens.push(
      quoted !== undefined
        ? { kind: 'text', value: unquoted(quoted) }
        : { kind: word === undefined ? 'sign' : 'word', value: word ?? sign ?? '' },
    );
    at += whole.length;
  }
  return tokens;
}

/** As in Python: a backslash before anything but a quote or itself stays. */
function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(["'\\])/g, '$1');
}

class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  peek(ahead = 0): Token | null {
    return this.#tokens[this.#at + ahead] ?? null;
  }

  /** Takes the next token if it is this word or sign. */
  take(value: string): boolean {
    const token = this.peek();
    const isIt = token !== null && token.kind !== 'text' && token.value === value;
    this.#at += isIt ? 1 : 0;
    return isIt;
  }

  takeText(): string | null {
    const token = this.peek();
    this.#at += token?.kind === 'text' ? 1 : 0;
    return token?.kind === 'text' ? token.value : null;
  }

  takeWord(): string | null {
    const token = this.peek();
    this.#at += token?.kind === 'word' ? 1 : 0;
    return token?.kind === 'word' ? token.value : null;
  }
}

function readOr(reader: TokenReader): JinjaExpression | null {
  return readChain(reader, 'or', () => readChain(reader, 'and', () => readNot(reader)));
}

function readChain(
  reader: TokenReader,
  word: 'and' | 'or',
  readPart: () => JinjaExpression | null,
): JinjaExpression | null {
  const parts: JinjaExpression[] = [];
  do {
    const part = readPart();
    if (part === null) {
      return null;
    }
    parts.push(part);
  } while (reader.take(word));
  return parts.length === 1 ? (parts[0] as JinjaExpression) : { kind: word, of: parts };
}

function readNot(reader: TokenReader): JinjaExpression | null {
  if (reader.take('not')) {
    const of = readNot(reader);
    return of === null ? null : { kind: 'not', of };
  }
  if (reader.take('(')) {
    const inside = readOr(reader);
    return inside !== null && reader.take(')') ? inside : null;
  }
  return readTest(reader);
}

function readTest(reader: TokenReader): JinjaExpression | null {
  const needle = reader.takeText();
  if (needle !== null) {
    const isNot = reader.take('not');
    const path = reader.take('in') ? readPath(reader) : null;
    return path === null ? null : asTest({ path, operator: 'contains', values: [needle] }, isNot);
  }
  const path = readPath(reader);
  if (path === null) {
    return null;
  }
  if (reader.take('|')) {
    return readFilter(reader, path);
  }
  for (const operator of ['==', '!='] as const) {
    if (reader.take(operator)) {
      const value = reader.takeText();
      return value === null ? null : asTest({ path, operator, values: [value] }, false);
    }
  }
  const isNot = reader.take('not');
  const values = reader.take('in') ? readList(reader) : null;
  return values === null ? null : asTest({ path, operator: 'in', values }, isNot);
}

function readFilter(reader: TokenReader, path: string[]): JinjaExpression | null {
  const name = reader.takeWord();
  if ((name !== 'regex_search' && name !== 'regex_match') || !reader.take('(')) {
    return null;
  }
  const value = reader.takeText();
  return value !== null && reader.take(')') ? asTest({ path, operator: name, values: [value] }, false) : null;
}

function readPath(reader: TokenReader): string[] | null {
  const first = reader.takeWord();
  if (first === null || ['and', 'or', 'not', 'in', 'is', 'if', 'else'].includes(first)) {
    return null;
  }
  const path = [first];
  for (;;) {
    if (reader.take('.')) {
      const word = reader.takeWord();
      if (word === null || reader.peek()?.value === '(') {
        return null;
      }
      path.push(word);
    } else if (reader.take('[')) {
      const part = reader.takeText() ?? reader.takeWord();
      if (part === null || !reader.take(']')) {
        return null;
      }
      path.push(part);
    } else {
      return path;
    }
  }
}

function readList(reader: TokenReader): string[] | null {
  const end = reader.take('[') ? ']' : reader.take('(') ? ')' : null;
  if (end === null) {
    return null;
  }
  const values: string[] = [];
  while (!reader.take(end)) {
    const value = reader.takeText();
    if (value === null || (!reader.take(',') && reader.peek()?.value !== end)) {
      return null;
    }
    values.push(value);
  }
  return values;
}

function asTest(test: JinjaTest, isNot: boolean): JinjaExpression {
  return isNot ? { kind: 'not', of: { kind: 'test', test } } : { kind: 'test', test };
}
