/**
 * Signs the context of our buttons. Mattermost signs who pressed a button (`trigger.ts`), but not which button. Users
 * never see a button's context, so a signature in the context, made for one incident and one button, proves that the
 * press comes from a message of ours.
 */
import { createHmac } from 'node:crypto';
import { isSame } from '../../shared/is-same.ts';

export function buttonSignature(token: string, incident: string, action: string): string {
  return createHmac('sha256', token)
    .update(`vigie mattermost button\n${incident}\n${action}`, 'utf8')
    .digest('base64url');
}

export function isOurButton(
  token: string,
  { incident, action, signature }: { incident: string; action: string; signature: string },
): boolean {
  return token !== '' && isSame(signature, buttonSignature(token, incident, action));
}
