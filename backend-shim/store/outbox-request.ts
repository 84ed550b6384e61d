/** Defines requests to the outbox: the effect of an incident, or a notice, which belongs to no incident. */
import type { OutboxEffect } from '#domain/incident/effects';
import type { Notice } from '#domain/notify/notice';

export type OutboxRequest = { incident: string; effect: OutboxEffect } | { notice: Notice };
