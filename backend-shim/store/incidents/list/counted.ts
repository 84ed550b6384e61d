/** The condition by which incidents are in figures; `leftOutOf` of `insight/incident-facts.ts` says the same of facts. */
import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import { SHADOW } from '../../shadow/shadowed-incidents.ts';

/** Data is JSON without spaces, in whose texts quotation marks are escaped: the patterns match properties only. */
const MERGED = sql`exists (
  select 1 from timeline m where m.incident = incidents.id and m.kind = 'resolved' and m.data like '%"resolution":"merged"%'
  and not exists (select 1 from timeline l where l.incident = m.incident and l.kind = 'resolved' and l.id > m.id))`;
const HELD = sql`exists (
  select 1 from timeline h where h.incident = incidents.id and h.kind = 'held' and (
    h.data like '%"reason":"downtime"%'
    or (h.data not like '%"reason":%' and h.data not like '%"anew":true%')))`;
const SHADOWED = sql`(exists (select 1 from shadow_spans s where s.incident = incidents.id) or exists (
  select 1 from deliveries s where s.incident = incidents.id and s.kind = 'page' and s.outcome = '${sql.raw(SHADOW)}'))`;

/** Neither a test, nor merged into another one, nor held by a maintenance or a downtime, nor in shadow. */
export const IS_COUNTED = sql<SqlBool>`(incidents.test = 0 and not ${MERGED} and not ${HELD} and not ${SHADOWED})`;
