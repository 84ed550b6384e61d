/** The parts of messages about duty to come: what holds of it is read when the message is sent. */
import { daysOfNotice } from '#domain/labour/notice';
import type { AdviceMessage, ProgrammeMessage } from '#domain/notify/message/message';
import { zoneTable } from '#domain/time/zone';
import type { Directory } from '../../../ports/directory.ts';
import type { StoredContent } from '../../../store/deliveries/stored-content.ts';
import { readBatch } from '../../../store/labour/notices/notices.ts';
import type { Work } from '../../../store/work.ts';

/** null: nothing of it holds any more. */
export async function programmeOf(
  work: Work,
  { unit: id, batch, gone }: NonNullable<StoredContent['programme']>,
  rotaName: (id: string) => string,
): Promise<Omit<ProgrammeMessage, 'url'> | null> {
  const unit = work.directory.units.get(id);
  const rows = (await readBatch(work.tx, batch)).filter(
    ({ withdrawn_at, end_at }) => withdrawn_at === null && end_at > work.now,
  );
  const open = gone.filter(({ end }) => end > work.now);
  if (unit === undefined || (rows.length === 0 && open.length === 0)) {
    return null;
  }
  const zone = zoneTable(work.directory.facts.zones, unit.timeZone);
  return {
    unit: unit.name,
    timeZone: unit.timeZone,
    spans: rows.map(({ rota, start_at, end_at, reason }) => ({
      rota: rotaName(rota),
      start: start_at,
      end: end_at,
      reason,
      days: Math.max(0, daysOfNotice(work.now, start_at, zone)),
    })),
    gone: open.map((span) => ({ ...span, rota: rotaName(span.rota) })),
    hash: rows[0]?.sha256 ?? null,
  };
}

export function adviceOf(
  { units }: Pick<Directory, 'units'>,
  { unit, lines }: NonNullable<StoredContent['advice']>,
  name: (login: string) => string,
): AdviceMessage {
  return {
    unit: units.get(unit)?.name ?? unit,
    lines: lines.map(({ user, times, until, others }) => ({
      name: name(user),
      times,
      until,
      others: others.map((one) => ({ name: name(one.user), hours: one.hours })),
    })),
  };
}
