/**
 * Reads the log of an alert of Opsgenie: lines for people, in words that are not documented. A line that says that
 * something was sent, and that names a person, is a message.
 */
import type { LoggedMessage, PagerPerson } from '../../../pager.ts';
import { methodIn } from '../../shared/method-word.ts';

export interface LogLine {
  log: string;
  owner?: string | null | undefined;
  createdAt: string;
  offset?: string | null | undefined;
}

const SENT = /\b(?:sent|notified|notification|call(?:ed|ing)?)\b/i;
const NOT_SENT =
  /\b(?:not|no|won.t|suppressed|skipped|delayed|postponed|failed|cancell?ed|could|will|would|rule|policy)\b/i;
const ACKNOWLEDGED = /\backnowledged\b/i;

export function messagesIn(lines: readonly LogLine[], people: readonly PagerPerson[]): LoggedMessage[] {
  const names = namesOf(people);
  return lines.flatMap((line, i) => {
    const person = SENT.test(line.log) && !NOT_SENT.test(line.log) ? personIn(line, names) : null;
    return person === null
      ? []
      : [
          {
            id: line.offset ?? String(i),
            at: Date.parse(line.createdAt),
            person,
            method: methodIn(withoutNames(line.log, names)),
            since: null,
          },
        ];
  });
}

/** The first line that says so. */
export function acknowledgementIn(lines: readonly LogLine[]): { at: number; by: string | null } | null {
  const line = lines.find(({ log }) => ACKNOWLEDGED.test(log) && !/\bun-?acknowledged\b/i.test(log));
  return line === undefined ? null : { at: Date.parse(line.createdAt), by: line.owner || null };
}

/** Whom the line names, else its owner. The longest name counts, since one may be part of another. */
function personIn({ log, owner }: LogLine, names: readonly NameOfPerson[]): string | null {
  const text = log.toLowerCase();
  const named = names.find(({ name }) => text.includes(name));
  const own = names.find(({ name }) => name === owner?.toLowerCase());
  return (named ?? own)?.id ?? null;
}

/** In lower case. */
interface NameOfPerson {
  id: string;
  name: string;
}

/** The longest first. */
function namesOf(people: readonly PagerPerson[]): NameOfPerson[] {
  return people
    .flatMap(({ id, name, email, username }) =>
      [id, name, email, username].flatMap((one) => (one ? [{ id, name: one.toLowerCase() }] : [])),
    )
    .sort((a, b) => b.name.length - a.name.length);
}

/** A mail address in a line about an SMS is no mail. */
function withoutNames(log: string, names: readonly NameOfPerson[]): string {
  return names.reduce((text, { name }) => text.replaceAll(name, ''), log.toLowerCase());
}
