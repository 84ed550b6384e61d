/** Reads the turns of a unit's rotas in which people were on call, for flats. */
import { heldTurns } from '#domain/labour/pay/held-turns';
import type { SourcedDuty } from '#domain/labour/pay/held-turns';
import type { HeldTurn } from '#domain/labour/pay/turns';
import type { Unit } from '#domain/labour/facts/unit';
import { resolve } from '#domain/rota/resolve';
import { WEEK } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { zoneTable } from '#domain/time/zone';
import type { Directory } from '../../../ports/directory.ts';
import { dutySource } from '../../duties/stored-duties.ts';
import type { Db } from '../../store.ts';
import type { UnreadableReporter } from '../../stored/unreadable.ts';

/** A turn that begins in a month may end weeks later. */
const LONGEST_TURN = 13 * WEEK;

export interface TurnsQuestion {
  unit: Unit;
  logins: readonly string[];
  range: Span;
  now: number;
}

/** The turns of each login that touch the range; none if the unit pays no flats. */
export async function readHeldTurns(
  db: Db,
  directory: Directory,
  noting: UnreadableReporter,
  { unit, logins, range, now }: TurnsQuestion,
): Promise<Map<string, HeldTurn[]>> {
  const held = new Map<string, HeldTurn[]>();
  if (unit.pay.every(({ turns }) => turns.length === 0)) {
    return held;
  }
  const { facts, rotas } = directory;
  const zone = zoneTable(facts.zones, unit.timeZone);
  const listed = new Set(unit.duties.flatMap(({ rota, kind }) => (kind === 'onCall' ? [rota] : [])));
  const wide = { start: range.start, end: range.end + LONGEST_TURN };
  for (const id of listed) {
    const worked = await readWorked(db, noting, id, wide, now);
    const duties = [...worked, ...plannedDuties(directory, id, wide, now)];
    for (const login of logins) {
      const own = heldTurns({ id, rota: rotas.get(id) ?? null, duties, zones: facts.zones, zone }, login);
      held.set(login, [...(held.get(login) ?? []), ...own]);
    }
  }
  return held;
}

async function readWorked(
  db: Db,
  noting: UnreadableReporter,
  rota: string,
  range: Span,
  now: number,
): Promise<SourcedDuty[]> {
  const rows = await db
    .selectFrom('duties')
    .select(['id', 'user', 'start_at', 'end_at', 'why'])
    .where('rota', '=', rota)
    .where('start_at', '<', Math.min(now, range.end))
    .where((is) => is.or([is('end_at', 'is', null), is('end_at', '>', range.start)]))
    .orderBy('start_at')
    .execute();
  return rows.map((row) => ({
    user: row.user,
    source: dutySource(row, noting),
    start: row.start_at,
    end: Math.min(row.end_at ?? now, now),
  }));
}

function plannedDuties({ rotas, facts }: Directory, id: string, range: Span, now: number): SourcedDuty[] {
  const rota = rotas.get(id);
  const start = Math.max(now, range.start);
  return rota === undefined || start >= range.end
    ? []
    : resolve(rota, facts, start, range.end).flatMap((segment) =>
        segment.onCall.map(({ user, source }) => ({ user, source, start: segment.start, end: segment.end })),
      );
}
