/** Computes how many days ahead a person was told of on-call duty, part by part. */
import type { DutySpan, NoticeRecord } from '#domain/labour/facts/model';
import { dateOf } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import { mergeSpans } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';
import { toLocal } from '#domain/time/zone';

/** When the person was told: the message reached them, or they saw it in Vigie. null: neither. */
export function toldAt({ handedAt, seenAt }: Pick<NoticeRecord, 'handedAt' | 'seenAt'>): number | null {
  return handedAt === null || seenAt === null ? (handedAt ?? seenAt) : Math.min(handedAt, seenAt);
}

export const NOTICE_STATES = ['waiting', 'told', 'untold', 'withdrawn'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** @param outcome of the last message, as deliveries have it; null: it is on its way */
export function noticeState(
  notice: Pick<NoticeRecord, 'handedAt' | 'seenAt' | 'withdrawnAt'> & { outcome: string | null },
): NoticeState {
  if (notice.withdrawnAt !== null) {
    return 'withdrawn';
  }
  return toldAt(notice) !== null ? 'told' : notice.outcome === null ? 'waiting' : 'untold';
}

/** Local dates from being told to the start of the duty. */
export function daysOfNotice(told: number, start: number, zone: ZoneTable): number {
  return dateOf(toLocal(zone, start)) - dateOf(toLocal(zone, told));
}

/** A part of a stretch of duty that one notice covers. */
export interface ToldPart extends Span {
  rota: string;
  /** null: not told yet. */
  toldAt: number | null;
  reason: string | null;
  voluntary: boolean;
}

/** Stretches of duty of each rota: turns that follow each other are one. */
export function stretchesOfDuty(duties: readonly DutySpan[]): DutySpan[] {
  const rotas = new Set(duties.map(({ rota }) => rota));
  return [...rotas].flatMap((rota) =>
    mergeSpans(duties.filter((duty) => duty.rota === rota)).map((span) => ({ rota, ...span })),
  );
}

/**
 * The parts of a stretch of duty, judged instant by instant: each part by the earliest notice that has covered it
 * without interruption until now, so that a withdrawn notice does not count.
 */
export function toldParts(stretch: DutySpan, notices: readonly NoticeRecord[]): ToldPart[] {
  const valid = notices
    .filter(({ rota, withdrawnAt }) => rota === stretch.rota && withdrawnAt === null)
    .filter(({ start, end }) => start < stretch.end && end > stretch.start);
  const edges = valid.flatMap(({ start, end }) => [start, end]).filter((at) => at > stretch.start && at < stretch.end);
  const starts = [...new Set([stretch.start, ...edges])].sort((a, b) => a - b);
  const parts: ToldPart[] = [];
  starts.forEach((start, i) => {
    const part = { start, end: starts[i + 1] ?? stretch.end, rota: stretch.rota, ...tellingAt(valid, start) };
    const last = parts.at(-1);
    if (last !== undefined && isSameTelling(last, part)) {
      last.end = part.end;
    } else {
      parts.push(part);
    }
  });
  return parts;
}

type Telling = Pick<ToldPart, 'toldAt' | 'reason' | 'voluntary'>;

function isSameTelling(one: Telling, other: Telling): boolean {
  return one.toldAt === other.toldAt && one.reason === other.reason && one.voluntary === other.voluntary;
}

/** The earliest notice that covers an instant; of several that reached nobody yet, the first. */
function tellingAt(notices: readonly NoticeRecord[], at: number): Telling {
  const holding = notices.filter(({ start, end }) => start <= at && at < end);
  const told = (notice: NoticeRecord) => toldAt(notice) ?? Infinity;
  const first = holding.reduce<NoticeRecord | null>(
    (best, one) => (best === null || told(one) < told(best) ? one : best),
    null,
  );
  return first === null
    ? { toldAt: null, reason: null, voluntary: false }
    : { toldAt: toldAt(first), reason: first.reason, voluntary: first.voluntary !== null };
}
