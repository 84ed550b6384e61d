/**
 * Stores which services behind channels are down. Several sidecars may probe a service; an outage is over when none of
 * them has seen it for a while.
 */
import { run, upsertRows, write } from '../query.ts';
import type { OutageTable } from '../schema/outages.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

export async function readOutages(db: Db): Promise<OutageTable[]> {
  return db.selectFrom('channel_outages').selectAll().orderBy('service').execute();
}

/** Locks the outages until the end of the transaction, so that only one sidecar notifies Admins. */
export async function holdOutages(work: Work): Promise<OutageTable[]> {
  return run<OutageTable>(work.tx, `select * from channel_outages order by service ${work.cap.forUpdate}`, []);
}

export async function beginOutage(work: Work, outage: OutageTable): Promise<void> {
  const p = work.cap.placeholder;
  await write(
    work.tx,
    `insert into channel_outages (service, kind, problem, since, seen_at, told_at) values (${p(1)}, ${p(2)}, ${p(3)}, ${p(4)}, ${p(5)}, null) on conflict (service) do nothing`,
    [outage.service, outage.kind, outage.problem, outage.since, outage.seen_at],
  );
}

export async function saveOutages(work: Work, outages: readonly OutageTable[]): Promise<void> {
  await upsertRows(work.tx, work.cap, 'channel_outages', ['service'], outages);
}

export async function endOutages(work: Work, services: readonly string[]): Promise<void> {
  if (services.length > 0) {
    await write(work.tx, `delete from channel_outages where ${work.cap.inList('service', work.cap.placeholder(1))}`, [
      work.cap.listParameter(services),
    ]);
  }
}
