/**
 * Makes a snapshot fit for a bug report: people become `person-1`, addresses and keys disappear, ids and times stay. What
 * is no id, time, number or known word of the source may name something, so free text is replaced, too.
 */
import type { PagerPerson, PagerSnapshot } from '../pager.ts';
import { maskedId } from './ids.ts';

const SECRET = /(?:token|secret|password|key|routing_key|apikey|authorization\w*|credentials?)$/i;
const ADDRESS = /(?:href|link|url|address|phone|number|email|mail|username|slack|skype|^to$|ical)/i;
/** What people call things and themselves: a device is often "Ann's phone". */
const FREE_TEXT =
  /^(?:name|fullName|teamName|displayName|details|message|notes?|text|\w*(?:label|title|description|summary|comment)|company|department|location|bio|signature|reason)$/i;
/** In them every text is somebody's own, whatever its field is called. */
const FREE_FIELDS = /^(?:details|extra_?properties|user_?address|headers|labels|tags|custom_?fields)$/i;
const MAIL = /[^\s@<>"]+@[^\s@<>"]+/g;
const WEB = /https?:\/\/[^\s"]+/g;

export const REDACTED_HOST = 'https://redacted.example';

export function redacted(
  snapshot: Pick<PagerSnapshot, 'config' | 'answers' | 'problems'>,
  people: readonly PagerPerson[],
  secretIds: readonly string[] = [],
): Pick<PagerSnapshot, 'config' | 'answers' | 'problems'> {
  const names = new Map<string, string>();
  people.forEach(({ name, email, username }, i) =>
    [name, email, username].forEach((one) => one !== null && one !== '' && names.set(one, `person-${i + 1}`)),
  );
  const texts = new Map<string, string>();
  const secrets = new Set(secretIds);
  const idOf = (id: string) => (secrets.has(id) ? maskedId(id) : id);
  const clean = (value: unknown, field: string, isFree = false): unknown => {
    if (typeof value === 'string' && secrets.has(value)) {
      return maskedId(value);
    }
    if (typeof value === 'string') {
      return cleanText(value, isFree ? 'text' : field, names, texts);
    }
    const isInside = isFree || FREE_FIELDS.test(field);
    if (Array.isArray(value)) {
      return value.map((one) => clean(one, field, isInside));
    }
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, clean(one, key, isInside)]))
      : value;
  };
  return {
    config: snapshot.config.map((one) => ({ ...one, id: idOf(one.id), body: clean(one.body, '') })),
    answers: snapshot.answers.map((one) => ({
      ...one,
      endpoint: withoutAddresses(one.endpoint),
      pages: one.pages.map((page) => clean(page, '')),
    })),
    problems: snapshot.problems.map(({ kind, id, why }) => ({ kind, id: idOf(id), why: withoutAddresses(why) })),
  };
}

function cleanText(
  text: string,
  field: string,
  names: ReadonlyMap<string, string>,
  texts: Map<string, string>,
): string {
  const person = names.get(text);
  if (person !== undefined) {
    return ADDRESS.test(field) ? `${person}@example.com` : person;
  }
  if (SECRET.test(field) || ADDRESS.test(field)) {
    return `redacted-${field}`;
  }
  if (FREE_TEXT.test(field) && text !== '') {
    const known = texts.get(text) ?? `text-${texts.size + 1}`;
    texts.set(text, known);
    return known;
  }
  return withoutAddresses(text);
}

function withoutAddresses(text: string): string {
  return text.replace(WEB, REDACTED_HOST).replace(MAIL, 'somebody@example.com');
}
