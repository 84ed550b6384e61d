/** Sorts what happened to an incident into the groups that a review is trimmed by. */
import type { TimelineKind } from '#domain/incident/effects';

/** `chat`: what people did from a chat. `other`: what Vigie did by itself, such as waiting. */
export const ENTRY_GROUPS = ['alert', 'page', 'answer', 'note', 'chat', 'other'] as const;
export type EntryGroup = (typeof ENTRY_GROUPS)[number];

const GROUPS: Readonly<Record<TimelineKind, EntryGroup>> = {
  opened: 'alert',
  alert: 'alert',
  severity: 'alert',
  flapping: 'alert',
  step: 'page',
  page: 'page',
  delivery: 'page',
  unreachable: 'page',
  exhausted: 'page',
  repeat: 'page',
  skipped: 'other',
  waiting: 'other',
  acknowledged: 'answer',
  unacknowledged: 'answer',
  resolved: 'answer',
  reopened: 'answer',
  snoozed: 'answer',
  woken: 'answer',
  escalated: 'answer',
  reassigned: 'answer',
  responders: 'answer',
  merged: 'answer',
  restarted: 'answer',
  confirm: 'answer',
  note: 'note',
  review: 'note',
  held: 'other',
  warning: 'other',
  repaired: 'other',
  shadow: 'other',
  sync: 'other',
};

const CHATS: ReadonlySet<unknown> = new Set(['slack', 'mattermost', 'telegram', 'teams']);

/** @param data of the entry: `via` is the surface that it came from, `kind` of a delivery is that of the message */
export function groupOf(kind: string, data: Readonly<{ via?: unknown; kind?: unknown }>): EntryGroup {
  if (CHATS.has(data.via)) {
    return 'chat';
  }
  // Only a page is one: an update tells what happened.
  if (kind === 'delivery' && data.kind === 'update') {
    return 'other';
  }
  return Object.hasOwn(GROUPS, kind) ? GROUPS[kind as TimelineKind] : 'other';
}
