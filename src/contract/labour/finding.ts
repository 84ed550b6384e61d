/**
 * Defines **findings**: what a rule says of a stretch of a person's time. Durations are minutes, instants ISO 8601 in
 * UTC.
 */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, instant, login } from '#contract/base/scalars';
import { listOf, pageQuery } from '#contract/list';
import { FINDING_SEVERITIES, REMEDY_KINDS } from '#domain/labour/finding';
import type { Finding } from '#domain/labour/finding';
import { RULE_KINDS } from '#domain/labour/pack';
import { MINUTE } from '#domain/time/duration';

const minutes = z.number();

export const finding = strict({
  /** Stays the same when a confirmation moves an end. */
  id: z.string(),
  rule: z.enum(RULE_KINDS),
  severity: z.enum(FINDING_SEVERITIES),
  user: login,
  unit: id,
  rota: id.nullable(),
  start: instant,
  end: instant,
  article: z.string().nullable(),
  pack: z.string(),
  /** Minutes; days for `notice`, null for duty that began untold. `owed`: rest that was not given, `owedBy`: until when it is to be given. */
  data: strict({
    measured: z.number().nullable(),
    limit: z.number(),
    owed: minutes.nullable(),
    owedBy: instant.nullable(),
  }),
  remedy: strict({ kind: z.enum(REMEDY_KINDS), at: instant.nullable() }),
  /** Whether an assumed end of an intervention is among its causes. */
  provisional: z.boolean(),
  /** Whether it starts in the future. */
  planned: z.boolean(),
  decision: strict({ id, owed: minutes, owedBy: instant.nullable(), settled: minutes }).nullable(),
});

export type FindingWire = z.output<typeof finding>;

/** Asks for findings that start in the range, usually the last 31 days. */
export const findingQuery = strict({
  unit: id.optional(),
  user: login.optional(),
  rule: z.enum(RULE_KINDS).optional(),
  severity: z.enum(FINDING_SEVERITIES).optional(),
  from: instant.optional(),
  to: instant.optional(),
  ...pageQuery,
});

/** An indicative check, without the value of legal advice: every answer with findings says so. */
export const findingList = listOf(finding).safeExtend({ indicative: z.literal(true) });

function written(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function inMinutes(ms: number | null): number | null {
  return ms === null ? null : ms / MINUTE;
}

export function fromFinding({ start, end, data, remedy, decision, ...rest }: Finding): FindingWire {
  const isDays = rest.rule === 'notice';
  return {
    ...rest,
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    data: {
      measured: isDays ? data.measured : inMinutes(data.measured),
      limit: isDays ? data.limit : data.limit / MINUTE,
      owed: inMinutes(data.owed),
      owedBy: written(data.owedBy),
    },
    remedy: { kind: remedy.kind, at: written(remedy.at) },
    decision: decision && {
      id: decision.id,
      owed: decision.owed / MINUTE,
      owedBy: written(decision.owedBy),
      settled: decision.settled / MINUTE,
    },
  };
}
