/** Writes answers to Twilio in its XML (twilio.com/docs/voice/twiml, twilio.com/docs/messaging/twiml). */
import type { CallbackAnswer } from '../../../ports/callback.ts';

/** Characters that XML 1.0 cannot carry, even escaped (§2.2). */
const IMPOSSIBLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(IMPOSSIBLE, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/** @param inside verbs, escaped already */
export function twiml(inside: string): CallbackAnswer {
  return {
    status: 200,
    contentType: 'text/xml; charset=utf-8',
    body: `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`,
  };
}

export const FORBIDDEN: CallbackAnswer = {
  status: 403,
  contentType: 'text/plain; charset=utf-8',
  body: 'The signature does not fit. Is VIGIE_PUBLIC_URL the address that Twilio was given, and the auth token the one of this account?',
};
