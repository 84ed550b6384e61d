/**
 * A **problem** is one thing that a person must change in what they sent or wrote. Paths look like
 * `rotas[0].layers[1].participants[0][0]`, the same in API errors, provisioning files and the editor. `reason` and
 * `data` are for programs and translations.
 */
import type { ProblemReason } from '#contract/reasons/problems';

export type Problem = ProblemText & (ProblemReason | { reason?: undefined; data?: undefined });

/** What is wrong with the field at `path`, in words for people. */
interface ProblemText {
  path: string;
  message: string;
  /** The path of the other field: the first of two that must differ. */
  other?: string;
  /**
   * For a reference to something that does not exist: the sentence without this claim, for when the thing still exists.
   */
  dangling?: string;
}

export type PathPart = string | number;

const PLAIN_KEY = /^[A-Za-z_][\w-]*$/;

/** `['rotas', 0, 'labels', 'a b']` → `rotas[0].labels["a b"]`; the whole document is ``. */
export function formatPath(parts: ReadonlyArray<PropertyKey>): string {
  return parts.reduce<string>((text, part) => {
    if (typeof part === 'number') {
      return `${text}[${part}]`;
    }
    const key = String(part);
    if (!PLAIN_KEY.test(key)) {
      return `${text}[${JSON.stringify(key)}]`;
    }
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

const PART = /^\.?([A-Za-z_][\w-]*)|^\[(\d+)\]|^\[("(?:[^"\\]|\\.)*")\]/;

/** The inverse of `formatPath`. */
export function parsePath(text: string): PathPart[] {
  const parts: PathPart[] = [];
  let rest = text;
  for (let found = PART.exec(rest); found; found = PART.exec(rest)) {
    const [whole, key, index, quoted] = found;
    parts.push(key ?? (index === undefined ? (JSON.parse(quoted ?? '""') as string) : Number(index)));
    rest = rest.slice(whole.length);
  }
  if (rest !== '') {
    throw new Error(`not a path: ${text}`);
  }
  return parts;
}
