/** Defines what is recorded of a period: everything that came from outside, which a replay feeds back as it was. */
import type { Command } from '#domain/incident/commands/command';
import type { Alert } from '#domain/incident/signal/alert';
import type { Actor } from '#domain/incident/model';
import type { Directory } from '../ports/directory.ts';
import type { RestsByPerson } from '../store/labour/resting.ts';

/** Instants are epoch ms. */
export interface RecordedSignal {
  id: string;
  at: number;
  integration: string;
  /** The incident that it opened or joined. */
  incident: string | null;
  decision: string;
  pageTest: boolean;
  /** As its source's parser read it. */
  alert: Alert;
}

export interface RecordedCommand {
  at: number;
  incident: string;
  command: Command;
  actor: Actor;
  /** Whoever gave it may not have been paged: it is carried out once somebody has answered. */
  onceAnswered?: true;
}

export interface RecordedAttempt {
  at: number;
  tookMs: number;
  outcome: 'done' | 'retry' | 'never';
  reason: string | null;
}

/** One delivery of a page, or one message to a room that a step names. */
export interface RecordedDelivery {
  id: string;
  incident: string;
  user: string | null;
  channel: string | null;
  method: string | null;
  state: string;
  createdAt: number;
  doneAt: number | null;
  attempts: RecordedAttempt[];
}

export interface RecordedPage {
  incident: string;
  user: string;
  urgency: string;
  startedAt: number;
  endedAt: number | null;
}

/** The configuration from an instant on. */
export interface World {
  from: number;
  directory: Directory;
}

export interface RecordedPeriod {
  from: number;
  to: number;
  /** By instant; those with the same one in the order in which they came. */
  signals: readonly RecordedSignal[];
  commands: readonly RecordedCommand[];
  deliveries: readonly RecordedDelivery[];
  pages: readonly RecordedPage[];
  rests: RestsByPerson;
  /** The turn of each round-robin when the period began. */
  turns: ReadonlyMap<string, number>;
  /** When no sidecar was running, by instant. */
  downtimes: ReadonlyArray<{ from: number; to: number }>;
}
