/** Reads and writes `people.yaml`: whom the source means, by their logins in Vigie, as a person confirms it. */
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { PagerPerson } from '../pager.ts';

/** By key (id of the source, or mail address in lower case): a login, `[]` for nobody, null for "not known yet". */
export type PeopleChoices = ReadonlyMap<string, string | readonly [] | null>;

export interface PeopleFile {
  confirmed: boolean;
  choices: PeopleChoices;
}

const NOTHING: PeopleFile = { confirmed: false, choices: new Map() };

/** @param text null: there is no file yet */
export function readPeopleFile(text: string | null, file: string): ImportResult<PeopleFile> {
  if (text === null) {
    return done(NOTHING);
  }
  const value = yamlOrProblem(text);
  if (typeof value === 'string') {
    return importFailure('people-file', { file, detail: value });
  }
  const { confirmed = false, people = {} } = (value ?? {}) as { confirmed?: unknown; people?: unknown };
  if (typeof confirmed !== 'boolean' || typeof people !== 'object' || people === null || Array.isArray(people)) {
    return importFailure('people-file', { file, detail: 'it must have confirmed: true or false, and people' });
  }
  const choices = new Map<string, string | readonly [] | null>();
  for (const [key, login] of Object.entries(people as Record<string, unknown>)) {
    const isEmpty = Array.isArray(login) && login.length === 0;
    if (typeof login !== 'string' && login !== null && !isEmpty) {
      return importFailure('people-file', { file, detail: `${key} must be a login, or [] for nobody` });
    }
    choices.set(
      key.includes('@') ? key.toLowerCase() : key,
      isEmpty ? [] : login === '' ? null : (login as string | null),
    );
  }
  return done({ confirmed, choices });
}

function yamlOrProblem(text: string): string | object | null {
  try {
    const value: unknown = parseYaml(text);
    return value === null || typeof value === 'object' ? value : 'it is no list of people';
  } catch (error) {
    if (error instanceof YAMLParseError) {
      return `line ${error.linePos?.[0].line ?? 1} is no YAML`;
    }
    throw error;
  }
}

export interface MappedPerson extends PagerPerson {
  /** null: not known yet. */
  login: string | readonly [] | null;
  /** How the login was found. */
  by: 'file' | 'mail' | 'login' | 'nothing';
  /** Named by schedules or policies, and no longer listed by the source. */
  isGone?: true;
}

/** The file as it is written for a person to confirm: the unknown first. */
export function writePeopleFile(people: readonly MappedPerson[], confirmed: boolean): string {
  const ordered = [...people].sort(
    (a, b) => Number(a.login !== null) - Number(b.login !== null) || (a.name < b.name ? -1 : 1),
  );
  const mails = Map.groupBy(people, ({ id, email }) => email?.toLowerCase() ?? id);
  // A mail address that two accounts have names neither.
  const keyOf = ({ id, email }: PagerPerson) =>
    email !== null && mails.get(email.toLowerCase())?.length === 1 ? email.toLowerCase() : id;
  return [
    '# People of the source, and their logins in Grafana. Fill in what is empty; [] leaves the turns of a person',
    '# empty. Then write "confirmed: true": without it nothing is applied.',
    `confirmed: ${confirmed}`,
    'people:',
    ...ordered.map(
      ({ login, by, isGone, ...person }) =>
        `  ${JSON.stringify(keyOf(person))}: ${login === null ? '' : JSON.stringify(login)} # ${[person.name, person.id, isGone === true ? 'no longer listed by the source' : by === 'nothing' ? 'not found' : `found by ${by}`].join(', ').replace(/[\r\n]/g, ' ')}`,
    ),
    '',
  ].join('\n');
}
