/** Defines all that figures need of one incident. */
import type { CallFact, IncidentFact, RatingFact } from '#domain/insight/facts';

/** A page or an update about the incident that somebody's method accepted. */
export interface KeptCall {
  delivery: string;
  isUpdate: boolean;
  user: string;
  at: number;
  channel: string;
  urgent: boolean;
}

export interface KeptIncident {
  fact: IncidentFact;
  /** People whom it paged, who acknowledged it or resolved it. */
  concerns: readonly string[];
  /** To the rule of its alert. */
  link: string | null;
  /** By people. */
  ratings: readonly RatingFact[];
  calls: readonly KeptCall[];
}

/** A call with the delivery by which calls of one instant are put in order. */
export interface OrderedCall {
  delivery: string;
  call: CallFact;
}

export function callsOf({ fact, calls }: KeptIncident): OrderedCall[] {
  const { id, alert, part, leftOut } = fact;
  return calls.map(({ delivery, isUpdate, user, at, channel, urgent }) => ({
    delivery,
    call: {
      user,
      kind: isUpdate ? 'update' : 'page',
      at,
      channel,
      urgent,
      incident: id,
      test: leftOut === 'test',
      alert,
      part,
      isAsked: true,
    },
  }));
}

export function inOrder(calls: readonly OrderedCall[]): CallFact[] {
  return calls.toSorted((a, b) => a.call.at - b.call.at || (a.delivery < b.delivery ? -1 : 1)).map(({ call }) => call);
}
