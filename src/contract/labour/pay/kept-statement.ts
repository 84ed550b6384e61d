/**
 * Defines statements as they are kept: one row a person and month, open until HR of the unit closes it. Instants are
 * ISO 8601 in UTC, but for those inside `body`.
 */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, instant, login, text } from '#contract/base/scalars';
import { month, statement } from '#contract/labour/pay/statement';
import { listOf, pageQuery } from '#contract/list';
import { CLOSING_NEEDS } from '#domain/labour/statement/closing';

const STATEMENT_STATES = ['open', 'closed'] as const;
export type StatementState = (typeof STATEMENT_STATES)[number];

/** How the document reached the person: by a message, because they answered in Vigie, or as HR says. */
const handed = strict({
  at: instant,
  /** `message`, `answer`, or what HR wrote. */
  how: z.string(),
});

/** What the document's last message met: sent, waiting for the person's next ordinary hours, or refused by every method. */
const TOLD_STATES = ['none', 'waiting', 'done', 'failed'] as const;

const keptStatement = strict({
  id,
  unit: id,
  month,
  user: login,
  name: z.string(),
  state: z.enum(STATEMENT_STATES),
  version: z.int(),
  madeAt: instant,
  /** Whether a message is on its way to the person, and what became of it. */
  told: z.enum(TOLD_STATES),
  /** null: the document was not handed over yet. */
  handed: handed.nullable(),
  acceptedAt: instant.nullable(),
  /** Whether hours or lines have changed since the person accepted them. */
  changedSince: z.boolean(),
  contestedAt: instant.nullable(),
  contest: z.string().nullable(),
  closedAt: instant.nullable(),
  closedBy: login.nullable(),
  reason: z.string().nullable(),
  /** null: closed, or the caller may not close it. */
  closing: strict({
    /** Before this it is closed only if the person accepted it as it is. */
    from: instant,
    isReady: z.boolean(),
    /** Each of these takes a `reason`, see `closingNeeds`. */
    needs: z.array(z.enum(CLOSING_NEEDS)),
  }).nullable(),
  /** Of the canonical JSON of the whole body: the first version of an open month, the last of a closed one. */
  sha256: z.string(),
  /** The month as computed now, or as it was closed. Managers read no lines, no `payrollId` and no inputs. */
  body: statement,
});

export type KeptStatementWire = z.output<typeof keptStatement>;

/** Without `inputs`, which are the same for most of the unit. */
const listedStatement = keptStatement.extend({ body: statement.omit({ inputs: true }) });
export type ListedStatementWire = z.output<typeof listedStatement>;

export const statementQuery = strict({
  unit: id.optional(),
  month: month.optional(),
  user: login.optional(),
  state: z.enum(STATEMENT_STATES).optional(),
  ...pageQuery,
});

/** An indicative check, without the value of legal advice: every answer with findings says so. */
export const statementAnswer = keptStatement.extend({ indicative: z.literal(true) });
export const statementList = listOf(listedStatement).safeExtend({ indicative: z.literal(true) });

/** `POST statements/:id/accept`. */
export const acceptedStatement = strict({});

/** `POST statements/:id/contest`. */
export const contestedStatement = strict({ text: text.min(3, 'must be at least 3 characters') });

/** `POST statements/:id/close`. */
export const closedStatement = strict({
  /** Required where the statement says what it `needs`; the person is told. */
  reason: text.min(10, 'must be at least 10 characters').nullish(),
  /** For somebody whom no message reaches. */
  handedOver: strict({ at: instant, how: text.max(200).min(1) }).nullish(),
});

export type ClosedStatementWire = z.output<typeof closedStatement>;

/** `GET payroll`. */
export const payrollQuery = strict({ unit: id, month });
