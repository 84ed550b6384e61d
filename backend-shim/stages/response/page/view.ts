/** Defines the data of the responder page. The caller reads and decides; the page only renders. */
import type { Rating } from '#domain/incident/rating';
import type { IncidentWire } from '#contract/incidents/incident';
import type { Language } from '#domain/notify/responder';
import type { PageAction } from '../act.ts';

/** `waiting`: due later or held by quiet hours. `trying`: in progress. */
type PagedState = 'waiting' | 'trying' | 'reached' | 'failed' | 'ended';

/** A person or a room that was called. */
export interface PagedPerson {
  name: string;
  state: PagedState;
  /** Epoch ms that `state` refers to, such as the due time of `waiting`. */
  at: number;
}

interface TimelineLine {
  /** Epoch ms. */
  at: number;
  text: string;
  /** The person's language, or English if the stored text is not translated. */
  language: Language;
}

export type FlashMessage =
  /** The command was carried out now or earlier. */
  | { kind: 'done'; action: PageAction }
  /** The command was refused; `reason` is a sentence for the person, in their language if possible. */
  | { kind: 'refused'; reason: string };

/** Wall-clock times of the person, such as `2026-01-05T09:00`. */
export interface StoppedForm {
  start: string;
  end: string;
  latest: string;
  /** Minutes. */
  travelBefore: number;
  travelAfter: number;
}

/** The optional question whether it was worth waking somebody, and what the person said before. */
export interface RatingView {
  own: Rating | null;
  note: string | null;
  /** The person came to answer it, or the incident is over; else the question is folded. */
  open: boolean;
}

export interface ResponderView {
  /** Path that the buttons post to: `/r/<token>`, prefixed with the path of `VIGIE_PUBLIC_URL`. */
  base: string;
  /** The incident's page in Grafana; null: not known. */
  grafana: string | null;
  /** Epoch ms. */
  now: number;
  person: { login: string; name: string; language: Language; timeZone: string };
  incident: IncidentWire;
  /** Name of the integration; null if the incident was opened by hand. */
  source: string | null;
  /** Names of the logins in `incident`; a login without a name is shown itself. */
  names: Readonly<Record<string, string>>;
  pages: readonly PagedPerson[];
  /** What happens if nobody answers, in the person's language (`describeNext`). */
  next: { at: number; what: string } | null;
  /** Oldest first. */
  timeline: readonly TimelineLine[];
  actions: readonly PageAction[];
  /** Whether the person may act on the incident. If not, the page says why there are no buttons. */
  isConcerned: boolean;
  /** A note is offered: never to somebody who has just been woken. */
  mayNote: boolean;
  /** Epoch ms since when the person works on it; null if they do not or have finished. */
  workingSince: number | null;
  /** What the form for another time than the buttons' shows at first; null: there is no such form. */
  stopped?: StoppedForm | null;
  /** When the person may start next, in their language; null: as planned, or the page is not about their work. */
  rest?: string | null;
  /** null: it is not asked, since nobody has answered yet or the person can only read. */
  rating?: RatingView | null;
  /** The action that the person came for; it is the first and largest button. */
  first: PageAction | null;
  flash: FlashMessage | null;
}

/**
 * "I'm on it" is for helpers. The first responder acknowledges instead, which also stops the calls and begins their
 * work.
 * @param confirm the acknowledger was asked whether they are still on it
 * @param working the person works on it now
 * @returns the buttons that make sense, most likely first
 */
export function actionsFor(state: IncidentWire['state'], confirm: boolean, working = false): PageAction[] {
  const done = working ? (['done'] as const) : [];
  switch (state) {
    case 'open':
      return ['acknowledge', 'resolve', 'escalate', ...done, 'snooze'];
    case 'acknowledged':
      return [
        ...(confirm ? (['acknowledge'] as const) : []),
        'resolve',
        working ? 'done' : 'on-it',
        'escalate',
        'unacknowledge',
        'snooze',
      ];
    case 'snoozed':
      return ['acknowledge', 'resolve', working ? 'done' : 'on-it', 'escalate'];
    case 'resolved':
      return ['unresolve'];
  }
}
