/** What the outbox is asked for: an effect of an incident, or a notice, which concerns none. */
import type { OutboxEffect } from '#domain/incident/effects';
import type { Notice } from '#domain/notify/notice';

export type OutboxRequest = { incident: string; effect: OutboxEffect } | { notice: Notice };
