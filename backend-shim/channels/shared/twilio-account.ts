/** An account at Twilio, and the requests that are made with it (twilio.com/docs/usage/requests-to-twilio). */
import type { ChannelService, Outcome } from '../../ports/channel.ts';
import type { Http, HttpResult } from '../../ports/http.ts';
import { textSetting } from '../destination.ts';
import type { HttpChannelDeps } from '../post-json.ts';
import { twilioOutcome } from './twilio-errors.ts';

const API = 'https://api.twilio.com';

export interface TwilioAccount {
  sid: string;
  /** Signs what Twilio tells us. */
  authToken: string;
  /** Basic: an API key where there is one, else the account itself. */
  authorization: string;
  api: string;
}

export type ReadAccount = { ok: true; account: TwilioAccount } | { ok: false; problem: string };

export function readAccount({ settings, secrets }: Pick<ChannelService, 'settings' | 'secrets'>): ReadAccount {
  const sid = textSetting(settings, 'accountSid') ?? '';
  const key = textSetting(settings, 'apiKey');
  const { authToken = '', apiSecret = '' } = secrets;
  // It becomes a part of the address.
  if (!/^AC[0-9a-f]{32}$/.test(sid)) {
    return { ok: false, problem: '"accountSid" must be AC and 32 hexadecimal digits, as the Twilio console shows it' };
  }
  if (authToken === '') {
    return { ok: false, problem: 'the secret "authToken" is missing: without it nothing that Twilio reports can be believed' };
  }
  if (key !== null && (!/^SK[0-9a-f]{32}$/.test(key) || apiSecret === '')) {
    return { ok: false, problem: '"apiKey" must be SK and 32 hexadecimal digits, with the secret "apiSecret"' };
  }
  const login = key === null ? `${sid}:${authToken}` : `${key}:${apiSecret}`;
  return { ok: true, account: { sid, authToken, authorization: `Basic ${Buffer.from(login).toString('base64')}`, api: (textSetting(settings, 'apiUrl') ?? API).replace(/\/+$/, '') } };
}

export function postTwilio(http: Http, account: TwilioAccount, resource: 'Messages' | 'Calls', fields: Record<string, string>, signal: AbortSignal): Promise<HttpResult> {
  return http.send({
    method: 'POST',
    url: `${account.api}/2010-04-01/Accounts/${account.sid}/${resource}.json`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: account.authorization, 'user-agent': 'Vigie' },
    body: new URLSearchParams(fields).toString(),
    // The account and its address are an Admin's, whoever the person is.
    trusted: true,
    signal,
  });
}

/** Does Twilio know the account, and may it be used? Reaches nobody. */
export async function probeTwilio({ http, clock }: HttpChannelDeps, service: ChannelService, signal: AbortSignal): Promise<Outcome> {
  const read = readAccount(service);
  if (!read.ok) {
    return { kind: 'retry', reason: 'misconfigured', detail: read.problem, after: null };
  }
  const { api, sid, authorization } = read.account;
  const result = await http.send({ method: 'GET', url: `${api}/2010-04-01/Accounts/${sid}.json`, headers: { authorization, 'user-agent': 'Vigie' }, trusted: true, signal });
  const outcome = twilioOutcome(result, clock.machine());
  const status = result.ok ? /"status":\s*"(suspended|closed)"/.exec(result.response.body)?.[1] : undefined;
  return outcome.kind === 'done' && status !== undefined ? { kind: 'retry', reason: 'misconfigured', detail: `Twilio says that the account is ${status}`, after: null } : outcome;
}
