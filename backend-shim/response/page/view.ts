/** What the responder page shows, read and decided by the caller: the page itself only writes it down. */
import type { IncidentWire } from '#contract/incidents/incident';
import type { Language } from '#domain/notify/responder';
import type { PageAction } from '../act.ts';

/** `waiting`: its time has not come (or quiet hours hold it). `trying`: under way. */
export type PagedState = 'waiting' | 'trying' | 'reached' | 'failed' | 'ended';

/** A person or a room that was called. */
export interface PagedPerson {
  name: string;
  state: PagedState;
  /** Epoch ms of what `state` says. */
  at: number;
}

export interface TimelineLine {
  /** Epoch ms. */
  at: number;
  text: string;
  /** What the text is in: the person's, or English, in which the timeline is kept. */
  language: Language;
}

export type FlashMessage =
  /** The command was carried out, or had been before. */
  | { kind: 'done'; action: PageAction }
  /** It was not; `reason` is a sentence for the person, in their language where it can be. */
  | { kind: 'refused'; reason: string };

export interface ResponderView {
  /** Path under which the buttons post: `/r/<token>`, with the path of `VIGIE_PUBLIC_URL` before it where there is one. */
  base: string;
  /** Epoch ms. */
  now: number;
  person: { login: string; name: string; language: Language; timeZone: string };
  incident: IncidentWire;
  /** Name of the integration; null: opened by hand. */
  source: string | null;
  /** Names of the logins in `incident`; a login without a name is shown itself. */
  names: Readonly<Record<string, string>>;
  pages: readonly PagedPerson[];
  /** What happens if nobody answers, in the person's language (`describeNext`). */
  next: { at: number; what: string } | null;
  /** The newest last. */
  timeline: readonly TimelineLine[];
  actions: readonly PageAction[];
  /** Whether the incident is theirs to act on; else the page says why there are no buttons. */
  isConcerned: boolean;
  /** Since when the person works on it, epoch ms; null: they do not, or have done. */
  workingSince: number | null;
  /** The one the person came for; stands first and large. */
  first: PageAction | null;
  flash: FlashMessage | null;
}

/**
 * "I'm on it" is for helpers. The first responder acknowledges instead, which stops the calls and begins their work,
 * too.
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
