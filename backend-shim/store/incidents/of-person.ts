/** Finds incidents by the people they concern. */
import { run } from '../query.ts';
import type { Work } from '../work.ts';

/** @returns numbers of unresolved incidents that the person acknowledged or was paged for, lowest first */
export async function readIncidentsNeeding({ tx, cap }: Work, login: string, limit: number): Promise<number[]> {
  const p = cap.placeholder;
  const text = `select number from incidents i where state <> 'resolved' and (acknowledged_by = ${p(1)} or exists (select 1 from pages g where g.incident = i.id and g."user" = ${p(2)})) order by number limit ${p(3)}`;
  const rows = await run<{ number: number }>(tx, text, [login, login, limit]);
  return rows.map(({ number }) => number);
}
