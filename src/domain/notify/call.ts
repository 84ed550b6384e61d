/**
 * Decides what a call says and what keys mean. Pure: the service that makes the call reports what happened, the
 * response stage does what a key asks for, and the words for both are here.
 */
import { severityRank } from '#domain/incident/signal/alert';
import type { Severity } from '#domain/incident/signal/alert';
import type { IncidentStateName } from '#domain/incident/model';
import { spokenIncident, spokenTitle } from '#domain/notify/render/spoken';
import { texts } from '#domain/notify/render/words/texts';
import type { Language } from '#domain/notify/responder';
import { MINUTE } from '#domain/time/duration';

/** The state of a call; the service keeps it and returns it with the next key. */
export interface CallState {
  /** Questions asked so far, from 1. */
  turn: number;
  /** Wrong keys and silences in a row. */
  misses: number;
  /** A key was pressed at some time, so a person is on the phone. */
  pressed: boolean;
}

export interface SpokenTurn {
  /** Sentences, with a pause after each. */
  say: string[];
  /** The state in which the call waits for one key; null to hang up. */
  ask: CallState | null;
}

export interface CalledIncident {
  number: number;
  title: string;
  severity: Severity;
  /** Name of the integration; null if the incident was opened by hand. */
  source: string | null;
  state: IncidentStateName;
  /** Name of the person who acknowledged or resolved it, if it was a person. */
  by: string | null;
  /** Everybody was paged and nobody answered. */
  exhausted: boolean;
  /** Acknowledged, and the acknowledger is asked whether they are still on it. */
  confirming: boolean;
}

export type CallAction = 'acknowledge' | 'resolve' | 'snooze' | 'escalate';

export const KEY_SNOOZE = 30 * MINUTE;
/** How often the menu is repeated if nobody presses a valid key. */
const MOST_MISSES = 2;
/** Limits repetitions, since a person who asks for more is no longer listening. */
const MOST_TURNS = 10;

const KEYS: Record<string, CallAction | 'repeat'> = {
  '1': 'acknowledge',
  '2': 'resolve',
  '3': 'snooze',
  '4': 'escalate',
  '0': 'repeat',
};

export function meaningOfKey(key: string): CallAction | 'repeat' | null {
  return KEYS[key] ?? null;
}

/** Whether the person is asked to act on it. */
export function needsAnswer({ state, confirming }: CalledIncident): boolean {
  return state === 'open' || confirming;
}

function worstOf(incidents: readonly CalledIncident[]): CalledIncident | undefined {
  return [...incidents].sort((a, b) => severityRank(b.severity) - severityRank(a.severity) || a.number - b.number)[0];
}

/** @param state null for the first words of the call */
export function openCall(
  language: Language,
  incidents: readonly CalledIncident[],
  state: CallState | null = null,
): SpokenTurn {
  const { call } = texts(language);
  const asked = incidents.filter(needsAnswer);
  const worst = worstOf(asked);
  if (!worst) {
    return { say: [settled(language, incidents), call.goodbye], ask: null };
  }
  if (state !== null && state.turn >= MOST_TURNS) {
    return { say: [call.goodbye], ask: null };
  }
  const first = worst.confirming ? [call.confirm] : worst.exhausted ? [call.exhausted] : [];
  const words = spokenIncident(language, { ...worst, count: asked.length });
  return {
    say: [...first, ...words, call.menu],
    ask: { turn: (state?.turn ?? 0) + 1, misses: 0, pressed: state !== null },
  };
}

/** The call to a phone that belongs to nobody, as in a control room, where nobody knows who would press the key. */
export function spokenForRoom(language: Language, incidents: readonly CalledIncident[]): SpokenTurn {
  const { say, ask } = openCall(language, incidents);
  const words = ask === null ? say : say.slice(0, -1);
  return { say: ask === null ? words : [...words, ...words, texts(language).call.goodbye], ask: null };
}

/** The turn after silence or an invalid key: repeats the menu, and says goodbye in the end. */
export function askAgain(language: Language, { turn, misses, pressed }: CallState, key: string | null): SpokenTurn {
  const { call } = texts(language);
  const isPressed = pressed || key !== null;
  if (misses >= MOST_MISSES) {
    return { say: [isPressed ? call.wrongKeys : call.noKey, call.goodbye], ask: null };
  }
  return {
    say: [...(key === null ? [] : [call.wrongKey]), call.menu],
    ask: { turn: turn + 1, misses: misses + 1, pressed: isPressed },
  };
}

/** @param done incidents that were just acted on; empty: there was nothing left to do, or it could not be done */
export function confirmKey(
  language: Language,
  action: CallAction,
  done: readonly CalledIncident[],
  all: readonly CalledIncident[],
): SpokenTurn {
  const { call } = texts(language);
  const [first] = done;
  if (!first) {
    return { say: [all.some(needsAnswer) ? call.failed : settled(language, all), call.goodbye], ask: null };
  }
  const what = done.length === 1 ? spokenTitle(first) : call.count(done.length);
  return { say: [call.done(call.action[action], what), call.goodbye], ask: null };
}

/** Says what became of the incidents, and who acted, once none of them is open. */
function settled(language: Language, incidents: readonly CalledIncident[]): string {
  const { call } = texts(language);
  const worst = worstOf(incidents);
  if (!worst || worst.state === 'open') {
    return call.gone;
  }
  const what = incidents.length === 1 ? spokenTitle(worst) : call.count(incidents.length);
  const state = worst.by === null ? call.settled[worst.state] : call.settledBy[worst.state](worst.by);
  return call.done(state, what);
}

/** A test call: checks that keys arrive. */
export function testCall(language: Language, key: string | null | undefined): SpokenTurn {
  const { call } = texts(language);
  if (key === undefined) {
    return { say: [...call.test], ask: { turn: 1, misses: 0, pressed: false } };
  }
  return { say: [key === null ? call.testSilence : call.testKey(key), call.goodbye], ask: null };
}
