/** Verifies that a callback comes from Slack (docs.slack.dev/authentication/verifying-requests-from-slack). */
import { createHmac } from 'node:crypto';
import type { ServiceCallback } from '../../ports/callback.ts';
import { isSame } from '../shared/is-same.ts';

/** Older requests may be replays. */
const WINDOW = 5 * 60_000;

export function slackSignature(signingSecret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`, 'utf8').digest('hex')}`;
}

/** @param machineNow epoch ms of the machine's clock, which is compared with Slack's */
export function isFromSlack(
  signingSecret: string,
  { headers, body }: Pick<ServiceCallback, 'headers' | 'body'>,
  machineNow: number,
): boolean {
  const [timestamp, given] = [headers['x-slack-request-timestamp'], headers['x-slack-signature']];
  if (
    typeof timestamp !== 'string' ||
    typeof given !== 'string' ||
    !/^\d{1,12}$/.test(timestamp) ||
    signingSecret === ''
  ) {
    return false;
  }
  const isFresh = Math.abs(machineNow - Number(timestamp) * 1000) <= WINDOW;
  return isFresh && isSame(given, slackSignature(signingSecret, timestamp, body));
}
