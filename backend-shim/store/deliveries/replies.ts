/** Finds the incidents that a reply may refer to. */
import type { StoreCapabilities } from '../capabilities.ts';
import { run, selectIn } from '../query.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

const MOST = 1000;

export interface LastPaged {
  user: string;
  /** All incidents that the message was about. */
  incidents: string[];
}

interface SentPage {
  id: string;
  user: string;
  method: string;
  bundled_into: string | null;
  done_at: number;
}

/** The last message that paged one of these people by one of their methods. */
export async function lastPaged(
  work: Work,
  people: ReadonlyArray<{ user: string; methods: string[] }>,
  since: number,
): Promise<LastPaged | null> {
  const users = people.map((one) => one.user);
  const rows = await selectIn<SentPage>(
    work.tx,
    work.cap,
    'id, "user", method, bundled_into, done_at from deliveries',
    '"user"',
    users,
    `and kind = 'page' and state = 'done' and done_at > ${Math.floor(since)} order by done_at desc, id desc limit ${MOST}`,
  );
  const last = rows.find((row) => people.some((one) => one.user === row.user && one.methods.includes(row.method)));
  if (!last) {
    return null;
  }
  const carrier = last.bundled_into ?? last.id;
  const p = work.cap.placeholder;
  const incidents = await run<{ incident: string }>(
    work.tx,
    `select distinct incident from deliveries where (id = ${p(1)} or (bundled_into = ${p(2)} and bundled_into is not null)) and incident is not null order by incident`,
    [carrier, carrier],
  );
  return { user: last.user, incidents: incidents.map((row) => row.incident) };
}

/**
 * The incidents that a message to this person lists, by the delivery that carried the others. Those whose delivery ended
 * before the message left are not in it.
 */
export async function listedIncidents(
  db: Db,
  cap: StoreCapabilities,
  { carrier, user }: { carrier: string; user: string },
): Promise<string[]> {
  const p = cap.placeholder;
  const rows = await run<{ incident: string }>(
    db,
    `select distinct incident from deliveries where (id = ${p(1)} or (bundled_into = ${p(2)} and bundled_into is not null)) and "user" = ${p(3)} and state in ('due', 'sending', 'done') and incident is not null order by incident`,
    [carrier, carrier, user],
  );
  return rows.map((row) => row.incident);
}

/** Incidents for which a page of this person is running or has arrived. */
export async function openPagesOf(work: Work, user: string): Promise<string[]> {
  const p = work.cap.placeholder;
  const rows = await run<{ incident: string }>(
    work.tx,
    `select distinct incident from pages where "user" = ${p(1)} and state in ('running', 'delivered') order by incident limit ${MOST}`,
    [user],
  );
  return rows.map((row) => row.incident);
}

/** The incident with this number, if this person was paged for it. */
export async function pagedByNumber(work: Work, user: string, number: number): Promise<string[]> {
  const p = work.cap.placeholder;
  const rows = await run<{ id: string }>(
    work.tx,
    `select id from incidents where number = ${p(1)} and exists (select 1 from pages where incident = incidents.id and "user" = ${p(2)})`,
    [number, user],
  );
  return rows.map((row) => row.id);
}
