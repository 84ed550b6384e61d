/** Exports everything that is stored about a person besides the configuration. */
import { readVersionsOfPerson } from '../past/versions.ts';
import { parseOr, parseStored } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';
import type { ListSource, SearchStatement } from '../search/search.ts';
import type { Db } from '../store.ts';

export interface KeptOfPerson {
  identity: { uid: string; firstSeenAt: string } | null;
  duties: object[];
  interventions: object[];
  rests: object[];
  decisions: object[];
  notices: object[];
  statements: object[];
  handoffNotes: object[];
  pages: object[];
  deliveries: object[];
  timeline: object[];
  ratings: object[];
  /** Reviews that they wrote last or completed. */
  reviews: object[];
  reviewActions: object[];
  told: object[];
  audit: object[];
  tokens: object[];
  /** That they began by pressing, and that last. */
  shadows: object[];
  /** Earlier states of what is configured about the person alone. */
  versions: object[];
}

/** As they are stored. */
export type RowsOfPerson = KeptOfPerson;

/**
 * Lists that no index leads to are searched for: on SQLite beside the thread that pages.
 * @param withRests whether messages about rests are among the deliveries
 * @throws SearchRefused
 */
export async function readEverythingOf(
  { db, search }: ListSource,
  login: string,
  withRests = true,
): Promise<RowsOfPerson> {
  return {
    identity: await readIdentity(db, login),
    duties: await readDuties(db, login),
    interventions: await readInterventions(db, login),
    rests: await readRests(db, login),
    decisions: await search(readDecisions(db, login)),
    notices: await readNotices(db, login),
    statements: await readStatements(db, login),
    handoffNotes: await search(readHandoffNotes(db, login)),
    pages: await readPages({ db, search }, login),
    deliveries: await readDeliveries(db, login, withRests),
    timeline: await readTimelineEntries({ db, search }, login),
    ratings: await search(readRatings(db, login)),
    reviews: await search(readReviewsOf(db, login)),
    reviewActions: await search(readReviewActionsOf(db, login)),
    told: await search(readSyncs(db, login)),
    audit: await readAudit({ db, search }, login),
    tokens: await search(readTokens(db, login)),
    shadows: await search(readShadowsOf(db, login)),
    versions: await readVersionsOfPerson(db, login, search),
  };
}

async function readIdentity(db: Db, login: string): Promise<KeptOfPerson['identity']> {
  const row = await db.selectFrom('identities').selectAll().where('login', '=', login).executeTakeFirst();
  return row === undefined ? null : { uid: row.uid, firstSeenAt: new Date(row.first_seen_at).toISOString() };
}

function readDuties(db: Db, login: string): Promise<object[]> {
  return db
    .selectFrom('duties')
    .select(['id', 'rota', 'start_at', 'end_at', 'why'])
    .where('user', '=', login)
    .orderBy('start_at')
    .execute();
}

function readInterventions(db: Db, login: string): Promise<object[]> {
  return db
    .selectFrom('interventions as i')
    .leftJoin('intervention_details as d', 'd.intervention', 'i.id')
    .select(['i.id', 'i.incident', 'i.start_at', 'i.end_at', 'i.travel_ms', 'i.note', 'i.history'])
    .select(['d.travel_before_ms', 'd.travel_after_ms', 'd.acted_at', 'd.ended_by', 'd.asked_at'])
    .select(['d.confirmed_at', 'd.confirmed_by'])
    .where('i.user', '=', login)
    .orderBy('i.start_at')
    .execute();
}

function readRests(db: Db, login: string): Promise<object[]> {
  return db.selectFrom('rests').selectAll().where('user', '=', login).orderBy('planned_at').execute();
}

function readDecisions(db: Db, login: string): SearchStatement<object> {
  return db.selectFrom('decisions').selectAll().where('user', '=', login).orderBy('at');
}

function readNotices(db: Db, login: string): Promise<object[]> {
  return db.selectFrom('notices').selectAll().where('user', '=', login).orderBy('start_at').orderBy('id').execute();
}

function readStatements(db: Db, login: string): Promise<object[]> {
  return db.selectFrom('statements').selectAll().where('user', '=', login).orderBy('month').orderBy('id').execute();
}

function readHandoffNotes(db: Db, login: string): SearchStatement<object> {
  return db.selectFrom('handoff_notes').select(['rota', 'at', 'text']).where('user', '=', login).orderBy('at');
}

/** Rows of a long table that are read at a time: what they take in the thread is bounded. */
const AT_ONCE = 5000;
/** Each may hold an object as it was and as it became. */
const AUDIT_ROWS = 100;

/** @param after statement for the next rows in the order of ids, of which so many are taken */
async function readInOrder<Row extends { id: string }>(
  after: (id: string, most: number) => Promise<Row[]>,
): Promise<Row[]> {
  const found: Row[] = [];
  for (let last: string | undefined = ''; last !== undefined;) {
    const next: Row[] = await after(last, AT_ONCE);
    found.push(...next);
    last = next.length < AT_ONCE ? undefined : next.at(-1)?.id;
  }
  return found;
}

function readPages({ db, search }: ListSource, login: string): Promise<object[]> {
  return readInOrder((id, most) =>
    search(
      db
        .selectFrom('pages')
        .select(['id', 'incident', 'urgency', 'state', 'started_at', 'ended_at', 'end_reason'])
        .where('user', '=', login)
        .where('id', '>', id)
        .orderBy('id')
        .limit(most),
    ),
  );
}

/** A message about a rest gives away when the person was to start; one about duty or a month, that a unit told it. */
function readDeliveries(db: Db, login: string, withRests: boolean): Promise<object[]> {
  const all = db
    .selectFrom('deliveries')
    .select(['id', 'kind', 'incident', 'method', 'channel_kind', 'state', 'outcome', 'detail', 'created_at', 'done_at'])
    .where('user', '=', login)
    .orderBy('id');
  const shown = withRests
    ? all
    : all.where((is) =>
        is.not(
          is.and([
            is('kind', '=', 'onCall'),
            is.or([
              is('content', 'like', '%"release%'),
              is('content', 'like', '%"whenStopped"%'),
              is('content', 'like', '%"statement"%'),
              is('content', 'like', '%"programme"%'),
              is('content', 'like', '%"advice"%'),
            ]),
          ]),
        ),
      );
  return shown.execute();
}

function readTimelineEntries({ db, search }: ListSource, login: string): Promise<object[]> {
  return readInOrder((id, most) =>
    search(
      db
        .selectFrom('timeline')
        .select(['id', 'incident', 'at', 'kind', 'text', 'data'])
        .where('actor', '=', login)
        .where('id', '>', id)
        .orderBy('id')
        .limit(most),
    ),
  );
}

/** A script may have the person's login as its name; what it says is not theirs. */
function readRatings(db: Db, login: string): SearchStatement<object> {
  return db
    .selectFrom('ratings')
    .select(['incident', 'rating', 'note', 'at'])
    .where('rater', '=', login)
    .where('kind', '=', 'person')
    .orderBy('at');
}

function readReviewsOf(db: Db, login: string): SearchStatement<object> {
  return db
    .selectFrom('reviews')
    .selectAll()
    .where((the) => the.or([the('updated_by', '=', login), the('completed_by', '=', login)]))
    .orderBy('incident');
}

function readReviewActionsOf(db: Db, login: string): SearchStatement<object> {
  return db
    .selectFrom('review_actions')
    .select(['incident', 'id', 'what', 'due', 'done_at'])
    .where('owner', '=', login)
    .orderBy('incident')
    .orderBy('position');
}

function readSyncs(db: Db, login: string): SearchStatement<object> {
  return db
    .selectFrom('syncs')
    .select(['incident', 'integration', 'what', 'text', 'created_at'])
    .where('actor', '=', login)
    .orderBy('id');
}

/** What they did, what was done to their own object, and switches to real that name them as reached by mail only. */
async function readAudit({ db, search }: ListSource, login: string): Promise<object[]> {
  const found = await search(
    db
      .selectFrom('audit')
      .select('id')
      .where((the) =>
        the.or([
          the('actor', '=', login),
          the.and([the('kind', '=', 'users'), the('subject', '=', login)]),
          the.and([the('action', '=', 'switch'), the('after', 'like', '%"unreachable":[%')]),
        ]),
      )
      .orderBy('id'),
  );
  const rows = await readAuditRows(db, found);
  return rows.filter((row) => row.actor === login || row.kind === 'users' || namesUnreachable(row.after, login));
}

async function readAuditRows(db: Db, found: ReadonlyArray<{ id: string }>) {
  const rows = [];
  for (let from = 0; from < found.length; from += AUDIT_ROWS) {
    const ids = found.slice(from, from + AUDIT_ROWS).map(({ id }) => id);
    const next = await db
      .selectFrom('audit')
      .select(['id', 'at', 'actor', 'action', 'kind', 'subject', 'before', 'after'])
      .where('id', 'in', ids)
      .orderBy('id')
      .execute();
    rows.push(...next);
  }
  return rows;
}

function namesUnreachable(after: string | null, login: string): boolean {
  const parsed = parseStored(after ?? '{}', { kind: 'audit', id: '' });
  const { unreachable } = (parsed.ok ? parsed.value : {}) as { unreachable?: unknown };
  return Array.isArray(unreachable) && unreachable.includes(login);
}

function readShadowsOf(db: Db, login: string): SearchStatement<object> {
  return db.selectFrom('shadows').select(['kind', 'subject', 'at']).where('by', '=', login).orderBy('at');
}

function readTokens(db: Db, login: string): SearchStatement<object> {
  return db
    .selectFrom('tokens')
    .select(['id', 'name', 'scopes', 'created_at', 'expires_at', 'last_used_at'])
    .where('created_by', '=', login);
}

const JSON_COLUMNS = new Set(['body', 'causes', 'settled', 'why', 'history', 'data', 'before', 'after', 'scopes']);

/** What a list is called where one of its rows cannot be read, if not as in the export. */
const KINDS: Partial<Record<keyof KeptOfPerson, string>> = { told: 'syncs' };

/**
 * Writes instants as ISO 8601, JSON as JSON (invalid JSON as text), and names as in the API.
 *
 * @param breathe awaited between two rows
 */
export async function readableRows(
  { identity, ...lists }: RowsOfPerson,
  noting: UnreadableReporter,
  breathe: () => Promise<void> | undefined,
): Promise<KeptOfPerson> {
  const readable: Partial<Record<string, object[]>> = {};
  for (const [name, rows] of Object.entries(lists)) {
    const kind = KINDS[name as keyof KeptOfPerson] ?? name;
    const written: object[] = (readable[name] = []);
    for (const row of rows) {
      written.push(readableRow(kind, row, noting));
      await breathe();
    }
  }
  return { identity, ...(readable as Omit<KeptOfPerson, 'identity'>) };
}

function readableRow(kind: string, row: object, noting: UnreadableReporter): object {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]: [string, unknown]) => {
      const name = column.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
      if (typeof value === 'number' && (column === 'at' || column.endsWith('_at'))) {
        return [name, new Date(value).toISOString()];
      }
      const isJson = typeof value === 'string' && JSON_COLUMNS.has(column);
      return [
        name,
        isJson ? parseOr(value, { kind, id: (row as { id?: string }).id ?? '', field: column }, noting, value) : value,
      ];
    }),
  );
}
