/** Everything that is kept about a person besides the configuration, for the person to take along. */
import type { Db } from '../store.ts';

export interface KeptOfPerson {
  identity: { uid: string; firstSeenAt: string } | null;
  duties: object[];
  interventions: object[];
  handoffNotes: object[];
  pages: object[];
  deliveries: object[];
  timeline: object[];
  told: object[];
  audit: object[];
  tokens: object[];
}

export async function readKeptOf(db: Db, login: string): Promise<KeptOfPerson> {
  const identity = await db.selectFrom('identities').selectAll().where('login', '=', login).executeTakeFirst();
  const duties = await db.selectFrom('duties').select(['rota', 'start_at', 'end_at', 'why']).where('user', '=', login).orderBy('start_at').execute();
  const interventions = await db.selectFrom('interventions').select(['incident', 'start_at', 'end_at', 'travel_ms', 'note', 'history']).where('user', '=', login).orderBy('start_at').execute();
  const handoffNotes = await db.selectFrom('handoff_notes').select(['rota', 'at', 'text']).where('user', '=', login).orderBy('at').execute();
  const pages = await db.selectFrom('pages').select(['id', 'incident', 'urgency', 'state', 'started_at', 'ended_at', 'end_reason']).where('user', '=', login).orderBy('id').execute();
  const deliveries = await db.selectFrom('deliveries').select(['id', 'kind', 'incident', 'method', 'channel_kind', 'state', 'outcome', 'detail', 'created_at', 'done_at']).where('user', '=', login).orderBy('id').execute();
  const timeline = await db.selectFrom('timeline').select(['incident', 'at', 'kind', 'text', 'data']).where('actor', '=', login).orderBy('id').execute();
  const told = await db.selectFrom('syncs').select(['incident', 'integration', 'what', 'text', 'created_at']).where('actor', '=', login).orderBy('id').execute();
  const audit = await db.selectFrom('audit').select(['at', 'actor', 'action', 'kind', 'subject', 'before', 'after']).where((the) => the.or([the('actor', '=', login), the.and([the('kind', '=', 'users'), the('subject', '=', login)])])).orderBy('id').execute();
  const tokens = await db.selectFrom('tokens').select(['name', 'scopes', 'created_at', 'expires_at', 'last_used_at']).where('created_by', '=', login).execute();
  return {
    identity: identity === undefined ? null : { uid: identity.uid, firstSeenAt: new Date(identity.first_seen_at).toISOString() },
    duties: duties.map(readable), interventions: interventions.map(readable), handoffNotes: handoffNotes.map(readable), pages: pages.map(readable),
    deliveries: deliveries.map(readable), timeline: timeline.map(readable), told: told.map(readable), audit: audit.map(readable), tokens: tokens.map(readable),
  };
}

const JSON_COLUMNS = new Set(['why', 'history', 'data', 'before', 'after', 'scopes']);

/** Instants as ISO 8601, JSON as JSON, names as the API writes them. */
function readable(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]: [string, unknown]) => {
      const name = column.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
      if (typeof value === 'number' && (column === 'at' || column.endsWith('_at'))) {
        return [name, new Date(value).toISOString()];
      }
      return [name, typeof value === 'string' && JSON_COLUMNS.has(column) ? parsed(value) : value];
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
