/** Reads and writes deliveries that are claimed: bundles, holds, and what was sent lately. */
import type { ShadowState } from '#domain/notify/shadow';
import { SECOND } from '#domain/time/duration';
import { run, selectIn, selecting, write } from '../../query.ts';
import { LEASE_MS } from '../../concurrency/leases.ts';
import type { DeliveryRow } from '../../schema/deliveries.ts';
import { readShadowStateWith } from '../../shadow/shadows.ts';
import type { Work } from '../../work.ts';

/** Reads deliveries in the order of the ids, and what is in shadow; missing rows are left out. */
export async function deliveriesAndShadow(
  { tx, cap }: Work,
  ids: readonly string[],
): Promise<{ rows: DeliveryRow[]; shadow: ShadowState }> {
  const these = selecting(cap, '* from deliveries', 'id', ids);
  const [shadow, rows] = await readShadowStateWith<DeliveryRow>(tx, cap, [these]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return { rows: ids.flatMap((id) => byId.get(id) ?? []), shadow };
}

/** A message that was sent, or is being sent. `pages`: deliveries in it, `MOST_COUNTED` at most. */
export type SentMessage = Pick<DeliveryRow, 'kind' | 'user' | 'method' | 'rank'> & { at: number; pages: number };

const MOST_COUNTED = 100;
const CARRIED = `(select count(*) from (select 1 from deliveries c where c.bundled_into = d.id and c.bundled_into is not null limit ${MOST_COUNTED - 1}) carried)`;

/** A round of claims has one instant, and what it sent may be done before its last claim. */
const ROUND = 30 * SECOND;

/**
 * Pages and updates by these methods of these people, oldest first; bundles are one message, at `now` at the latest. A
 * clock that was set back leaves sends in the future, which do not count. However many were sent before or wait, only the
 * late ones are read.
 * @param since epoch ms
 */
export async function sentLately(
  { tx, cap, now }: Work,
  to: ReadonlyArray<Pick<DeliveryRow, 'user' | 'method'>>,
  since: number,
): Promise<SentMessage[]> {
  if (to.length === 0) {
    return [];
  }
  const { placeholder: p, shared } = cap;
  const logins = to.map(({ user }) => user ?? '');
  const methods = to.map(({ method }) => method ?? '');
  const lists = shared ? [logins, methods] : [JSON.stringify(to.map(({ user, method }) => [user, method]))];
  const isTheirs = 'd."user" = w.login and d.method = w.way';
  // The index is entered once for each; lists of people and of methods would read everything that a person was sent, and so
  // would PostgreSQL where it planned for a table that was still small, but for `offset 0`.
  const each = (table: string, first: number, condition: string) =>
    shared
      ? `unnest(${p(first)}::text[], ${p(first + 1)}::text[]) as w (login, way), lateral (select * from ${table} d where ${isTheirs} and ${condition} offset 0) d`
      : `(select value ->> 0 as login, value ->> 1 as way from json_each(${p(first)})) w cross join ${table} d on ${isTheirs} where ${condition}`;
  const counts = `d.kind in ('page', 'update', 'status')`;
  const next = lists.length + 1;
  const isSent = `d.state = 'done' and d.bundled_into is null and ${counts} and d.done_at > ${p(next)} and d.done_at <= ${p(next + 1)}`;
  // Those that are being sent are few, and found by their leases: by their person, all that wait would be read, too.
  const sending = `with sending as materialized (select id, kind, "user", method, rank, lease_until from deliveries where state = 'sending' and lease_until > 0 and done_at is null and bundled_into is null)`;
  const columns = `d.kind, d."user", d.method, d.rank, 1 + ${CARRIED} as pages`;
  const text = `${sending} select ${columns}, d.done_at as at from ${each('deliveries', 1, isSent)}
    union all select ${columns}, d.lease_until - ${LEASE_MS} as at from ${each('sending', next + 2, counts)} order by at`;
  const sent = await run<SentMessage>(tx, text, [...lists, since, now + ROUND, ...lists]);
  return sent.map((one) => (one.at > now ? { ...one, at: now } : one));
}

/** The outcome of rows that waited for a limit or a bundle; they are sent together. */
export const HELD = 'held';

type Group = Pick<DeliveryRow, 'kind' | 'user' | 'method'>;

/**
 * Those of these people and methods for which messages of the kind wait for a limit already, and until when. What they
 * were sent need not be read then.
 */
export async function heldAlready(
  { tx, cap, now }: Work,
  to: readonly Group[],
): Promise<Array<Group & { until: number }>> {
  if (to.length === 0) {
    return [];
  }
  const { placeholder: p, shared } = cap;
  const columns = [to.map(({ kind }) => kind), to.map(({ user }) => user ?? ''), to.map(({ method }) => method ?? '')];
  const lists = shared ? columns : [JSON.stringify(to.map(({ kind, user, method }) => [kind, user, method]))];
  const first = 3;
  const groups = shared
    ? `unnest(${p(first)}::text[], ${p(first + 1)}::text[], ${p(first + 2)}::text[]) as w (kind, login, way)`
    : `(select value ->> 0 as kind, value ->> 1 as login, value ->> 2 as way from json_each(${p(first)})) w`;
  const text = `select w.kind, w.login as "user", w.way as method, (select d.due_at from deliveries d where d."user" = w.login and d.method = w.way and d.done_at is null and d.state = 'due' and d.kind = w.kind and d.attempt = 0 and d.outcome = ${p(1)} and d.due_at > ${p(2)} limit 1) as until from ${groups}`;
  const found = await run<Group & { until: number | null }>(tx, text, [HELD, now, ...lists]);
  return found.flatMap(({ until, ...group }) => (until === null ? [] : [{ ...group, until }]));
}

export async function holdDeliveries({ tx, cap }: Work, ids: readonly string[], until: number): Promise<void> {
  if (ids.length === 0) {
    return;
  }
  const p = cap.placeholder;
  const text = `update deliveries set due_at = ${p(1)}, outcome = ${p(2)} where ${cap.inList('id', p(3))}`;
  await write(tx, text, [until, HELD, cap.listParameter(ids)]);
}

export async function postponeDelivery({ tx, cap }: Work, id: string, until: number): Promise<void> {
  const p = cap.placeholder;
  await write(tx, `update deliveries set due_at = ${p(1)} where id = ${p(2)} and state = 'due'`, [until, id]);
}

/** Splits these deliveries into separate messages. */
export async function unbundleDeliveries({ tx, cap }: Work, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) {
    const text = `update deliveries set bundled_into = null where ${cap.inList('id', cap.placeholder(1))}`;
    await write(tx, text, [cap.listParameter(ids)]);
  }
}

export async function bundleDeliveries({ tx, cap }: Work, carrier: string, ids: readonly string[]): Promise<void> {
  const p = cap.placeholder;
  const text = `update deliveries set bundled_into = ${p(1)} where ${cap.inList('id', p(2))}`;
  await write(tx, text, [carrier, cap.listParameter(ids)]);
}

/** Status updates to rooms about these incidents that were not sent yet, oldest first. */
export function pendingRoomUpdates(
  { tx, cap }: Work,
  incidents: readonly string[],
): Promise<Array<Pick<DeliveryRow, 'id' | 'incident' | 'channel' | 'state' | 'due_at'>>> {
  return selectIn(
    tx,
    cap,
    'id, incident, channel, state, due_at from deliveries',
    'incident',
    incidents,
    `and kind = 'status' and channel is not null and state in ('due', 'sending') order by id`,
  );
}

type IncidentDestination = Pick<DeliveryRow, 'incident' | 'channel' | 'user' | 'method'>;

/** Destinations of deliveries about these incidents that are being sent. */
export function destinationsUnderWay({ tx, cap }: Work, incidents: readonly string[]): Promise<IncidentDestination[]> {
  return selectIn(
    tx,
    cap,
    'incident, channel, "user", method from deliveries',
    'incident',
    incidents,
    `and state = 'sending'`,
  );
}

/** The ids that services gave to messages about these incidents, the latest last. */
export function sentWithProviderId(
  { tx, cap }: Work,
  incidents: readonly string[],
): Promise<Array<IncidentDestination & Pick<DeliveryRow, 'provider_id'>>> {
  return selectIn(
    tx,
    cap,
    'incident, channel, "user", method, provider_id from deliveries',
    'incident',
    incidents,
    `and state = 'done' and provider_id is not null and (kind <> 'status' or channel is not null) order by done_at, id`,
  );
}
