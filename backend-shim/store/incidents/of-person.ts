/** Finds incidents by the people they concern. */
import { run } from '../query.ts';
import type { Work } from '../work.ts';
import { UNRESOLVED } from './list/unresolved.ts';

/** @returns numbers of unresolved incidents that the person acknowledged or was paged for, lowest first */
export async function readIncidentsNeeding({ tx, cap }: Work, login: string, limit: number): Promise<number[]> {
  const p = cap.placeholder;
  const text = `select number from incidents i where ${UNRESOLVED} and (acknowledged_by = ${p(1)} or exists (select 1 from pages g where g.incident = i.id and g."user" = ${p(2)})) order by number limit ${p(3)}`;
  const rows = await run<{ number: number }>(tx, text, [login, login, limit]);
  return rows.map(({ number }) => number);
}

/** @returns ids of acknowledged incidents that one of these people, or a source in their name, acknowledged last */
export async function readAcknowledgedBy(
  { tx, cap }: Work,
  logins: readonly string[],
  limit: number,
): Promise<string[]> {
  if (logins.length === 0) {
    return [];
  }
  const p = cap.placeholder;
  const text = `select id from incidents where state = 'acknowledged' and ${cap.inList('acknowledged_by', p(1))} order by number limit ${p(2)}`;
  const rows = await run<{ id: string }>(tx, text, [cap.listParameter(logins), limit]);
  return rows.map(({ id }) => id);
}
