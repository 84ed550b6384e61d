/** Reads a Twilio account and sends requests with it (twilio.com/docs/usage/requests-to-twilio). */
import type {
  ChannelSettingField,
  ChannelSetup,
  ChannelService,
  DeliveryOutcome,
  ChannelSettingProblem,
} from '../../../ports/channel.ts';
import type { HttpClient, HttpResult } from '../../../ports/http.ts';
import { textSetting } from '../fields/destination.ts';
import type { HttpChannelDeps } from '../http/post-json.ts';
import { badFormat, formatCheck, missing, urlCheck } from '../fields/field-checks.ts';
import { misconfigured } from '../services/services.ts';
import { COUNTRIES_FIELD } from '../fields/countries.ts';
import { twilioOutcome } from './twilio-errors.ts';

const API = 'https://api.twilio.com';

/** The SID becomes a part of the address, so its form is checked. */
function wrongSid(sid: string): string | null {
  return /^AC[0-9a-f]{32}$/.test(sid) ? null : 'must be AC and 32 hexadecimal digits, as the Twilio console shows it';
}

const API_KEY = /^SK[0-9a-f]{32}$/;

// Fields that SMS and voice share.
export const ACCOUNT_FIELD: ChannelSettingField = {
  name: 'accountSid',
  secret: false,
  required: true,
  label: { en: 'Account SID', fr: 'SID du compte' },
  hint: { en: 'AC…, as the Twilio console shows it', fr: 'AC…, tel que la console Twilio l’affiche' },
  wrong: formatCheck('twilio-account', wrongSid),
};
/** Twilio reaches the whole world and bills for it. */
export const TWILIO_COUNTRIES_FIELD: ChannelSettingField = {
  ...COUNTRIES_FIELD,
  hint: {
    en: '+33 +32: other numbers go by other services, and nobody can run up a bill elsewhere; empty: all',
    fr: '+33 +32 : les autres numéros passent par d’autres services, et personne ne peut faire grimper la facture ailleurs ; vide : tous',
  },
};
export const API_FIELDS: readonly ChannelSettingField[] = [
  {
    name: 'apiKey',
    secret: false,
    required: false,
    label: { en: 'API key', fr: 'Clé d’API' },
    hint: {
      en: 'SK…, with its secret below: then the auth token only checks what Twilio reports',
      fr: 'SK…, avec son secret ci-dessous : le jeton d’authentification ne sert alors qu’à vérifier ce que Twilio signale',
    },
    wrong: (key) => (API_KEY.test(key) ? null : badFormat('twilio-key', 'must be SK and 32 hexadecimal digits')),
  },
  {
    name: 'apiUrl',
    secret: false,
    required: false,
    label: { en: 'API address', fr: 'Adresse de l’API' },
    hint: {
      en: 'https://api.dublin.ie1.twilio.com for Ireland; https://api.twilio.com (usual)',
      fr: 'https://api.dublin.ie1.twilio.com pour l’Irlande ; https://api.twilio.com (par défaut)',
    },
    wrong: urlCheck,
  },
];
export const ACCOUNT_SECRETS: readonly ChannelSettingField[] = [
  {
    name: 'authToken',
    secret: true,
    required: true,
    label: { en: 'Auth token', fr: 'Jeton d’authentification' },
    hint: {
      en: 'Of the account; also proves that callbacks come from Twilio',
      fr: 'Celui du compte ; prouve aussi que les rappels viennent de Twilio',
    },
  },
  {
    name: 'apiSecret',
    secret: true,
    required: false,
    label: { en: 'API key secret', fr: 'Secret de la clé d’API' },
    hint: { en: 'Only with an API key', fr: 'Seulement avec une clé d’API' },
  },
];

/** Texts of the pages on which SMS and voice are set up. */
export const TWILIO_NEEDS: ChannelSetup['needs'] = [
  { en: 'An account of Twilio with a number', fr: 'Un compte Twilio avec un numéro' },
  { en: 'Twilio must reach {publicUrl}/callbacks', fr: 'Twilio doit atteindre {publicUrl}/callbacks' },
];
export const TWILIO_ACCOUNT_STEP: ChannelSetup['steps'][number] = {
  what: {
    en: 'The account SID and the auth token are on the first page of the console, under “Account Info”.',
    fr: 'Le SID du compte et le jeton d’authentification sont sur la première page de la console, sous « Account Info ».',
  },
  link: { label: { en: 'Open the console', fr: 'Ouvrir la console' }, url: 'https://console.twilio.com/' },
};

export function checkApiKey({
  settings,
  secrets,
}: Pick<ChannelService, 'settings' | 'secrets'>): ChannelSettingProblem[] {
  return textSetting(settings, 'apiKey') !== null && !secrets['apiSecret']
    ? [{ field: 'apiSecret', ...missing('"apiKey" needs "apiSecret"', ['apiSecret']) }]
    : [];
}

export interface TwilioAccount {
  sid: string;
  /** Signs Twilio's callbacks. */
  authToken: string;
  /** HTTP Basic: the API key if there is one, else the account itself. */
  authorization: string;
  api: string;
}

export type TwilioAccountRead = { ok: true; account: TwilioAccount } | { ok: false; problem: string };

export function readAccount({ settings, secrets }: Pick<ChannelService, 'settings' | 'secrets'>): TwilioAccountRead {
  const sid = textSetting(settings, 'accountSid') ?? '';
  const key = textSetting(settings, 'apiKey');
  const { authToken = '', apiSecret = '' } = secrets;
  const wrong = wrongSid(sid);
  if (wrong !== null) {
    return { ok: false, problem: `"accountSid" ${wrong}` };
  }
  if (authToken === '') {
    return {
      ok: false,
      problem: 'the secret "authToken" is missing: without it nothing that Twilio reports can be believed',
    };
  }
  if (key !== null && (!API_KEY.test(key) || apiSecret === '')) {
    return { ok: false, problem: '"apiKey" must be SK and 32 hexadecimal digits, with the secret "apiSecret"' };
  }
  const login = key === null ? `${sid}:${authToken}` : `${key}:${apiSecret}`;
  return {
    ok: true,
    account: {
      sid,
      authToken,
      authorization: `Basic ${Buffer.from(login).toString('base64')}`,
      api: (textSetting(settings, 'apiUrl') ?? API).replace(/\/+$/, ''),
    },
  };
}

export function postTwilio(
  http: HttpClient,
  account: TwilioAccount,
  resource: 'Messages' | 'Calls',
  fields: Record<string, string>,
  signal: AbortSignal,
): Promise<HttpResult> {
  return http.send({
    method: 'POST',
    url: `${account.api}/2010-04-01/Accounts/${account.sid}/${resource}.json`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: account.authorization,
      'user-agent': 'Vigie',
    },
    body: new URLSearchParams(fields).toString(),
    // The account and its address were set by an Admin, whoever the recipient is.
    trusted: true,
    signal,
  });
}

/** Asks Twilio whether the account exists and is active. Reaches nobody. */
export async function probeTwilio(
  { http, clock }: HttpChannelDeps,
  service: ChannelService,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const read = readAccount(service);
  if (!read.ok) {
    return misconfigured(read.problem);
  }
  const { api, sid, authorization } = read.account;
  const result = await http.send({
    method: 'GET',
    url: `${api}/2010-04-01/Accounts/${sid}.json`,
    headers: { authorization, 'user-agent': 'Vigie' },
    trusted: true,
    signal,
  });
  const outcome = twilioOutcome(result, clock.machine());
  const status = result.ok ? /"status":\s*"(suspended|closed)"/.exec(result.response.body)?.[1] : undefined;
  return outcome.kind === 'done' && status !== undefined
    ? misconfigured(`Twilio says that the account is ${status}`)
    : outcome;
}
