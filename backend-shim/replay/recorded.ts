/** Defines what is recorded of a period: everything that came from outside, which a replay feeds back as it was. */
import type { Directory } from '../ports/directory.ts';
import type { RestsByPerson } from '../store/labour/resting.ts';
import type { PastCommand, PastDelivery, PastPage, PastRange, PastSignal } from '../store/past/read-period.ts';

export type RecordedSignal = PastSignal;
export type RecordedDelivery = PastDelivery;
export type RecordedPage = PastPage;

export interface RecordedCommand extends PastCommand {
  /** Whoever gave it may not have been paged: it is carried out once somebody has answered. */
  onceAnswered?: true;
}

/** The configuration from an instant on. */
export interface World {
  from: number;
  directory: Directory;
}

export interface RecordedPeriod extends PastRange {
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
