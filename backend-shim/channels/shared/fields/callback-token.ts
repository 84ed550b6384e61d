/** Checks secrets in callback addresses, for services that do not sign callbacks. */
import { SHORTEST_TOKEN } from '#contract/limits';
import type { CallbackAnswer } from '../../../ports/callback.ts';
import type { ChannelService } from '../../../ports/channel.ts';
import { isSame } from '../is-same.ts';

export const TOKEN_FIELD = { name: 'callbackToken', secret: true, required: false, input: 'made' } as const;

/** @returns null: there is none, or it could be guessed */
export function callbackToken({ secrets }: Pick<ChannelService, 'secrets'>): string | null {
  const token = secrets[TOKEN_FIELD.name] ?? '';
  return token.length >= SHORTEST_TOKEN ? token : null;
}

/** @param what stands before the token: `/receipt` */
export function hasToken(service: Pick<ChannelService, 'secrets'>, path: string, what: string): boolean {
  const token = callbackToken(service);
  return token !== null && isSame(path, `${what}/${token}`);
}

export const NO_TOKEN: CallbackAnswer = {
  status: 403,
  contentType: 'text/plain; charset=utf-8',
  body: `The address must end with the secret "${TOKEN_FIELD.name}" of this channel.`,
};
