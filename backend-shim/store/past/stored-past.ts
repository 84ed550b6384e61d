/** Reads the stored forms of alerts as they were read, and of commands as they were given. */
import { z } from 'zod';
import { MINUTE, SECOND } from '#domain/time/duration';
import type { Command } from '#domain/incident/commands/command';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { Alert } from '#domain/incident/signal/alert';

const text = z.string().nullable().default(null);
const labels = z.record(z.string(), z.string()).default({});

/** Fields that decide nothing (`titleReason`, `ended`) stay as they are. */
export const ALERT_BODY = z.looseObject({
  fingerprint: z.string(),
  groupKey: z.string(),
  ownKey: z.string().optional(),
  keyKept: z.literal(true).optional(),
  countsRepeats: z.literal(true).optional(),
  /** Nothing but the keys is stored: the rest is as it came before. */
  repeats: z.literal(true).optional(),
  status: z.enum(['firing', 'resolved', 'acknowledged', 'unacknowledged', 'info']),
  severity: z.enum(SEVERITIES).nullable().default(null),
  title: text,
  description: text,
  labels,
  links: z.array(z.object({ title: z.string(), url: z.string() })).default([]),
  startsAt: z.number().nullable().default(null),
  problemId: text,
  actor: text,
  note: text,
  wholeGroup: z.boolean().default(false),
  test: z.boolean().default(false),
});

export function toAlert(body: z.output<typeof ALERT_BODY>): Alert {
  return { ...body, raw: null } as Alert;
}

/** Those of kinds that this release knows. */
export const COMMAND = z.looseObject({
  kind: z.enum([
    ...(['acknowledge', 'unacknowledge', 'resolve', 'unresolve', 'undo', 'snooze', 'wake', 'escalate'] as const),
    ...(['reassign', 'responders', 'note', 'merge', 'severity', 'restart'] as const),
  ] satisfies Array<Command['kind']>),
});

/** @param at when it was given */
export function toCommand(body: z.output<typeof COMMAND>, at: number): Command {
  const command = body as unknown as Command;
  return command.kind === 'snooze' && command.for === undefined ? withLength(command, at) : command;
}

/** Older releases stored only when a snooze ends. Lengths are whole minutes, and instants that people name whole ones of the clock. */
function withLength(command: Extract<Command, { kind: 'snooze' }>, at: number): Command {
  const length = Math.ceil((command.until - at) / MINUTE) * MINUTE;
  const isLength = command.until % MINUTE !== 0 && length - (command.until - at) <= 5 * SECOND;
  return isLength ? { ...command, for: length } : command;
}
