/** "You are on call", "you are off", news of swaps: by the person's usual way, in the quiet of a `default` message. */
import { planPage } from '#domain/notify/page';
import type { ContactMethod, Notice, Responder } from '#domain/notify/responder';
import { deliveryRow } from '../planning/delivery-row.ts';
import type { Planning } from '../planning/planning.ts';

export function tellDuty({ work, channels, ledger }: Planning, user: string, notice: Notice, what: object): void {
  const responder = work.directory.responders.get(user);
  if (!responder || responder.disabled || responder.mute.includes(notice)) {
    return;
  }
  const plan = planPage(responder, 'default', work.now, work.directory.facts);
  const first = plan.rules
    .map((rule) => responder.contactMethods.find((method) => method.id === rule.method))
    .find((method) => method && channels.get(method.type)?.definition.carries.update);
  if (first) {
    deliver({ work, channels, ledger }, responder, first, what, plan.heldUntil ?? work.now);
  }
}

/** What takes time to read goes by mail, or not at all; in quiet hours, after them. */
export function sendLetter({ work, channels, ledger }: Planning, user: string, what: object): void {
  const responder = work.directory.responders.get(user);
  const mail = responder?.contactMethods.find((method) => method.type === 'email' && method.verified);
  if (responder && mail && !responder.disabled && !responder.mute.includes('health')) {
    deliver(
      { work, channels, ledger },
      responder,
      mail,
      what,
      planPage(responder, 'default', work.now, work.directory.facts).heldUntil ?? work.now,
    );
  }
}

function deliver(
  { work, channels, ledger }: Planning,
  { login }: Responder,
  method: ContactMethod,
  what: object,
  dueAt: number,
): void {
  const channel = channels.get(method.type);
  if (channel) {
    const content = JSON.stringify(what);
    ledger.deliver(
      deliveryRow(work, {
        kind: 'onCall',
        user: login,
        method: method.id,
        channel_kind: method.type,
        lane: channel.lane(method.to, {}),
        rank: 0,
        content,
        due_at: dueAt,
      }),
    );
  }
}
