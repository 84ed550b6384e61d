/** Finds the people whom an event means: named in its title, invited, or organizing it. */

/** The people in an event, as written. Mail addresses in lower case. */
export interface EventPeople {
  summary: string;
  attendees: readonly string[];
  organizer: string | null;
}

export interface KnownPerson {
  login: string;
  name: string;
  /** Mail addresses in lower case. */
  mails: readonly string[];
}

export type MatchedBy = 'title' | 'attendees' | 'organizer';

export interface PeopleMatch {
  /** Logins; empty: no known person. */
  users: string[];
  by: MatchedBy | null;
}

export type PeopleMatcher = (event: EventPeople) => PeopleMatch;

interface Phrase {
  words: readonly string[];
  login: string;
}

/** A single short word in a title is rarely a person, so it must be the whole title. */
const SHORTEST_WORD = 3;

/**
 * The title counts first, by name, login or alias; if some of the people it names are invited, only these count. Else
 * all invited people count, without the organizer if there are others; else the organizer.
 * @param aliases a name or a mail address as events contain it → login
 */
export function matcherOf(people: readonly KnownPerson[], aliases: Readonly<Record<string, string>>): PeopleMatcher {
  const byMail = new Map(people.flatMap(({ login, mails }) => mails.map((mail) => [mail, login] as const)));
  for (const [text, login] of Object.entries(aliases)) {
    byMail.set(text.trim().toLowerCase(), login);
  }
  const phrases = phrasesOf(people, aliases);
  return ({ summary, attendees, organizer }) => {
    const named = namedIn(phrases, wordsOf(summary));
    const caller = organizer === null ? undefined : byMail.get(organizer);
    const invited = [...new Set(attendees.flatMap((mail) => byMail.get(mail) ?? []))];
    if (named.length > 0) {
      const both = named.filter((login) => invited.includes(login));
      return { users: both.length > 0 ? both : named, by: 'title' };
    }
    if (invited.length > 0) {
      const others = invited.filter((login) => login !== caller);
      return { users: others.length > 0 ? others : invited, by: 'attendees' };
    }
    return caller === undefined ? { users: [], by: null } : { users: [caller], by: 'organizer' };
  };
}

/** `Élodie  Martin-Roux` → elodie, martin, roux */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Phrases by first word, longest first. A name that two people share means neither. */
function phrasesOf(
  people: readonly KnownPerson[],
  aliases: Readonly<Record<string, string>>,
): ReadonlyMap<string, readonly Phrase[]> {
  const logins = new Map<string, Set<string>>();
  const own = people.flatMap(({ login, name, mails }) => [login, name, ...mails].map((text) => [text, login] as const));
  for (const [text, login] of own) {
    const key = wordsOf(text).join(' ');
    logins.set(key, (logins.get(key) ?? new Set<string>()).add(login));
  }
  // An explicit alias takes precedence over names.
  for (const [text, login] of Object.entries(aliases)) {
    logins.set(wordsOf(text).join(' '), new Set([login]));
  }
  const byFirst = new Map<string, Phrase[]>();
  for (const [key, owners] of logins) {
    const [login] = owners;
    const words = key.split(' ');
    const first = words[0] ?? '';
    if (first !== '' && owners.size === 1 && login !== undefined) {
      byFirst.set(
        first,
        [...(byFirst.get(first) ?? []), { words, login }].sort((a, b) => b.words.length - a.words.length),
      );
    }
  }
  return byFirst;
}

function namedIn(phrases: ReadonlyMap<string, readonly Phrase[]>, words: readonly string[]): string[] {
  const found = new Set<string>();
  for (let i = 0; i < words.length;) {
    const phrase = phrases
      .get(words[i] as string)
      ?.find((one) => one.words.every((word, j) => words[i + j] === word) && isClear(one, words));
    if (phrase === undefined) {
      i++;
    } else {
      found.add(phrase.login);
      i += phrase.words.length;
    }
  }
  return [...found];
}

function isClear(phrase: Phrase, words: readonly string[]): boolean {
  return phrase.words.length > 1 || (phrase.words[0] as string).length >= SHORTEST_WORD || words.length === 1;
}
