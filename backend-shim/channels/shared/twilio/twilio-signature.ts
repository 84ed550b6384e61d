/**
 * Verifies that a callback comes from Twilio (twilio.com/docs/usage/webhooks/webhooks-security, `X-Twilio-Signature`).
 */
import { createHmac } from 'node:crypto';
import type { ServiceCallback } from '../../../ports/callback.ts';
import { isSame } from '../is-same.ts';

/** HMAC-SHA1 over the whole address and the sorted fields; a repeated field with the same value counts once. */
export function twilioSignature(authToken: string, url: string, fields: URLSearchParams): string {
  const names = [...new Set(fields.keys())].sort();
  const text = names
    .map((name) =>
      [...new Set(fields.getAll(name))]
        .sort()
        .map((value) => name + value)
        .join(''),
    )
    .join('');
  return createHmac('sha1', authToken)
    .update(url + text, 'utf8')
    .digest('base64');
}

/**
 * Twilio has signed both with and without the port, depending on the year and the product; its own libraries try both,
 * too.
 */
function spellings(url: string): string[] {
  const found = /^(https?):\/\/((?:[^/@]*@)?[^/:?#]+)(:\d+)?(.*)$/is.exec(url);
  if (!found) {
    return [url];
  }
  const [, scheme = '', host = '', port = '', rest = ''] = found;
  const usual = scheme.toLowerCase() === 'https' ? ':443' : ':80';
  return [url, `${scheme}://${host}${rest}`, `${scheme}://${host}${port || usual}${rest}`];
}

export function isFromTwilio(
  authToken: string,
  { url, headers, body }: Pick<ServiceCallback, 'url' | 'headers' | 'body'>,
): boolean {
  const given = headers['x-twilio-signature'];
  if (typeof given !== 'string') {
    return false;
  }
  const fields = new URLSearchParams(body);
  return spellings(url).some((spelling) => isSame(given, twilioSignature(authToken, spelling, fields)));
}
