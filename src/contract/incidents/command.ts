/**
 * Defines **commands** on an incident: `POST incidents/:id/<command>`. Commands are idempotent; the answer is the
 * incident. Commands that would page again (escalate, restart, reassign, responders, note) count once if the same
 * person repeats them within 5 s.
 */
import { z } from 'zod';
import { LONGEST_SNOOZE } from '#domain/incident/commands/command';
import { duration } from '#contract/time/duration';
import { strict } from '#contract/base/schema';
import { addProblem } from '#contract/base/why';
import { id, instant, login, severity, text } from '#contract/base/scalars';

/** Exactly one of two fields, since both or neither would be ambiguous. */
function exactlyOne(first: string, second: string) {
  return (value: Record<string, unknown>, ctx: z.RefinementCtx) => {
    if ((value[first] === undefined) === (value[second] === undefined)) {
      addProblem(ctx, [first], `must be given, or ${second}: exactly one of the two`, {
        reason: 'exactly-one',
        data: { of: [first, second], given: value[first] === undefined ? [] : [first, second] },
      });
    }
  };
}

const users = z.array(login).min(1).max(100);
/** If set, the answer is 409 `not-available` while somebody who would be paged is not available. */
const askIfUnavailable = z.boolean().nullish();
/** Unless set, the answer is 409 `in-shadow` if nobody would be paged because of the shadow. */
const evenInShadow = z.boolean().nullish();
/** An empty body is allowed: scripts send `{}`, `null` or nothing. */
const nothing = strict({}).nullish();

export const COMMANDS = {
  acknowledge: nothing,
  unacknowledge: nothing,
  resolve: nothing,
  unresolve: nothing,
  /** Of the caller's own resolution, merge, acknowledgement or snooze, within a minute, while nothing else has happened. */
  undo: nothing,
  wake: nothing,
  escalate: nothing,
  snooze: strict({
    until: instant.optional(),
    for: duration({ min: 60_000, max: LONGEST_SNOOZE }).optional(),
  }).superRefine(exactlyOne('for', 'until')),
  reassign: strict({ policy: id.optional(), users: users.optional(), askIfUnavailable, evenInShadow }).superRefine(
    exactlyOne('policy', 'users'),
  ),
  responders: strict({
    users: users.optional(),
    rotas: z.array(id).min(1).max(100).optional(),
    askIfUnavailable,
    evenInShadow,
  }).superRefine((value, ctx) => {
    if (value.users === undefined && value.rotas === undefined) {
      addProblem(ctx, ['users'], 'is missing, and so are rotas; say who is to join', {
        reason: 'at-least-one',
        data: { of: ['users', 'rotas'] },
      });
    }
  }),
  note: strict({ text: text.min(1) }),
  merge: strict({ into: id, evenInShadow }),
  severity: strict({ severity }),
  restart: strict({ policy: id.optional(), evenInShadow }).nullish(),
} as const;

export type CommandName = keyof typeof COMMANDS;
export const COMMAND_NAMES = Object.keys(COMMANDS) as [CommandName, ...CommandName[]];

/** The checked body of one command. */
export type CommandBody<Name extends CommandName> = z.output<(typeof COMMANDS)[Name]>;

/** `GET incidents/:id/would-page`: the commands that page at once. `policy` is for `reassign` and `restart`. */
export const wouldPageQuery = strict({
  command: z.enum(['escalate', 'restart', 'reassign', 'unresolve']),
  policy: id.optional(),
});

/** `channels`: rooms. `shadow`: nobody of them hears of it, since the incident is or would be in shadow. */
export const wouldPageAnswer = strict({ users: z.array(login), channels: z.array(id), shadow: z.boolean() });
export type WouldPageWire = z.output<typeof wouldPageAnswer>;

/** `POST incidents/bulk`: one command on many incidents; `body` as for one. */
export const bulkCommand = strict({
  ids: z.array(id).min(1).max(500),
  command: z.enum(COMMAND_NAMES),
  body: z.record(z.string(), z.unknown()).nullish(),
});

/** One result per id. `changed`: false if it was so before. */
export const bulkAnswer = strict({
  items: z.array(
    strict({
      id,
      ok: z.boolean(),
      changed: z.boolean(),
      error: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
});
