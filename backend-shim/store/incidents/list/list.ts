/** Lists incidents in an order, a page at a time. */
import { sql } from 'kysely';
import type { Expression, SqlBool } from 'kysely';
import type { IncidentSort } from '#contract/incidents/incident';
import type { Incident } from '#domain/incident/model';
import type { IncidentAttributes } from '#domain/incident/attributes';
import type { StoreCapabilities } from '../../capabilities.ts';
import { run } from '../../query.ts';
import type { Search } from '../../search/search.ts';
import { readIncidents } from '../incidents.ts';
import { alertCondition, attributeConditions } from './attributes.ts';
import { IS_COUNTED } from './counted.ts';
import { hadConditions } from './had.ts';
import type { HadFilter } from './had.ts';
import { isBehind, orderBy, positionOf } from './list-order.ts';
import type { ListPosition } from './list-order.ts';
import { UNRESOLVED } from './unresolved.ts';
import type { PolicyCopies } from '../policy-copies.ts';
import type { Db } from '../../store.ts';
import type { Work } from '../../work.ts';

export interface IncidentFilter extends IncidentAttributes {
  states: string[] | null;
  teams: string[] | null;
  policies: string[] | null;
  /** The name of an alert, as figures know it. */
  alert: string | null;
  /** Those that figures count. */
  isCounted: boolean;
  /** Words that all must occur; a number finds that incident. */
  text: string | null;
  /** Incidents for which the person was paged, or which run on these policies (for which they are on call). */
  mine: { user: string; policies: string[] } | null;
  had: HadFilter | null;
  from: number | null;
  to: number | null;
  sort: IncidentSort;
  /** Where the previous page ended. */
  after: ListPosition | null;
  limit: number;
}

/** The parts of the store that a list needs. `search`: for the person who asks. */
export interface IncidentLists {
  db: Db;
  cap: StoreCapabilities;
  copies: PolicyCopies;
  search: Search;
}

/** @throws SearchRefused */
export async function listIncidents(
  { db, cap, copies, search }: IncidentLists,
  filter: IncidentFilter,
): Promise<{ items: Incident[]; next: ListPosition | null }> {
  const { rank, place } = positionOf(filter.sort);
  let query = db
    .selectFrom('incidents')
    .select(['id', rank.as('list_rank'), place.as('list_place')])
    .orderBy(orderBy(filter.sort))
    .limit(filter.limit + 1);
  for (const condition of conditionsOf(filter)) {
    query = query.where(condition);
  }
  query = filter.after === null ? query : query.where(isBehind(filter.sort, filter.after));
  const rows = await (looksAtFew(filter) ? query.execute() : search(query));
  const page = rows.slice(0, filter.limit);
  const ids = page.map(({ id }) => id);
  const incidents = await readIncidents(db, cap, copies, ids);
  const last = rows.length > filter.limit ? page[page.length - 1] : undefined;
  return {
    items: page.flatMap((row) => incidents.get(row.id) ?? []),
    next: last === undefined ? null : { rank: Number(last.list_rank), place: Number(last.list_place) },
  };
}

/** How many a list has at most, as far as it is counted: a search through years must not hold up pages. */
const MOST_COUNTED = 10_000;

/** The first incidents of a list, and how many there are in all; `more` than that where `MOST_COUNTED` are counted. */
export interface MatchingIncidents {
  total: number;
  more: boolean;
  items: Array<{ id: string; number: number }>;
}

/**
 * @param filter where the list begins (`after`) does not count
 * @throws SearchRefused
 */
export async function matchingIncidents(
  { db, search }: Pick<IncidentLists, 'db' | 'search'>,
  filter: IncidentFilter,
): Promise<MatchingIncidents> {
  const find: Search = looksAtFew(filter) ? (statement) => statement.execute() : search;
  let query = db.selectFrom('incidents').select(['id', 'number']);
  for (const condition of conditionsOf(filter)) {
    query = query.where(condition);
  }
  const items = filter.limit === 0 ? [] : await find(query.orderBy(orderBy(filter.sort)).limit(filter.limit));
  if (items.length < filter.limit) {
    return { total: items.length, more: false, items };
  }
  const [counted] = await find(
    db.selectFrom(query.limit(MOST_COUNTED + 1).as('some')).select((eb) => eb.fn.countAll().as('n')),
  );
  const n = Number(counted?.n);
  return { total: Math.min(n, MOST_COUNTED), more: n > MOST_COUNTED, items };
}

/**
 * Whether few rows are looked at, however long the history: those that are not over, or the end of the list. Texts of one
 * incident may be long, so what looks into them is a search even then.
 */
function looksAtFew(filter: IncidentFilter): boolean {
  const { states, text, labels, alert, isCounted, had, mine } = filter;
  const looksInside = [text, alert].some((one) => one !== null) || labels.length > 0 || isCounted || asksForHad(had);
  if (looksInside) return false;
  if (states !== null && !states.includes('resolved')) return true;
  const others = [states, filter.teams, filter.policies, filter.integrations, filter.severities, filter.urgencies];
  const hasOthers = [...others, mine, filter.from, filter.to].some((one) => one !== null);
  return !hasOthers && ['opened', '-opened'].includes(filter.sort);
}

const asksForHad = (had: HadFilter | null) => had !== null && (had.each.length > 0 || had.channels !== null);

function conditionsOf(filter: IncidentFilter): Array<Expression<SqlBool>> {
  const among = { state: filter.states, team: filter.teams, policy: filter.policies };
  const ofColumns = Object.entries(among).flatMap(([column, values]) =>
    values === null ? [] : [sql<SqlBool>`${sql.ref(column)} in (${sql.join(values.length > 0 ? values : [''])})`],
  );
  return [
    ...ofColumns,
    ...(filter.from === null ? [] : [sql<SqlBool>`opened_at >= ${filter.from}`]),
    ...(filter.to === null ? [] : [sql<SqlBool>`opened_at < ${filter.to}`]),
    ...textConditions(filter.text),
    ...mineConditions(filter.mine),
    ...hadConditions(filter.had),
    ...attributeConditions(filter),
    ...(filter.alert === null ? [] : [alertCondition(filter.alert)]),
    ...(filter.isCounted ? [IS_COUNTED] : []),
  ];
}

/** The longest words count, as each is looked for in every text of an incident. */
const MOST_WORDS = 16;

/** Longest first: the sooner one is missing, the less is looked at. Those within another one say nothing more. */
function wordsOf(text: string): string[] {
  const words = [...new Set(text.toLowerCase().split(/\s+/).filter(Boolean))];
  return words
    .filter((word) => !words.some((other) => other !== word && other.includes(word) && !isNumber(word)))
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_WORDS);
}

const isNumber = (word: string): boolean => /^#?\d{1,12}$/.test(word);

function textConditions(text: string | null): Array<Expression<SqlBool>> {
  return wordsOf(text ?? '').map((word) => {
    const like = `%${[...word].map(pattern).join('')}%`;
    const number = /^#?(\d{1,12})$/.exec(word)?.[1];
    const inText = sql<SqlBool>`(lower(title) like ${like} escape '\\' or lower(description) like ${like} escape '\\' or lower(labels) like ${like} escape '\\')`;
    return number === undefined ? inText : sql<SqlBool>`(number = ${Number(number)} or ${inText})`;
  });
}

/** The database's `lower` may convert ASCII only, so É and é are searched as "any one character". */
function pattern(letter: string): string {
  const hasCase = letter > '\x7f' && letter.toUpperCase() !== letter;
  return hasCase ? '_' : letter.replace(/[\\%_]/, '\\$&');
}

function mineConditions(mine: IncidentFilter['mine']): Array<Expression<SqlBool>> {
  if (!mine) {
    return [];
  }
  const policies = mine.policies.length > 0 ? sql`policy in (${sql.join(mine.policies)})` : sql`1 = 0`;
  return [
    sql<SqlBool>`(${policies} or exists (select 1 from pages where pages.incident = incidents.id and pages."user" = ${mine.user}))`,
  ];
}

/** Unresolved incidents of these policies, the most severe first; tests left out, at most 100. */
export function openIncidentsOf(
  { tx, cap }: Work,
  policies: readonly string[],
): Promise<Array<{ number: number; title: string }>> {
  const text = `select number, title from incidents where ${UNRESOLVED} and test = 0 and ${cap.inList('policy', cap.placeholder(1))}
     order by severity_rank desc, number limit 100`;
  return run(tx, text, [cap.listParameter(policies)]);
}
