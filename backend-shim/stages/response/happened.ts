/** Checks whether the action that a responder page is asked to confirm has happened. */
import type { Incident } from '#domain/incident/model';
import { readLatestTimeline } from '../../store/incidents/details.ts';
import { openIntervention } from '../../store/duties/interventions.ts';
import type { Directory } from '../../ports/directory.ts';
import { interventionToConfirm } from '../../store/labour/confirmation/to-confirm.ts';
import { findRating } from '../../store/incidents/ratings.ts';
import type { Db } from '../../store/store.ts';
import type { PageAction } from './act.ts';

const STATE_AFTER: Partial<Record<PageAction, Incident['state']>> = {
  unacknowledge: 'open',
  resolve: 'resolved',
  unresolve: 'open',
  snooze: 'snoozed',
};

/** Number of timeline entries searched for an escalation. */
const LATEST = 100;

/** @returns whether the incident is in the state that this action of this person leads to */
export async function hasHappened(
  db: Db,
  directory: Directory,
  incident: Incident,
  login: string,
  action: PageAction,
): Promise<boolean> {
  switch (action) {
    case 'acknowledge':
      // If several people must acknowledge, the incident stays open after the first.
      return incident.state === 'acknowledged' || (incident.state === 'open' && incident.acks.includes(login));
    case 'escalate':
      return (await readLatestTimeline(db, incident.id, LATEST)).some(
        ({ kind, actor }) => kind === 'escalated' && actor === login,
      );
    case 'note':
      return (await readLatestTimeline(db, incident.id, LATEST)).some(
        ({ kind, actor }) => kind === 'note' && actor === login,
      );
    case 'on-it':
      return (await openIntervention(db, incident.id, login)) !== null;
    case 'done':
      return (await openIntervention(db, incident.id, login)) === null;
    case 'right-away':
    case 'at-resolution':
    case 'at-time':
      return (await interventionToConfirm(db, directory, incident.id, login)) === null;
    case 'rate':
    case 'unrate':
      return ((await findRating(db, incident.id, { kind: 'person', name: login })) !== null) === (action === 'rate');
    default:
      return incident.state === STATE_AFTER[action];
  }
}
