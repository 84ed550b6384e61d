/** Defines `GET incidents/:id/sync`: what the source was sent, when, and what it answered. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, instant } from '#contract/base/scalars';

const SYNC_ACTIONS = ['acknowledge', 'unacknowledge', 'resolve', 'note', 'severity', 'snooze'] as const;
const SYNC_STATES = ['waiting', 'sending', 'done', 'skipped', 'failed', 'cancelled'] as const;

const syncAttempt = strict({
  at: instant,
  outcome: z.enum(['done', 'retry', 'never']),
  /** From the closed list; null: done. */
  reason: z.string().nullable(),
  detail: z.string(),
});

export const syncEntry = strict({
  id,
  at: instant,
  what: z.enum(SYNC_ACTIONS),
  /** Who did it in Vigie. */
  actor: z.string(),
  text: z.string().nullable(),
  integration: id,
  /** `skipped`: this source has nothing of the kind. */
  state: z.enum(SYNC_STATES),
  /** While it waits; null: the source's agent polls. */
  dueAt: instant.nullable(),
  doneAt: instant.nullable(),
  /** `shadow`: it was decided and not sent. */
  outcome: z.literal('shadow').nullable(),
  /** The source's answer, or why it was not updated. */
  answer: z.string().nullable(),
  /** The silences that were made in the source; null: none, or a release before 0.2 made them. */
  silenced: strict({ count: z.int(), until: instant }).nullable(),
  attempts: z.array(syncAttempt),
});

export type SyncEntryWire = z.output<typeof syncEntry>;
