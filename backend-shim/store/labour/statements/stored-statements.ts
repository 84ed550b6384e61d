/** Reads and writes the parts of a statement that are stored as JSON. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { statement } from '#contract/labour/pay/statement';
import type { Statement } from '#domain/labour/statement/statement';
import type { StatementTable } from '../../schema/labour.ts';
import { parseOr, readOr } from '../../stored/json.ts';
import type { UnreadableReporter } from '../../stored/unreadable.ts';

/** The kind that problems with stored statements name. */
const STATEMENTS = 'statements';

/** What somebody said or did, at an instant. */
const event = z.discriminatedUnion('what', [
  /** `substance`: hash of what the person accepted. */
  strict({ what: z.literal('accepted'), at: z.number(), substance: z.string() }),
  strict({ what: z.literal('contested'), at: z.number(), text: z.string() }),
  /** The version that was handed over before the month was closed. */
  strict({ what: z.literal('first'), at: z.number(), body: z.string(), sha256: z.string(), file: z.string() }),
]);

export type StatementEvent = z.output<typeof event>;

type Row = Pick<StatementTable, 'id' | 'body' | 'history'>;

/** null if it cannot be read. */
export function storedStatement({ id, body }: Row, noting: UnreadableReporter): Statement | null {
  return readOr(statement, body, { kind: STATEMENTS, id, field: 'body' }, noting, null);
}

/** Oldest first; none where they cannot be read. */
export function statementEvents({ id, history }: Row, noting: UnreadableReporter): StatementEvent[] {
  return readOr(z.array(event), history, { kind: STATEMENTS, id, field: 'history' }, noting, []);
}

/** The history with one event more. Every recorded event stays, also an unreadable one. */
export function withEvent({ id, history }: Row, added: StatementEvent, noting: UnreadableReporter): string {
  const before = parseOr(history, { kind: STATEMENTS, id, field: 'history' }, noting, history);
  return JSON.stringify([...(Array.isArray(before) ? before : [before]), added]);
}
