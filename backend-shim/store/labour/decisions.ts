/** Stores decisions: people's reasons why a rest was not given in time. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import type { DecisionRecord } from '#domain/labour/facts/model';
import type { Span } from '#domain/time/span';
import { insertRows, run, upsertRows } from '../query.ts';
import type { DecisionTable } from '../schema/labour.ts';
import type { Db } from '../store.ts';
import { readOr } from '../stored/json.ts';
import type { WholeShape } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';
import type { Work } from '../work.ts';

/** The kind that problems with stored decisions name. */
const DECISIONS = 'decisions';

const spans = z.array(strict({ start: z.number(), end: z.number() } satisfies WholeShape<Span>));

/** Reads the decisions about these people in the unit, oldest first. */
export async function readDecisionsOf(db: Db, unit: string, users: readonly string[]): Promise<DecisionTable[]> {
  return users.length === 0
    ? []
    : db
        .selectFrom('decisions')
        .selectAll()
        .where('unit', '=', unit)
        .where('user', 'in', users)
        .orderBy('at')
        .orderBy('id')
        .execute();
}

/** Reads why duty that touches the range was told late, oldest first. */
export function readExceptional(db: Db, unit: string, range: Span): Promise<DecisionTable[]> {
  return db
    .selectFrom('decisions')
    .selectAll()
    .where('kind', '=', 'exceptional')
    .where('unit', '=', unit)
    .where('end_at', '>', range.start)
    .where('start_at', '<', range.end)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

export async function findDecisionOn(db: Db, finding: string): Promise<DecisionTable | null> {
  return (await db.selectFrom('decisions').selectAll().where('finding', '=', finding).executeTakeFirst()) ?? null;
}

/** @returns the decision, locked until the transaction ends */
export async function lockDecision({ tx, cap }: Work, id: string): Promise<DecisionTable | null> {
  const text = `select * from decisions where id = ${cap.placeholder(1)} ${cap.forUpdate}`;
  const [row] = await run<DecisionTable>(tx, text, [id]);
  return row ?? null;
}

export async function insertDecision({ tx, cap }: Work, row: DecisionTable): Promise<void> {
  await insertRows(tx, cap, 'decisions', [row]);
}

export async function saveDecision({ tx, cap }: Work, row: DecisionTable): Promise<void> {
  await upsertRows(tx, cap, 'decisions', ['id'], [row]);
}

/** Rest that cannot be read counts as not given. */
export function settledSpans({ id, settled }: Pick<DecisionTable, 'id' | 'settled'>, noting: UnreadableReporter) {
  return readOr(spans, settled, { kind: DECISIONS, id, field: 'settled' }, noting, []);
}

export function decisionRecord(row: DecisionTable, noting: UnreadableReporter): DecisionRecord {
  const { id, kind, finding, inspector_told_at, until_at, headcount, owed_ms, owed_by } = row;
  return {
    id,
    kind,
    finding,
    headcount,
    inspectorToldAt: inspector_told_at,
    until: until_at,
    owed: owed_ms,
    owedBy: owed_by,
    settled: settledSpans(row, noting),
  };
}
