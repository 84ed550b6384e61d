/** Writes a statement as the API shows it, to each reader what is theirs. */
import type { KeptStatementWire } from '#contract/labour/pay/kept-statement';
import type { StatementWire } from '#contract/labour/pay/statement';
import { monthNamed } from '#domain/labour/pay/month';
import { closesFrom, closingNeeds } from '#domain/labour/statement/closing';
import type { Statement } from '#domain/labour/statement/statement';
import { zoneTable } from '#domain/time/zone';
import { isAccepted } from '../../../actions/labour/statements/close.ts';
import type { ShownStatement } from '../../../actions/labour/statements/shown.ts';
import type { Directory } from '../../../ports/directory.ts';
import type { Caller } from '../../../rights/caller.ts';
import { mayClose, statementReader } from '../../../rights/labour/statements.ts';
import { isPerson } from '../../../rights/who.ts';
import type { StatementTable } from '../../../store/schema/labour.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import { SHADOW } from '../../../store/shadow/shadowed-incidents.ts';
import { iso, isoOrNull } from '../../incident-body.ts';

export interface StatementViewer {
  caller: Caller;
  directory: Directory;
  now: number;
  noting: UnreadableReporter;
}

export function statementBody(viewer: StatementViewer, { row, statement }: ShownStatement): KeptStatementWire {
  const accepted = isAccepted(row, statement, viewer.noting);
  const shown = isForAmounts(viewer, row) ? statement : withoutAmounts(statement);
  return {
    id: row.id,
    unit: row.unit,
    month: row.month,
    user: row.user,
    name: statement.name,
    state: row.state,
    version: row.version,
    madeAt: iso(row.made_at),
    told: toldOf(row),
    handed: row.handed_at === null ? null : { at: iso(row.handed_at), how: row.handed_how ?? '' },
    acceptedAt: isoOrNull(row.accepted_at),
    changedSince: row.accepted_at !== null && row.state === 'open' && !accepted,
    contestedAt: isoOrNull(row.contested_at),
    contest: row.contest,
    closedAt: isoOrNull(row.closed_at),
    closedBy: row.closed_by,
    reason: row.reason,
    closing: closingOf(viewer, { row, statement }, accepted),
    sha256: row.sha256,
    // The domain keeps rules, pay and profiles as they were written, without knowing their form.
    body: shown as StatementWire,
  };
}

function isForAmounts({ caller, directory }: StatementViewer, row: StatementTable): boolean {
  const reader = statementReader(caller, directory, row);
  return reader === 'self' || reader === 'hr';
}

/** Managers read hours, findings and state. */
function withoutAmounts(statement: Statement): Statement {
  return { ...statement, payrollId: null, lines: [], inputs: { rules: [], pay: [], profiles: [] } };
}

function toldOf({ outcome }: StatementTable): KeptStatementWire['told'] {
  if (outcome === null || outcome === 'waiting' || outcome === 'done') {
    return outcome ?? 'none';
  }
  // It leaves when the shadow ends.
  return outcome === SHADOW ? 'waiting' : 'failed';
}

function closingOf(
  { caller, directory, now }: StatementViewer,
  { row, statement }: ShownStatement,
  accepted: boolean,
): KeptStatementWire['closing'] {
  const unit = directory.units.get(row.unit);
  if (row.state === 'closed' || unit === undefined || !mayClose(caller, unit, row.user)) {
    return null;
  }
  const zone = zoneTable(directory.facts.zones, unit.timeZone);
  const from = closesFrom(monthNamed(row.month, zone), unit.closingAfter);
  const alone = isPerson(caller, row.user);
  return {
    from: iso(from),
    isReady: now >= from || accepted,
    needs: closingNeeds(statement, { contested: row.contested_at !== null, alone }),
  };
}
