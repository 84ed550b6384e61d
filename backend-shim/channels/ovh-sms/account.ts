/** Reads the settings of an SMS account at OVHcloud and sends signed requests with its keys. */
import type { ChannelService } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpClient, HttpResult } from '../../ports/http.ts';
import { textSetting } from '../shared/fields/destination.ts';
import { ovhSignature } from './signature.ts';

const API = 'https://eu.api.ovh.com/1.0';
const VALIDITY = 60;

export interface OvhAccount {
  api: string;
  service: string;
  applicationKey: string;
  applicationSecret: string;
  consumerKey: string;
  sender: string | null;
  /** Minutes. */
  validity: number;
}

export type OvhAccountRead = { ok: true; account: OvhAccount } | { ok: false; problem: string };

export function wrongAccount(service: string): string | null {
  return /^[A-Za-z0-9-]{1,64}$/.test(service) ? null : 'must be the name of the SMS account, like sms-ab12345-1';
}

export function readAccount({ settings, secrets }: Pick<ChannelService, 'settings' | 'secrets'>): OvhAccountRead {
  const service = textSetting(settings, 'service') ?? '';
  const applicationKey = textSetting(settings, 'applicationKey') ?? '';
  const { applicationSecret = '', consumerKey = '' } = secrets;
  const validity = Number(textSetting(settings, 'validity') ?? VALIDITY);
  // The name of the account becomes a part of the address, so its form is checked.
  const wrong = wrongAccount(service);
  if (wrong !== null) {
    return { ok: false, problem: `"service" ${wrong}` };
  }
  const missing = Object.entries({ applicationKey, applicationSecret, consumerKey })
    .filter(([, value]) => value === '')
    .map(([name]) => `"${name}"`);
  if (missing.length > 0) {
    return { ok: false, problem: `${missing.join(' and ')} missing` };
  }
  if (!Number.isInteger(validity) || validity < 1 || validity > 2880) {
    return { ok: false, problem: '"validity" must be a whole number of minutes from 1 to 2880' };
  }
  return {
    ok: true,
    account: {
      api: (textSetting(settings, 'apiUrl') ?? API).replace(/\/+$/, ''),
      service,
      applicationKey,
      applicationSecret,
      consumerKey,
      sender: textSetting(settings, 'sender'),
      validity,
    },
  };
}

/** A machine with a wrong clock must still page, so OVHcloud's time is fetched, and fetched again after this time. */
const OFFSET_LIFE = 3_600_000;

export interface OvhApi {
  request(
    account: OvhAccount,
    method: 'GET' | 'POST',
    path: string,
    body: object | null,
    signal: AbortSignal,
  ): Promise<HttpResult>;
  /** Fetches OVHcloud's time again before the next request. */
  forgetTime(): void;
}

export function createOvh(http: HttpClient, clock: Pick<Clock, 'machine'>): OvhApi {
  /** ms to add to the machine's clock, by API. */
  const offsets = new Map<string, { offset: number; at: number }>();

  async function offsetOf(api: string, signal: AbortSignal): Promise<number> {
    const known = offsets.get(api);
    if (known && Math.abs(clock.machine() - known.at) < OFFSET_LIFE) {
      return known.offset;
    }
    const result = await http.send({
      method: 'GET',
      url: `${api}/auth/time`,
      headers: { 'user-agent': 'Vigie' },
      trusted: true,
      signal,
    });
    const seconds = result.ok && /^\s*\d{9,11}\s*$/.test(result.response.body) ? Number(result.response.body) : null;
    if (seconds === null) {
      return known?.offset ?? 0;
    }
    const offset = seconds * 1000 - clock.machine();
    offsets.set(api, { offset, at: clock.machine() });
    return offset;
  }

  return {
    request: async (account, method, path, content, signal) => {
      const { api, applicationKey, applicationSecret, consumerKey } = account;
      const url = `${api}/sms/${account.service}${path}`;
      const body = content === null ? '' : JSON.stringify(content);
      const timestamp = Math.round((clock.machine() + (await offsetOf(api, signal))) / 1000);
      const signature = ovhSignature({ applicationSecret, consumerKey, method, url, body, timestamp });
      return http.send({
        method,
        url,
        headers: {
          'x-ovh-application': applicationKey,
          'x-ovh-consumer': consumerKey,
          'x-ovh-timestamp': String(timestamp),
          'x-ovh-signature': signature,
          'user-agent': 'Vigie',
          ...(content === null ? {} : { 'content-type': 'application/json; charset=utf-8' }),
        },
        ...(content === null ? {} : { body }),
        // The account and its address were set by an Admin, whoever the recipient is.
        trusted: true,
        signal,
      });
    },
    forgetTime: () => offsets.clear(),
  };
}
