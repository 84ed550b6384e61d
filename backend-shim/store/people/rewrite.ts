/** Replaces a person's login, name and addresses in stored values. Pure. */
import { parseStored } from '../stored/json.ts';

export interface PersonErasure {
  login: string;
  /** The pseudonym, which says nothing about the person. */
  pseudonym: string;
  /** Name, mail address and addresses of contact methods. */
  words: string[];
}

/** Fields of our JSON that hold logins; elsewhere the same text means something else. */
const PEOPLE = new Set([
  'acknowledgedBy',
  'acks',
  'actor',
  'askedOf',
  'by',
  'called',
  'except',
  'login',
  'managers',
  'members',
  'of',
  'onCall',
  'others',
  'paged',
  'participants',
  'replace',
  'resolvedBy',
  'set',
  'standIn',
  'unreachable',
  'user',
  'users',
  'waited',
  'with',
  'id',
]);
/** `id` names a person only beside a field that says so (`{ what: 'unknown-person', id }`). */
const isPersonKey = (key: string, holder: Record<string, unknown>) =>
  PEOPLE.has(key) && (key !== 'id' || typeof holder['what'] === 'string');
/** Sentences among JSON: names are replaced in them as words. */
const SENTENCES = new Set(['text', 'note', 'reason', 'detail', 'because']);

export function rewriteText(text: string, { login, pseudonym, words }: PersonErasure): string {
  const escaped = [...words, login]
    .filter((word) => word !== '')
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}_@-])(?:${escaped.join('|')})(?![\\p{L}\\p{N}_@-])`, 'giu'),
    pseudonym,
  );
}

/** Invalid JSON does not show which texts name the person, so the login is replaced as a word everywhere. */
export function rewriteJson(json: string, erasure: PersonErasure): string {
  const parsed = parseStored(json, { kind: '', id: '' });
  return parsed.ok ? JSON.stringify(rewritten(parsed.value, false, erasure)) : rewriteText(json, erasure);
}

function rewritten(value: unknown, isPerson: boolean, erasure: PersonErasure): unknown {
  if (typeof value === 'string') {
    return isPerson && value === erasure.login ? erasure.pseudonym : value;
  }
  if (Array.isArray(value)) {
    return value.map((one) => rewritten(one, isPerson, erasure));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const holder = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(holder).map(([key, one]) => [
      key,
      typeof one === 'string' && SENTENCES.has(key)
        ? rewriteText(one, erasure)
        : rewritten(one, isPersonKey(key, holder), erasure),
    ]),
  );
}
