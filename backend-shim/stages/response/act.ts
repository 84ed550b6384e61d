/** Defines the actions of the responder page: which buttons it offers, and the command of each. */
import { parse } from '#contract/base/schema';
import { COMMANDS } from '#contract/incidents/command';
import type { Command } from '#domain/incident/commands/command';
import type { Actor, Incident } from '#domain/incident/model';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import type { WorkAction } from '../../ports/commands.ts';
import { readIncidents } from '../../store/incidents/incidents.ts';
import type { PolicyCopies } from '../../store/incidents/policy-copies.ts';
import type { StoreCapabilities } from '../../store/capabilities.ts';
import type { Db } from '../../store/store.ts';

/** How long links stay valid after the resolution. */
const LINK_LIFE = DAY;

export const SNOOZE_CHOICES: Record<string, number> = {
  '30m': 30 * MINUTE,
  '1h': HOUR,
  '4h': 4 * HOUR,
  '8h': 8 * HOUR,
};

/** Those of the incidents whose links are valid still. */
export async function readForLinks(
  db: Db,
  cap: StoreCapabilities,
  copies: PolicyCopies,
  ids: readonly string[],
  now: number,
): Promise<Incident[]> {
  const found = await readIncidents(db, cap, copies, ids);
  return [...found.values()].filter(({ resolvedAt }) => resolvedAt === null || now - resolvedAt <= LINK_LIFE);
}

export async function readForLink(
  db: Db,
  cap: StoreCapabilities,
  copies: PolicyCopies,
  id: string,
  now: number,
): Promise<Incident | null> {
  return (await readForLinks(db, cap, copies, [id], now))[0] ?? null;
}

/** The compiler finds an action that is missing here, whose button would lead nowhere. */
export const WORK_ACTIONS: Readonly<Record<WorkAction, true>> = {
  'on-it': true,
  done: true,
  'right-away': true,
  'at-resolution': true,
  'at-time': true,
};

/** Says whether it was worth waking somebody, or takes it back. */
export type RateAction = 'rate' | 'unrate';

export type PageAction =
  'acknowledge' | 'unacknowledge' | 'resolve' | 'unresolve' | 'snooze' | 'escalate' | 'note' | RateAction | WorkAction;

export function isWorkAction(action: string): action is WorkAction {
  return Object.hasOwn(WORK_ACTIONS, action);
}

/** @returns null if there is no such button, or the note is empty or too long */
export function commandOf(action: string, fields: Record<string, string>, now: number): Command | null {
  switch (action) {
    case 'acknowledge':
    case 'unacknowledge':
    case 'resolve':
    case 'unresolve':
    case 'escalate':
      return { kind: action };
    case 'snooze': {
      const length = SNOOZE_CHOICES[fields['for'] ?? ''] ?? HOUR;
      return { kind: 'snooze', until: now + length, for: length };
    }
    case 'note': {
      // A browser counts a line break as one character, and sends two.
      const said = parse(COMMANDS.note, { text: (fields['text'] ?? '').replaceAll('\r\n', '\n').trim() });
      return said.ok ? { kind: 'note', text: said.value.text } : null;
    }
    default:
      return null;
  }
}

export function linkActor(login: string): Actor {
  return { name: login, kind: 'person', via: 'link' };
}
