/** Tells an Admin that a channel is down, by a method that does not go through it. */
import type { OutageNotice } from '#domain/notify/notice';
import type { ChannelDefinition } from '../../../ports/channel.ts';
import type { PlanningContext } from '../planning/planning.ts';
import { canCarryNews, deliverMessage, listenerOf } from './deliver.ts';

export function tellOutage(planning: PlanningContext, { user, outage }: OutageNotice): void {
  const responder = listenerOf(planning, user, 'health');
  if (!responder) {
    return;
  }
  const down = planning.channels.get(outage.kind)?.definition;
  const isCutOff = outage.people.length > 0;
  deliverMessage(
    planning,
    responder,
    {
      // If somebody cannot be reached any more, an Admin may be woken.
      urgency: isCutOff ? 'urgent' : 'default',
      order: 'rulesThenOthers',
      fits: ({ type }) => canCarryNews(planning, type) && (outage.up || !goesThrough(outage.kind, type, down)),
    },
    { kind: 'onCall', incident: null, rank: isCutOff ? 3 : 0, content: JSON.stringify({ outage }) },
  );
}

/** `sms` goes through any service that carries it. A second service may be up, but the choice is not known here. */
function goesThrough(down: string, type: string, definition: ChannelDefinition | undefined): boolean {
  return type === down || definition?.serves?.includes(type) === true;
}
