/** The part of a message about a month: what is kept of it is read when the message is sent. */
import { monthNamed } from '#domain/labour/pay/month';
import { closesFrom } from '#domain/labour/statement/closing';
import type { StatementMessage } from '#domain/notify/message/message';
import { formatInstant, zoneTable } from '#domain/time/zone';
import type { StoredContent } from '../../../store/deliveries/stored-content.ts';
import { findStatement } from '../../../store/labour/statements/statements.ts';
import type { Work } from '../../../store/work.ts';
import type { MessageLinks } from './message.ts';

/** null: it is kept no more. */
export async function statementPart(
  { tx, directory }: Work,
  { id }: NonNullable<StoredContent['statement']>,
  links: Pick<MessageLinks, 'hours' | 'home'>,
): Promise<StatementMessage | null> {
  const row = await findStatement(tx, id);
  const unit = row && directory.units.get(row.unit);
  if (!row || !unit) {
    return null;
  }
  const zone = zoneTable(directory.facts.zones, unit.timeZone);
  return {
    month: row.month,
    unit: unit.name,
    reason: row.reason,
    hash: row.sha256,
    closed: row.state === 'closed',
    until: formatInstant(zone, closesFrom(monthNamed(row.month, zone), unit.closingAfter)),
    url: links.hours ?? links.home,
  };
}
