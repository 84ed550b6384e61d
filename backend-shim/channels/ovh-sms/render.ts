/** Renders a message as the body of `POST /sms/{service}/jobs`. */
import type { Message } from '#domain/notify/message/message';
import { renderMessage } from '#domain/notify/render/render-message';
import type { OvhAccount } from './account.ts';

/**
 * `noStopClause`: a page is no advertisement. With the clause, OVHcloud would add "STOP 36111" and hold SMS back at
 * night and at weekends.
 */
export function jobOf(text: string, to: string, { sender, validity }: Pick<OvhAccount, 'sender' | 'validity'>): object {
  return {
    message: text,
    receivers: [to],
    ...(sender === null ? { senderForResponse: true } : { sender, senderForResponse: false }),
    noStopClause: true,
    priority: 'high',
    class: 'phoneDisplay',
    charset: 'UTF-8',
    coding: '7bit',
    validityPeriod: validity,
  };
}

/** The short form, which fits one SMS in GSM 03.38. */
export function renderOvhSms(message: Message, to: string, account: OvhAccount): object {
  return jobOf(renderMessage(message).short, to, account);
}
