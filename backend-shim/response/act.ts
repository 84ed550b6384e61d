/** What the responder page shows and does; every button is a command like any other. */
import type { Command } from '#domain/incident/commands/command';
import type { Actor, Incident } from '#domain/incident/model';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import { writeAudit } from '../store/access/audit.ts';
import { readIncidents } from '../store/incidents/incidents.ts';
import {
  beginIntervention,
  endIntervention,
  openIntervention,
  shownIntervention,
} from '../store/duties/interventions.ts';
import type { PolicyCopies } from '../store/incidents/policy-copies.ts';
import type { StoreCapabilities } from '../store/capabilities.ts';
import type { Db } from '../store/store.ts';
import type { Work } from '../store/work.ts';

/** Links live until then after the resolution. */
const LINK_LIFE = DAY;

export const SNOOZE_CHOICES: Record<string, number> = {
  '30m': 30 * MINUTE,
  '1h': HOUR,
  '4h': 4 * HOUR,
  '8h': 8 * HOUR,
};

export async function readForLink(
  db: Db,
  cap: StoreCapabilities,
  copies: PolicyCopies,
  id: string,
  now: number,
): Promise<Incident | null> {
  const incident = (await readIncidents(db, cap, copies, [id])).get(id) ?? null;
  const isOver = incident?.resolvedAt != null && now - incident.resolvedAt > LINK_LIFE;
  return isOver ? null : incident;
}

/** Begins or ends the time that the person works on it; the incident itself stays as it is. */
export const WORK_ACTIONS = ['on-it', 'done'] as const;
export type WorkAction = (typeof WORK_ACTIONS)[number];

export type PageAction = 'acknowledge' | 'unacknowledge' | 'resolve' | 'unresolve' | 'snooze' | 'escalate' | WorkAction;

export function isWorkAction(action: string): action is WorkAction {
  return WORK_ACTIONS.includes(action as WorkAction);
}

/** Pressed twice is pressed once. @returns false: the incident is resolved, there is nothing to work on */
export async function work(transaction: Work, incident: Incident, login: string, action: WorkAction): Promise<boolean> {
  const running = await openIntervention(transaction.tx, incident.id, login);
  if (action === 'on-it' && incident.state === 'resolved') {
    return false;
  }
  if ((action === 'on-it') === (running === null)) {
    const [after] =
      action === 'on-it'
        ? [await beginIntervention(transaction, incident.id, login)]
        : await endIntervention(transaction, incident.id, login);
    await writeAudit(transaction, [
      {
        actor: login,
        action: action === 'on-it' ? 'begin' : 'end',
        kind: 'interventions',
        subject: incident.id,
        before: running && shownIntervention(running),
        after: after ? shownIntervention(after) : null,
      },
    ]);
  }
  return true;
}

/** null: there is no such button. */
export function commandOf(action: string, fields: Record<string, string>, now: number): Command | null {
  switch (action) {
    case 'acknowledge':
    case 'unacknowledge':
    case 'resolve':
    case 'unresolve':
    case 'escalate':
      return { kind: action };
    case 'snooze':
      return { kind: 'snooze', until: now + (SNOOZE_CHOICES[fields['for'] ?? ''] ?? HOUR) };
    default:
      return null;
  }
}

export function linkActor(login: string): Actor {
  return { name: login, kind: 'person', via: 'link' };
}
