/**
 * Defines the port for phone calls, whichever service makes them (Twilio, or a telephone exchange of one's own): the
 * service reports what happened, and the code behind this port decides what that means for incidents and what the
 * service says next.
 */
import type { CallState, SpokenTurn } from '#domain/notify/call';
import type { Language } from '#domain/notify/responder';

export type { CallState } from '#domain/notify/call';

export type CallEvent =
  | { kind: 'answered'; by: 'person' | 'machine' | 'unknown' }
  /** The answer to a question: the key, or null if none was pressed in time. */
  | { kind: 'key'; key: string | null; state: CallState }
  | { kind: 'unanswered'; why: 'busy' | 'no-answer' }
  /** The call was answered, by whomever, and is over. */
  | { kind: 'ended' };

export interface CallReport {
  service: string;
  /** The id that the outcome of the send contained. */
  providerId: string;
  /** `idempotencyKey` of the request that started the call. */
  delivery: string;
  /**
   * The language of the message. The report carries it because a test call belongs to no incident and so to no person.
   */
  language: Language;
  event: CallEvent;
}

export interface CallTurn extends SpokenTurn {
  language: Language;
}
