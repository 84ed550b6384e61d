/** Gives tests databases on PostgreSQL; `databases.ts` decides which databases a suite runs on. */
import { inject } from 'vitest';

export { startCluster, type Cluster } from './postgres-cluster.ts';

/** Why there is no PostgreSQL here, with what to do; null if there is. */
export function postgresMissing(): string | null {
  return inject('postgres').missing;
}

/**
 * The URL of a database that nobody else uses, empty or a copy of the database at the URL `template` (nobody may be
 * connected to that). The database is removed with the test run.
 */
export async function freshPostgres(template?: string): Promise<string> {
  const url = new URL('/databases', inject('postgres').broker);
  if (template !== undefined) url.searchParams.set('template', new URL(template).pathname.slice(1));
  const response = await fetch(url, { method: 'POST' });
  const text = await response.text();
  if (!response.ok) throw new Error(`No test database on PostgreSQL: ${text}`);
  return text;
}
