/** Defines what is recorded of a period: everything that came from outside, which a replay feeds back as it was. */
import type { ClockHours } from '#domain/figures/settings';
import type { Directory } from '../ports/directory.ts';
import type { RestsByPerson } from '../store/labour/resting.ts';
import type { PastCommand, PastDelivery, PastPage, PastRange, PastSignal } from '../store/past/read-period.ts';

export type RecordedSignal = PastSignal;
export type RecordedDelivery = PastDelivery;
type RecordedPage = PastPage;

/** What the incident was to somebody at an instant. */
export interface ActorStanding {
  /** When the first page of theirs about it arrived; null: none has. */
  reachedAt: number | null;
  /** A page of theirs about it runs. */
  isPaged: boolean;
  /** They have it. */
  isOwner: boolean;
  /** Somebody else has it. */
  isTaken: boolean;
}

export interface RecordedCommand extends PastCommand {
  /** Its place among all: commands of one instant keep their order. */
  order?: number;
  /** What the incident was in truth to whoever gave it. */
  was?: ActorStanding;
  /** Whoever gave it had been paged in truth: it is carried out once somebody has answered, unless it follows a page. */
  onceAnswered?: true;
  /** Set: `incident` is one of this night, and the command was about this one in truth. */
  part?: string;
  /** Set: nobody gave it in truth. It answers this page, if that still runs and nobody has the incident. */
  answers?: string;
}

/** The configuration from an instant on. */
export interface World {
  from: number;
  directory: Directory;
  /** The hours of sleep, in each person's zone. */
  sleep: ClockHours;
  /** Whether deliveries of a kind can be sent at all. */
  isSetUp(kind: string): boolean;
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
