/** Defines why an incident is resolved: a code for the timeline, and the text for messages. */
export type ResolvedWhy =
  | { reason: 'by-person' | 'stayed-quiet' | 'no-signal' | 'test-over' | 'superseded' }
  /** `note`: in the words of the source. `ended`: why, if not because of its condition. */
  | { reason: 'by-source'; note: string | null; ended?: string }
  | { reason: 'merged'; number: number };

export type ResolvedReason = ResolvedWhy['reason'];

/** The reason in English, or in the source's words; null if there is nothing to add to who resolved it. */
export function resolvedText(why: ResolvedWhy): string | null {
  switch (why.reason) {
    case 'by-person':
      return null;
    case 'by-source':
      return why.note;
    case 'stayed-quiet':
      return 'it stayed quiet';
    case 'no-signal':
      return 'no signal came any more';
    case 'test-over':
      return 'tests end by themselves';
    case 'superseded':
      return 'superseded by a new problem';
    case 'merged':
      return `merged into #${why.number}`;
  }
}
