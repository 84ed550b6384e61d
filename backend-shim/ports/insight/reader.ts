/** Defines the port that reads the past and computes figures of it, beside paging where there is much of it. */
import type { InsightChapter } from '#contract/insight/insight';
import type { ChapterAnswer } from '#domain/insight/chapters/parts';
import type { IncidentAttributes } from '#domain/incident/attributes';
import type { CoverageFact, DutyFact, InsightHistory, PersonFact } from '#domain/insight/facts';
import type { InsightSettings } from '#domain/figures/settings';
import type { Span } from '#domain/time/span';

export interface PastAsked {
  chapter: InsightChapter;
  period: Span;
  team: string | null;
  /** Of the rota. */
  policies: readonly string[] | null;
  /** null: no filter. */
  attributes: IncidentAttributes | null;
  /** Incidents that paged this person, or that they answered. */
  user: string | null;
  /** Whose calls are read; null: everybody's. */
  callsOf: readonly string[] | null;
  /** Whose work is read. */
  workOf: readonly string[];
  now: number;
}

/** What was found, which says about whom there is something to compute. */
export interface PastFound {
  incidents: number;
  /** Of everybody. */
  calls: number;
  /** Logins of those whose calls are read. */
  called: string[];
  integrations: string[];
  isCut: boolean;
}

export interface FiguresAsked {
  duties: readonly DutyFact[];
  people: readonly PersonFact[];
  coverage: readonly CoverageFact[];
  holidays: InsightHistory['holidays'];
  members: InsightHistory['members'];
  /** Logins whose load the reader may read one by one. */
  readable: readonly string[];
  keptSince: number;
  settings: InsightSettings;
}

export interface FiguresFound extends ChapterAnswer {
  /** Links to rules, by the key of the alert. */
  links: ReadonlyMap<string, string>;
}

export interface PastInHand {
  found: PastFound;
  figures(asked: FiguresAsked): Promise<FiguresFound>;
}

export interface InsightReader {
  /** What is read is kept until `use` has ended. */
  read<Answer>(asked: PastAsked, use: (past: PastInHand) => Promise<Answer>): Promise<Answer>;
}
