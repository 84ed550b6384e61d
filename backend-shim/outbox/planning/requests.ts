/**
 * Takes up what the transaction asks for (`askOutbox`) and writes pages and deliveries, in the same
 * transaction: a step that was entered has its pages, whatever happens next.
 */
import type { Effect } from '#domain/incident/effects';
import type { ChannelRegistry } from '../../ports/channel.ts';
import type { Work } from '../../store/work.ts';
import { createLedger } from './ledger.ts';
import type { Planning } from './planning.ts';
import { beginPage, endPages, failPage, urgePages } from './pages.ts';
import { postToRoom } from './rooms.ts';
import { sendLetter, tellDuty } from '../notices/duties.ts';
import { tellOutage } from '../notices/outages.ts';
import { announce } from '../notices/subscriptions.ts';
import { refreshStanding, tellPeople, tellReached } from '../notices/updates.ts';

/** @returns how many requests were taken up */
export async function planRequests(work: Work, channels: ChannelRegistry): Promise<number> {
  const requests = work.asked.splice(0);
  if (requests.length === 0) {
    return 0;
  }
  const ledger = await createLedger(work, [...new Set(requests.map((request) => request.incident))]);
  const planning: Planning = { work, channels, ledger };
  for (const { incident, effect } of requests) {
    const isPlanned = attempt(work, incident, () => take(planning, incident, effect));
    if (!isPlanned && effect.kind === 'page') {
      failPage(planning, incident, effect);
    }
  }
  new Set(requests.map(({ incident }) => incident)).forEach((incident) =>
    attempt(work, incident, () => refreshStanding(planning, incident)),
  );
  await ledger.save();
  return requests.length;
}

/** What cannot be planned keeps nothing else from being sent. */
function attempt(work: Work, incident: string, plan: () => void): boolean {
  try {
    plan();
    return true;
  } catch (error) {
    work.report({ stage: 'plan', incident: incident === '' ? null : incident, error });
    return false;
  }
}

function take(planning: Planning, incident: string, effect: Effect): void {
  switch (effect.kind) {
    case 'page':
      return beginPage(planning, incident, effect);
    case 'urge':
      return urgePages(planning, incident);
    case 'endPages':
      return endPages(planning, incident, effect);
    case 'post':
      return postToRoom(planning, incident, effect);
    case 'tell':
      return tellPeople(planning, incident, effect);
    case 'tellReached':
      return tellReached(planning, incident, effect);
    case 'tellDuty':
      return tellDuty(planning, effect.user, 'onCall', { duty: effect.duty });
    case 'tellSwap':
      return tellDuty(planning, effect.user, 'swaps', { swap: effect.swap });
    case 'tellHealth':
      return sendLetter(planning, effect.user, { health: effect.health });
    case 'tellOutage':
      return tellOutage(planning, effect);
    case 'timeline':
      return announce(planning, incident, effect.entry);
    case 'sync':
    case 'ask':
    case 'turn':
    case 'intervention':
    case 'resolveAlerts':
      // Not the outbox's: the source's, or stored with the incident.
      return;
  }
}
