/** "You are on call", "you are off", news of swaps: by the person's usual way, in the quiet of a `default` message. */
import { planPage } from '#domain/notify/page';
import type { Notice } from '#domain/notify/responder';
import { deliveryRow } from './delivery-row.ts';
import type { Planning } from './requests.ts';

export function tellDuty({ work, channels, ledger }: Planning, user: string, notice: Notice, what: object): void {
  const responder = work.directory.responders.get(user);
  if (!responder || responder.disabled || responder.mute.includes(notice)) {
    return;
  }
  const plan = planPage(responder, 'default', work.now, work.directory.facts);
  const first = plan.rules.map((rule) => responder.contactMethods.find((method) => method.id === rule.method)).find((method) => method && channels.get(method.type)?.definition.carries.update);
  const channel = first && channels.get(first.type);
  if (first && channel) {
    const content = JSON.stringify(what);
    ledger.deliver(
      deliveryRow(work, { kind: 'onCall', user: responder.login, method: first.id, channel_kind: first.type, lane: channel.lane(first.to, {}), rank: 0, content, due_at: plan.heldUntil ?? work.now }),
    );
  }
}
