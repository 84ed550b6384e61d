/**
 * Updates Zabbix by `event.acknowledge`, whose `action` is a sum of bits. The token's user should own the media: Zabbix
 * does not notify people of their own updates.
 */
import type { SyncAction } from '#domain/incident/effects';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { PushSync, SourceUpdate, UpdateOutcome } from '../../ports/source-sync.ts';
import { concerned, sentence } from '../shared/tell.ts';
import { rpc } from './api.ts';
import { reconcile } from './reconcile.ts';

const CLOSE = 1;
const ACKNOWLEDGE = 2;
const MESSAGE = 4;
const SEVERITY = 8;
const UNACKNOWLEDGE = 16;

const DONE: Record<SyncAction, string> = {
  acknowledge: 'acknowledged',
  unacknowledge: 'unacknowledged',
  resolve: 'closed',
  note: 'commented',
  severity: 'severity changed',
  snooze: 'commented',
};
/** Vigie's info, warning, error and critical as Information, Warning, High and Disaster. */
const NUMBERS: readonly number[] = [1, 2, 4, 5];
const NO_CLOSING = /does not allow manual closing/i;

async function tell(caller: Parameters<PushSync['tell']>[0], telling: SourceUpdate): Promise<UpdateOutcome> {
  const eventids = concerned(telling).flatMap(({ problemId }) =>
    problemId !== null && /^\d+$/.test(problemId) ? [problemId] : [],
  );
  if (eventids.length === 0) {
    return { kind: 'skipped', answer: 'none of its alerts has an event of Zabbix' };
  }
  const bits = bitsOf(telling);
  const message = sentence(telling);
  const params = {
    eventids,
    action: bits | MESSAGE,
    message,
    ...((bits & SEVERITY) === 0 ? {} : { severity: severityOf(telling) }),
  };
  const answer = await rpc(caller, telling.settings, 'event.acknowledge', params);
  if (answer.ok) {
    return {
      kind: 'done',
      answer: `${eventsOf(eventids)} ${(bits & CLOSE) === 0 && telling.what === 'resolve' ? 'commented' : DONE[telling.what]}`,
    };
  }
  if ((bits & CLOSE) !== 0 && NO_CLOSING.test(answer.data)) {
    const commented = await rpc(caller, telling.settings, 'event.acknowledge', { eventids, action: MESSAGE, message });
    return commented.ok
      ? { kind: 'done', answer: `${eventsOf(eventids)} commented; its trigger does not allow manual closing` }
      : commented.told;
  }
  return answer.told;
}

function bitsOf({ what, settings }: SourceUpdate): number {
  switch (what) {
    case 'acknowledge':
      return ACKNOWLEDGE;
    case 'unacknowledge':
      return UNACKNOWLEDGE;
    case 'resolve':
      return settings.close ? CLOSE : 0;
    case 'severity':
      return SEVERITY;
    case 'note':
    case 'snooze':
      return 0;
  }
}

function severityOf({ text, incident }: SourceUpdate): number {
  const named = SEVERITIES.findIndex((severity) => severity === (text ?? incident.severity));
  return NUMBERS[named] ?? 4;
}

function eventsOf(ids: readonly string[]): string {
  return ids.length === 1 ? `event ${ids[0]}` : `${ids.length} events`;
}

export const sync: PushSync = { mode: 'push', tell, reconcile };
