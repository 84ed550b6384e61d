/** Renders a message as the fields of Twilio's `Messages` (twilio.com/docs/messaging/api/message-resource). */
import type { Message } from '#domain/notify/message/message';
import { renderMessage } from '#domain/notify/render/render-message';

export interface SmsSender {
  from: string | null;
  messagingService: string | null;
  /** Minutes. */
  validity: number;
}

function fieldsOf(
  text: string,
  to: string,
  { from, messagingService, validity }: SmsSender,
  statusCallback: string,
): Record<string, string> {
  return {
    To: to,
    ...(messagingService === null ? { From: from ?? '' } : { MessagingServiceSid: messagingService }),
    Body: text,
    StatusCallback: statusCallback,
    ValidityPeriod: String(validity * 60),
  };
}

/** The short form, which fits one SMS in GSM 03.38. */
export function renderTwilioSms(
  message: Message,
  to: string,
  sender: SmsSender,
  statusCallback: string,
): Record<string, string> {
  return fieldsOf(renderMessage(message).short, to, sender, statusCallback);
}
