/** "You are on call" and "you are off": by the person's usual way, in the quiet of a `default` message. */
import type { Effect } from '#domain/incident/effects';
import { planPage } from '#domain/notify/page';
import { deliveryRow } from './delivery-row.ts';
import type { Planning } from './requests.ts';

export function tellDuty({ work, channels, ledger }: Planning, effect: Extract<Effect, { kind: 'tellDuty' }>): void {
  const responder = work.directory.responders.get(effect.user);
  if (!responder || responder.disabled || responder.mute.includes('onCall')) {
    return;
  }
  const plan = planPage(responder, 'default', work.now, work.directory.facts);
  const first = plan.rules.map((rule) => responder.contactMethods.find((method) => method.id === rule.method)).find((method) => method && channels.get(method.type)?.definition.carries.update);
  const channel = first && channels.get(first.type);
  if (first && channel) {
    const content = JSON.stringify({ duty: effect.duty });
    ledger.deliver(
      deliveryRow(work, { kind: 'onCall', user: responder.login, method: first.id, channel_kind: first.type, lane: channel.lane(first.to, {}), rank: 0, content, due_at: plan.heldUntil ?? work.now }),
    );
  }
}
