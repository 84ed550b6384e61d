/** Defines a period as a replay describes it: who was paged when, by what, and which incidents nobody answered. */
import type { PageState } from '#domain/notify/page';
import type { Urgency } from '#domain/notify/responder';

export interface NightPage {
  incident: string;
  user: string;
  /** Epoch ms. */
  at: number;
  urgency: Urgency;
  /** Types of the methods that were tried, in order. Which address is nobody else's business. */
  methods: string[];
  /** When the first of them arrived; null: none did. */
  reachedAt: number | null;
  /** `running`: the period ended before all of them were sent; `ended`: it was answered, or healed, before. */
  state: PageState;
  /** It arrived in the person's hours of sleep. */
  atNight: boolean;
  /** When it rang in hours of sleep: mail and rooms do not ring, as in the figures of insights. */
  wokeAt: readonly number[];
}

export interface NightIncident {
  id: string;
  title: string;
  openedAt: number;
  policy: string | null;
  /** A maintenance held it when it opened. */
  held: boolean;
  /** The first answer. */
  answeredAt: number | null;
  /** Everybody had been told, and nobody had answered yet. */
  exhaustedAt: number | null;
  test: boolean;
}

export interface Night {
  pages: readonly NightPage[];
  incidents: readonly NightIncident[];
  /** Answers that nobody gave in truth: the model supposes them. */
  invented: ReadonlyArray<{ incident: string; at: number }>;
  /** What became of the alerts that opened an incident in the other night: `dropped`, `joined`… by that incident. */
  decisions: ReadonlyMap<string, string>;
  /** Whether somebody could not be paged at an instant. Why is nobody else's business. */
  isAway(user: string, at: number): boolean;
}
