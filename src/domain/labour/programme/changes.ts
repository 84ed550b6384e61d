/** Compares the duty that people will have with what they were told of it. */
import type { DutySpan } from '#domain/labour/facts/model';
import type { Span } from '#domain/time/span';
import { intersectSpans, mergeSpans, subtractSpans } from '#domain/time/span';
import { hashOf } from '#domain/labour/statement/canonical';

/** Duty that will be, by the rota's answer. */
export interface PlannedDuty extends DutySpan {
  /** The swap, or `take-over`; null: the employer's choice. */
  voluntary: string | null;
}

/** Duty that was told and not withdrawn, by the id of its notice. */
export interface ToldDuty extends DutySpan {
  id: string;
}

export interface PlannedDuties {
  /** From now to the end of what was looked at. */
  range: Span;
  /** What begins before it is told. */
  until: number;
  duties: readonly PlannedDuty[];
  /** Rotas whose duty is known; what was told of others stays. */
  rotas: ReadonlySet<string>;
}

export interface ProgrammeChange {
  tell: PlannedDuty[];
  /** The parts of notices that will not be. */
  withdraw: Array<{ id: string; parts: Span[] }>;
}

export function programmeChange(
  { range, until, duties, rotas }: PlannedDuties,
  told: readonly ToldDuty[],
): ProgrammeChange {
  const ofRota = <Duty extends DutySpan>(all: readonly Duty[], rota: string) => all.filter((one) => one.rota === rota);
  const tell = [...rotas].flatMap((rota) => untold(rota, ofRota(duties, rota), ofRota(told, rota), { range, until }));
  const withdraw = told
    .filter(({ rota }) => rotas.has(rota))
    .flatMap(({ id, rota, start, end }) => {
      const parts = subtractSpans(intersectSpans([{ start, end }], [range]), mergeSpans(ofRota(duties, rota)));
      return parts.length === 0 ? [] : [{ id, parts }];
    });
  return { tell: tell.sort((a, b) => a.start - b.start || (a.rota < b.rota ? -1 : 1)), withdraw };
}

/** A stretch that goes on beyond what was looked at is told until then. */
function untold(
  rota: string,
  duties: readonly PlannedDuty[],
  told: readonly ToldDuty[],
  { range, until }: Pick<PlannedDuties, 'range' | 'until'>,
): PlannedDuty[] {
  const known = mergeSpans(told);
  const begun = mergeSpans(duties)
    .filter(({ start }) => start < until)
    .map(({ start, end }) => ({ start, end: end < range.end ? end : Math.min(end, until) }));
  return [...new Set(duties.map(({ voluntary }) => voluntary))].flatMap((voluntary) => {
    const own = duties.filter((duty) => duty.voluntary === voluntary);
    const spans = subtractSpans(intersectSpans(mergeSpans(own), begun), known);
    return spans.map((span) => ({ rota, voluntary, ...span }));
  });
}

/** What is left of a notice, and what is taken from it, both in order of time. */
export function splitNotice(notice: Span, gone: readonly Span[]): { kept: Span[]; gone: Span[] } {
  const whole = [{ start: notice.start, end: notice.end }];
  return { kept: subtractSpans(whole, gone), gone: intersectSpans(whole, gone) };
}

/** The hash that a message names, of the duty that it tells. */
export function programmeHash(spans: ReadonlyArray<DutySpan & { reason: string | null }>): string {
  const sorted = spans.toSorted((a, b) => a.start - b.start || (a.rota < b.rota ? -1 : 1));
  return hashOf(
    sorted.map(({ rota, start, end, reason }) => ({
      rota,
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
      reason,
    })),
  );
}
