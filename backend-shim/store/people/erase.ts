/** Replaces a person by a pseudonym in stored rows, a few rows at a time, so that paging is never held up. */
import { workProfileId } from '#contract/labour/work-profile';
import { noteErasure } from '../insight/kept/erasures.ts';
import { deleteRemedies } from '../past/remedies.ts';
import { deleteReplays } from '../past/replays.ts';
import { forgetVersionsOfPerson } from '../past/versions.ts';
import { run, selectIn } from '../query.ts';
import type { Work } from '../work.ts';
import { forgetGoneThrough } from '../access/unsealed.ts';
import { rewriteJson, rewriteText } from './rewrite.ts';
import type { PersonErasure } from './rewrite.ts';

interface PersonalColumns {
  table: string;
  key: readonly string[];
  /** Hold a login and nothing else. */
  logins?: readonly string[];
  json?: readonly string[];
  /** A condition that limits the rows to search. */
  only?: string;
  /** Columns with sentences, which are rewritten if the row is about the person. */
  texts?: readonly string[];
}

const KEPT_DAYS = 'insight_days';

/** Tables and columns that name people. Payloads of monitors are not searched; retention deletes them. */
export const PLACES: readonly PersonalColumns[] = [
  { table: 'incidents', key: ['id'], logins: ['acknowledged_by', 'resolved_by'], json: ['inner'] },
  { table: 'policy_copies', key: ['hash'], json: ['body'] },
  { table: 'timeline', key: ['id'], logins: ['actor'], json: ['data'], texts: ['text'] },
  { table: 'pages', key: ['id'], logins: ['user'] },
  { table: 'ratings', key: ['incident', 'kind', 'rater'], logins: ['rater'], texts: ['note'] },
  { table: 'reviews', key: ['incident'], logins: ['updated_by', 'completed_by'], json: ['body'] },
  { table: 'review_actions', key: ['incident', 'id'], logins: ['owner'], texts: ['what'] },
  { table: 'deliveries', key: ['id'], logins: ['user'], json: ['content'], texts: ['detail'] },
  { table: 'syncs', key: ['id'], logins: ['actor'], texts: ['text', 'answer'] },
  { table: 'duties', key: ['id'], logins: ['user'] },
  { table: 'announced', key: ['rota', 'user', 'start_at'], logins: ['user'] },
  { table: 'handoff_notes', key: ['id'], logins: ['user'], texts: ['text'] },
  { table: 'interventions', key: ['id'], logins: ['user'], json: ['history'], texts: ['note'] },
  { table: 'intervention_details', key: ['intervention'], logins: ['confirmed_by'] },
  { table: 'decisions', key: ['id'], logins: ['user', 'by'], texts: ['reason'] },
  { table: 'notices', key: ['id'], logins: ['user', 'made_by'] },
  // Bodies, documents and history stay as they were closed, for HR alone, until their years are over.
  { table: 'statements', key: ['id'], logins: ['user', 'closed_by'] },
  { table: 'config_history', key: ['kind', 'id', 'version'], logins: ['actor'], json: ['body'] },
  // Objects in force name nobody who is erased; the objects beside them are about the past.
  { table: 'config', key: ['kind', 'id'], json: ['body'], only: "kind in ('pastAbsences', 'overrides', 'swaps')" },
  { table: 'config_versions', key: ['kind', 'id', 'number'], json: ['body'] },
  { table: 'commands_given', key: ['id'], logins: ['actor'], json: ['command'] },
  { table: 'calendar_states', key: ['calendar'], json: ['said', 'entries'] },
  { table: 'tokens', key: ['id'], logins: ['created_by'] },
  // Snapshots are sealed and go 30 days after the switch.
  { table: 'imports', key: ['id'], logins: ['created_by'], json: ['caller'] },
  { table: 'audit', key: ['id'], logins: ['actor'], json: ['before', 'after'], texts: ['subject'] },
  { table: 'shadows', key: ['kind', 'subject', 'origin'], logins: ['by'] },
  // The last: what was read from the rows above before they were rewritten is not written any more.
  { table: KEPT_DAYS, key: ['day'], json: ['logins'] },
];

const BATCH = 200;

type ErasedRow = Record<string, string | number | null>;

/** Where the last batch ended. */
export interface EraseCursor {
  place: number;
  after: ErasedRow | null;
}

/**
 * Begins with `{ place: 0, after: null }`.
 * @returns where to continue; null: finished
 */
export async function eraseSome(
  work: Work,
  erasure: PersonErasure,
  { place, after }: EraseCursor,
): Promise<EraseCursor | null> {
  const where = PLACES[place];
  if (where === undefined) {
    // The last row that was sealed may be named like the person.
    await forgetGoneThrough(work.tx);
    return null;
  }
  if (where.table === KEPT_DAYS) {
    await noteErasure(work);
  }
  const rows = await find(work, where, erasure, after);
  for (const row of rows) {
    await rewriteRow(work, where, row, erasure);
  }
  const last = rows.at(-1);
  return last === undefined || rows.length < BATCH ? { place: place + 1, after: null } : { place, after: last };
}

const quoted = (column: string) => `"${column}"`;

async function find(
  work: Work,
  { table, key, logins = [], json = [], only = '1 = 1' }: PersonalColumns,
  { login }: PersonErasure,
  after: ErasedRow | null,
): Promise<ErasedRow[]> {
  const values: unknown[] = [];
  const p = (value: unknown) => work.cap.placeholder(values.push(value));
  const isAbout = [
    ...logins.map((column) => `${quoted(column)} = ${p(login)}`),
    // Searches for the login as JSON writes it, which works on both databases with any characters.
    ...json.map((column) => `replace(${quoted(column)}, ${p(JSON.stringify(login))}, '') <> ${quoted(column)}`),
    ...(table === 'audit' ? aboutPerson(login, p) : []),
  ];
  const keys = key.map(quoted).join(', ');
  const beyond = after === null ? '' : `and (${keys}) > (${key.map((column) => p(after[column])).join(', ')})`;
  return run<ErasedRow>(
    work.tx,
    `select * from ${table} where ${only} and (${isAbout.join(' or ')}) ${beyond} order by ${keys} limit ${BATCH}`,
    values,
  );
}

/** Audit entries of a work profile name the person only in its id, which ends with a date unless it is cut off. */
function aboutPerson(login: string, p: (value: unknown) => string): string[] {
  const profile = workProfileId({ id: null, user: login, from: '' });
  const isDate =
    profile.length > LONGEST_WITH_DATE ? '1 = 1' : `substr(subject, ${profile.length + 1}) like '____-__-__'`;
  return [
    `(kind = 'users' and subject = ${p(login)})`,
    `(kind = 'work-profiles' and substr(subject, 1, ${profile.length}) = ${p(profile)} and ${isDate})`,
  ];
}

const LONGEST_WITH_DATE = 100 - '2026-01-01'.length;

const IDS_OF_LOGINS: ReadonlySet<unknown> = new Set(['absences', 'work-profiles']);

async function rewriteRow(
  work: Work,
  { table, key, logins = [], json = [], texts = [] }: PersonalColumns,
  row: ErasedRow,
  erasure: PersonErasure,
): Promise<void> {
  const change = (columns: readonly string[], to: (text: string) => string) =>
    columns.flatMap((column): Array<[string, string | null]> =>
      typeof row[column] === 'string' ? [[column, to(row[column])]] : [],
    );
  const isOwnAudit = table === 'audit' && row['kind'] === 'users' && row['subject'] === erasure.login;
  const changes = new Map<string, string | null>([
    ...change(logins, (text) => (text === erasure.login ? erasure.pseudonym : text)),
    // Entries about the person contain their name and addresses.
    ...(isOwnAudit
      ? json.map((column): [string, null] => [column, null])
      : change(json, (text) => rewriteJson(text, erasure))),
    ...change(texts, (text) => rewriteText(text, erasure)),
  ]);
  if (table === 'audit' && IDS_OF_LOGINS.has(row['kind'])) {
    // Their ids are made of the login, without characters that an id cannot have.
    const written = erasure.login.replace(/[^A-Za-z0-9._-]/g, '-');
    // A date follows the login, unless the id belongs to somebody whose login only begins like this one.
    const id = new RegExp(`-${written.replaceAll('.', '\\.')}-(?=\\d|"|$)`, 'g');
    const own = (text: string) => text.replaceAll(id, `-${erasure.pseudonym}-`);
    changes.forEach((value, column) => changes.set(column, value === null ? null : own(value)));
  }
  if (table === 'deliveries' && row['user'] === erasure.login) {
    // In chats, the id says where the message is: in the person's own conversation.
    changes.set('provider_id', null);
  }
  if (table === 'notices' && row['user'] === erasure.login) {
    changes.set('reason', null);
  }
  const values: unknown[] = [];
  const p = (value: unknown) => work.cap.placeholder(values.push(value));
  const sets = [...changes].map(([column, value]) => `${quoted(column)} = ${p(value)}`);
  await run(
    work.tx,
    `update ${table} set ${sets.join(', ')} where ${key.map((column) => `${quoted(column)} = ${p(row[column])}`).join(' and ')}`,
    values,
  );
  if (table === 'deliveries') {
    await eraseAttempts(work, String(row['id']), erasure);
  }
}

/** Answers of services may contain the address. */
async function eraseAttempts(work: Work, delivery: string, erasure: PersonErasure): Promise<void> {
  const rows = await selectIn<{ attempt: number; at: number; detail: string | null }>(
    work.tx,
    work.cap,
    'attempt, at, detail from attempts',
    'delivery',
    [delivery],
  );
  const p = work.cap.placeholder;
  for (const { attempt, at, detail } of rows.filter((row) => row.detail !== null)) {
    await run(
      work.tx,
      `update attempts set detail = ${p(1)} where delivery = ${p(2)} and attempt = ${p(3)} and at = ${p(4)}`,
      [rewriteText(detail ?? '', erasure), delivery, attempt, at],
    );
  }
}

/** Deletes rows that mean nothing without the person. */
export async function deleteRowsOf(work: Work, { login, words }: PersonErasure): Promise<void> {
  const p = work.cap.placeholder;
  await forgetVersionsOfPerson(work, login);
  await deleteReplays(work);
  await deleteRemedies(work);
  await run(work.tx, `delete from verifications where "user" = ${p(1)}`, [login]);
  await run(work.tx, `delete from reach_uses where "user" = ${p(1)}`, [login]);
  await run(work.tx, `delete from rests where "user" = ${p(1)}`, [login]);
  await run(work.tx, `delete from timers where kind = 'rest' and subject = ${p(1)}`, [login]);
  await run(work.tx, `delete from calendar_feeds where kind = 'user' and subject = ${p(1)}`, [login]);
  await run(work.tx, `delete from stopped where ${work.cap.inList('number', p(1))}`, [work.cap.listParameter(words)]);
  await run(work.tx, `delete from heard where ${work.cap.inList('number', p(1))}`, [work.cap.listParameter(words)]);
}
