/** Reads and writes the parts of a rest that are stored as JSON. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { REST_STATES } from '#domain/labour/facts/model';
import type { RestRecord } from '#domain/labour/facts/model';
import type { RestTable } from '../../schema/labour.ts';
import { parseOr, readOr } from '../../stored/json.ts';
import type { WholeShape } from '../../stored/json.ts';
import type { UnreadableReporter } from '../../stored/unreadable.ts';

/** The kind that problems with stored rests name. */
const RESTS = 'rests';

const ids = z.array(z.string());

/** What is kept with the values of a rest that were replaced. */
interface Replaced {
  /** When it was replaced. */
  at: number;
  /** When people had been told of this value, or of an earlier one. */
  toldUserAt: number | null;
  toldManagersAt: number | null;
}

const earlierRest = strict({
  at: z.number(),
  earliestAt: z.number(),
  rule: z.enum(['restDaily', 'restWeekly']),
  causes: ids,
  provisional: z.boolean(),
  state: z.enum(REST_STATES),
  startedAt: z.number().nullable(),
  toldUserAt: z.number().nullish(),
  toldManagersAt: z.number().nullish(),
} satisfies WholeShape<Omit<RestRecord, 'plannedAt'> & Replaced>);

export type EarlierRest = z.output<typeof earlierRest>;

/** A rest whose causes cannot be read still applies. */
export function restRecord(row: RestTable, noting: UnreadableReporter): RestRecord {
  const { id, planned_at, earliest_at, rule, causes, provisional, state, started_at } = row;
  return {
    plannedAt: planned_at,
    earliestAt: earliest_at,
    rule,
    causes: readOr(ids, causes, { kind: RESTS, id, field: 'causes' }, noting, []),
    provisional: provisional === 1,
    state,
    startedAt: started_at,
  };
}

/** Earlier values, oldest first; none where they cannot be read. */
export function earlierRests(
  { id, history }: Pick<RestTable, 'id' | 'history'>,
  noting: UnreadableReporter,
): EarlierRest[] {
  return readOr(z.array(earlierRest), history, { kind: RESTS, id, field: 'history' }, noting, []);
}

/** The history with the row's values, which are being replaced. Every recorded value stays, also an unreadable one. */
export function withReplaced(row: RestTable, now: number, noting: UnreadableReporter): string {
  const { id, history } = row;
  const { earliestAt, rule, causes, provisional, state, startedAt } = restRecord(row, noting);
  const told = { toldUserAt: row.told_user_at, toldManagersAt: row.told_managers_at };
  const values = { earliestAt, rule, causes: [...causes], provisional, state, startedAt };
  const replaced: EarlierRest = { at: now, ...values, ...told };
  const before = parseOr(history, { kind: RESTS, id, field: 'history' }, noting, history);
  return JSON.stringify([...(Array.isArray(before) ? before : [before]), replaced]);
}
