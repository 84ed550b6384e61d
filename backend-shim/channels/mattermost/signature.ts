/**
 * Of what Mattermost sends when a button is pressed it signs who pressed, in the trigger (`trigger.ts`), and not
 * which button. It keeps the context of a button to itself, so a signature in there, made for one incident and one
 * button, shows that the press comes from a message of ours.
 */
import { createHmac } from 'node:crypto';
import { isSame } from '../shared/is-same.ts';

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
