/** What the thread of `worker.ts` is asked, besides the lists that come in portions. */
import type { HealthSubject } from '#domain/rota/health/model';
import type { FeedQuestion, FeedRota } from '../ports/heavy/rotas.ts';
import type { HandedFacts } from './hand-over.ts';

interface Range {
  from: number;
  to: number;
}

type RestOfSubject = Omit<HealthSubject, 'rota' | 'facts' | 'people' | 'exclusive'>;

export interface Jobs {
  timeline: Range & { facts: HandedFacts };
  now: { facts: HandedFacts; at: number };
  /** `others`: how many rotas exclude it. */
  health: { facts: HandedFacts; subject: RestOfSubject; others: number };
  preview: Range & { facts: HandedFacts; subject: RestOfSubject; others: number; isNew: boolean };
  feed: Omit<FeedQuestion, 'facts' | 'rotas'> & { facts: HandedFacts; rotas: Omit<FeedRota, 'rota'>[] };
  duties: Range & { facts: HandedFacts; users: readonly string[] };
}

export type JobName = keyof Jobs;
