/** Writes the parts of a statement: hours, duties, interventions, rest owed, exceptional notices and findings. */
import type { NoticeRecord } from '#domain/labour/facts/model';
import type { DutyLevel } from '#domain/labour/facts/level';
import type { Finding } from '#domain/labour/finding';
import { toldAt } from '#domain/labour/notice';
import type { StatementMonth } from '#domain/labour/pay/month';
import { isWithin } from '#domain/labour/pay/month';
import type { PayTime } from '#domain/labour/statement/pay-time';
import { MINUTE } from '#domain/time/duration';
import { intersectSpans } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';
import { formatInstant } from '#domain/time/zone';

export interface StatementHours {
  /** `weekday`, `saturday`, `sunday` and `holiday` add up to it; `night` is part of them. */
  onCall: number;
  weekday: number;
  saturday: number;
  sunday: number;
  holiday: number;
  night: number;
  /** True minutes outside of ordinary hours, travel included. */
  intervention: number;
  travel: number;
  lostToRest: number;
}

export interface StatementDuty {
  start: string;
  end: string;
  rota: string;
  level: DutyLevel;
}

/** In the month in which it starts. */
export interface StatementIntervention {
  start: string;
  end: string;
  travel: number;
  /** Number of the incident; null: entered without one. */
  incident: number | null;
  /** Whether the person said when it ended. */
  confirmed: boolean;
}

/** Rest that was not given in time. */
export interface StatementRest {
  rule: string;
  start: string;
  owed: number;
  /** Later. */
  given: number;
}

export interface StatementNotice {
  start: string;
  end: string;
  rota: string;
  /** null: not yet. */
  told: string | null;
  reason: string;
}

export interface StatementFinding {
  id: string;
  rule: string;
  severity: string;
  start: string;
  end: string;
  rota: string | null;
  article: string | null;
  pack: string;
  /** Minutes; days for `notice`. */
  measured: number | null;
  limit: number;
  decision: string | null;
}

/** Duty within the month, by start. */
export function dutiesOf({ duties, time }: PayTime, month: StatementMonth): StatementDuty[] {
  const { zone } = time.person;
  return duties
    .flatMap(({ rota, level, ...span }) => intersectSpans([span], [month]).map((part) => ({ ...part, rota, level })))
    .sort((a, b) => a.start - b.start || (`${a.rota} ${a.level}` < `${b.rota} ${b.level}` ? -1 : 1))
    .map(({ start, end, rota, level }) => {
      return { start: formatInstant(zone, start), end: formatInstant(zone, end), rota, level };
    });
}

/** Interventions that start in the month and are not ordinary work alone, with their travel. */
function ownInterventions({ time, interventions }: PayTime, month: StatementMonth) {
  const records = new Map(time.person.interventions.map((record) => [record.id, record]));
  const sorted = time.interventions.toSorted((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
  return sorted.flatMap((one) => {
    const { travelBefore = 0, travelAfter = 0 } = records.get(one.id) ?? {};
    const span = { start: one.start - travelBefore, end: one.end + travelAfter };
    const isOwn = isWithin(one.start, month) && intersectSpans([span], interventions).length > 0;
    return isOwn ? [{ ...one, travel: Math.round((travelBefore + travelAfter) / MINUTE) }] : [];
  });
}

export function travelOf(pay: PayTime, month: StatementMonth): number {
  return ownInterventions(pay, month).reduce((sum, { travel }) => sum + travel, 0);
}

export function interventionsOf(
  pay: PayTime,
  month: StatementMonth,
  incidents: ReadonlyMap<string, number>,
): StatementIntervention[] {
  const { zone } = pay.time.person;
  return ownInterventions(pay, month).map(({ id, start, end, travel, provisional }) => ({
    start: formatInstant(zone, start),
    end: formatInstant(zone, end),
    travel,
    incident: incidents.get(id) ?? null,
    confirmed: !provisional,
  }));
}

export function restsOf(findings: readonly Finding[], zone: ZoneTable): StatementRest[] {
  return findings.flatMap(({ rule, start, data, decision }) =>
    data.owed === null
      ? []
      : {
          rule,
          start: formatInstant(zone, start),
          owed: (decision?.owed ?? data.owed) / MINUTE,
          given: (decision?.settled ?? 0) / MINUTE,
        },
  );
}

/** Notices with a reason, of duty that starts in the month. */
export function noticesOf(notices: readonly NoticeRecord[], month: StatementMonth, zone: ZoneTable): StatementNotice[] {
  return notices
    .filter(({ start, withdrawnAt }) => isWithin(start, month) && withdrawnAt === null)
    .toSorted((a, b) => a.start - b.start || a.end - b.end || (a.rota < b.rota ? -1 : 1))
    .flatMap(({ start, end, rota, reason, ...when }) => {
      const told = toldAt(when);
      const written = { start: formatInstant(zone, start), end: formatInstant(zone, end), rota };
      return reason === null ? [] : [{ ...written, told: told === null ? null : formatInstant(zone, told), reason }];
    });
}

export function writtenFinding(
  { id, rule, severity, start, end, rota, article, pack, data, decision }: Finding,
  zone: ZoneTable,
): StatementFinding {
  const size = rule === 'notice' ? 1 : MINUTE;
  return {
    id,
    rule,
    severity,
    rota,
    article,
    pack,
    start: formatInstant(zone, start),
    end: formatInstant(zone, end),
    measured: data.measured === null ? null : data.measured / size,
    limit: data.limit / size,
    decision: decision?.id ?? null,
  };
}
