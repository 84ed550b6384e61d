/**
 * A call as any service makes it, Twilio or a telephone exchange of one's own: the service tells what
 * happened and is told what to say. What a call means for incidents is decided behind this port.
 */
import type { CallState, Spoken } from '#domain/notify/call';
import type { Language } from '#domain/notify/responder';

export type { CallState } from '#domain/notify/call';

export type CallEvent =
  | { kind: 'answered'; by: 'person' | 'machine' | 'unknown' }
  /** After a question: the key, or null where none came in time. */
  | { kind: 'key'; key: string | null; state: CallState }
  | { kind: 'unanswered'; why: 'busy' | 'no-answer' }
  /** It was taken, by whomever, and is over now. */
  | { kind: 'ended' };

export interface HeardCall {
  service: string;
  /** As the outcome of the send said it. */
  providerId: string;
  /** `idempotencyKey` of the request that made the call. */
  delivery: string;
  /** Of the request's message: tests belong to no incident, and so to nobody. */
  language: Language;
  event: CallEvent;
}

export interface CallTurn extends Spoken {
  language: Language;
}
