/** Makes the row of a statement: what is handed over first, and what is closed. */
import { createHash } from 'node:crypto';
import type { Unit } from '#domain/labour/facts/unit';
import { documentOf } from '#domain/labour/document/document';
import { monthNamed } from '#domain/labour/pay/month';
import { canonicalJson } from '#domain/labour/statement/canonical';
import type { Statement } from '#domain/labour/statement/statement';
import { DAY } from '#domain/time/duration';
import { formatInstant, zoneTable } from '#domain/time/zone';
import { versionsOf } from '#domain/rota/model';
import type { Directory } from '../../../ports/directory.ts';
import type { StatementTable } from '../../schema/labour.ts';
import type { Work } from '../../work.ts';

const LONGEST_YEAR = 366 * DAY;

/** The document of a statement as the unit is now; a closed month names its own language and currency. */
export function documentFor(
  { rotas, facts }: Pick<Directory, 'rotas' | 'facts'>,
  unit: Unit,
  statement: Statement,
  now: number,
  hash = sha256(canonicalJson(statement)),
): string {
  const names = new Map([...rotas].map(([id, rota]) => [id, versionsOf(rota).at(-1)?.rota.name ?? id]));
  return documentOf(statement, {
    employer: unit.employer,
    unit: unit.name,
    hash,
    language: statement.closing?.language ?? unit.language,
    currency: statement.closing?.currency ?? unit.currency,
    madeAt: formatInstant(zoneTable(facts.zones, unit.timeZone), now),
    rotas: names,
  });
}

/** As `hashOf` makes it, several times as fast as what a browser has, too. */
function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The columns that say what a statement holds. */
export function contentColumns(
  work: Pick<Work, 'directory' | 'now'>,
  unit: Unit,
  statement: Statement,
): Pick<StatementTable, 'body' | 'sha256' | 'file' | 'delete_after'> {
  const { end } = monthNamed(statement.month, zoneTable(work.directory.facts.zones, unit.timeZone));
  const body = canonicalJson(statement);
  const hash = sha256(body);
  return {
    body,
    sha256: hash,
    file: documentFor(work.directory, unit, statement, work.now, hash),
    delete_after: end + unit.retentionYears * LONGEST_YEAR,
  };
}

export function newStatementRow(work: Work, unit: Unit, statement: Statement): StatementTable {
  return {
    id: work.ids.next(),
    unit: unit.id,
    month: statement.month,
    user: statement.user,
    state: 'open',
    version: 1,
    ...contentColumns(work, unit, statement),
    made_at: work.now,
    delivery: null,
    outcome: 'waiting',
    handed_at: null,
    handed_how: null,
    accepted_at: null,
    contested_at: null,
    contest: null,
    closed_at: null,
    closed_by: null,
    reason: null,
    history: '[]',
  };
}
