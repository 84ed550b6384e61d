/** "A channel is down": to Admins, by a way that does not go through it. */
import type { Effect } from '#domain/incident/effects';
import { planPage } from '#domain/notify/page';
import type { ContactMethod, Responder } from '#domain/notify/responder';
import type { ChannelDefinition } from '../../ports/channel.ts';
import { deliveryRow } from '../planning/delivery-row.ts';
import type { Planning } from '../planning/planning.ts';

type Outage = Extract<Effect, { kind: 'tellOutage' }>;

export function tellOutage({ work, channels, ledger }: Planning, { user, outage }: Outage): void {
  const responder = work.directory.responders.get(user);
  if (!responder || responder.disabled || responder.mute.includes('health')) {
    return;
  }
  const definition = (type: string) => channels.get(type)?.definition;
  // Somebody who cannot be reached any more is worth waking an Admin for.
  const plan = planPage(responder, outage.people.length > 0 ? 'urgent' : 'default', work.now, work.directory.facts);
  const own = plan.rules.map((rule) => rule.method);
  const method = inOrder(responder, own).find(
    ({ type }) =>
      definition(type)?.carries.update &&
      (outage.up || !goesThrough(outage.kind, type, channels.get(outage.kind)?.definition)),
  );
  const channel = method && channels.get(method.type);
  if (method && channel) {
    const content = JSON.stringify({ outage });
    ledger.deliver(
      deliveryRow(work, {
        kind: 'onCall',
        user,
        method: method.id,
        channel_kind: method.type,
        lane: channel.lane(method.to, {}),
        rank: outage.people.length > 0 ? 3 : 0,
        content,
        due_at: plan.heldUntil ?? work.now,
      }),
    );
  }
}

/** `sms` goes through any service that serves it; a second one may be well, but which is taken is not known here. */
function goesThrough(down: string, type: string, definition: ChannelDefinition | undefined): boolean {
  return type === down || definition?.serves?.includes(type) === true;
}

function inOrder({ contactMethods }: Responder, rules: readonly string[]): ContactMethod[] {
  const verified = contactMethods.filter((method) => method.verified);
  return [...rules.flatMap((id) => verified.filter((method) => method.id === id)), ...verified];
}
