/** What statements say: as computed now while they are open, as they were closed afterwards. */
import type { Statement } from '#domain/labour/statement/statement';
import { writeAudit } from '../../../store/access/audit.ts';
import { computeStatements } from '../../../store/labour/statements/compute.ts';
import type { ComputableStatement } from '../../../store/labour/statements/compute.ts';
import type { StatementSources } from '../../../store/labour/statements/compute.ts';
import { storedStatement } from '../../../store/labour/statements/stored-statements.ts';
import type { StatementTable } from '../../../store/schema/labour.ts';
import type { Work } from '../../../store/work.ts';

export interface ShownStatement {
  row: StatementTable;
  statement: Statement;
}

/** What a row says, once it is asked; null if that cannot be read, or the unit of an open one. A few milliseconds each. */
export type FoundStatement = () => ShownStatement | null;

export async function findStatements(
  sources: StatementSources,
  rows: readonly StatementTable[],
  now: number,
): Promise<FoundStatement[]> {
  const open = rows.filter(({ state }) => state === 'open');
  const computed = new Map<string, ComputableStatement>();
  for (const same of Map.groupBy(open, ({ unit, month }) => `${unit} ${month}`).values()) {
    const [{ unit: id, month }] = same as [StatementTable];
    const unit = sources.directory.units.get(id);
    if (unit !== undefined) {
      const logins = same.map(({ user }) => user);
      const found = await computeStatements(sources, { unit, month, logins, now });
      same.forEach(({ id: row, user }) => computed.set(row, found.get(user) as ComputableStatement));
    }
  }
  return rows.map((row) => () => {
    const statement = row.state === 'open' ? computed.get(row.id)?.compute() : storedStatement(row, sources.noting);
    return statement ? { row, statement } : null;
  });
}

export interface StatementReading {
  actor: string;
  /** `read`: hours; `document`: the file; `payroll`: the amounts of a month. */
  action: 'read' | 'document' | 'payroll';
  /** Ids of statements; of a list and of payroll the unit and month. */
  subjects: readonly string[];
}

/** Records that somebody read what is about others. */
export async function noteReading(work: Work, { actor, action, subjects }: StatementReading): Promise<void> {
  await writeAudit(
    work,
    subjects.map((subject) => ({ actor, action, kind: 'statements', subject, before: null, after: null })),
  );
}
