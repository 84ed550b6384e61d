/** Calls Zabbix's JSON-RPC API, where failures are HTTP 200 with an `error`. */
import type { SyncSettings } from '#domain/routing/integration';
import type { SyncCaller, UpdateOutcome } from '../../ports/source-sync.ts';
import { call, jsonObject, refused } from '../shared/tell.ts';
import { isRecord } from '../shared/values/read.ts';

export type RpcAnswer =
  | { ok: true; result: unknown }
  | { ok: false; told: Extract<UpdateOutcome, { kind: 'retry' | 'never' }>; data: string };

const NOT_AUTHORIZED = /not authori[sz]ed|re-login|session terminated|API token (?:has )?expired/i;

/** Zabbix up to 6.2 expects the token in the body, 7.2 and later refuses it there, so the header is tried first. */
export async function rpc(
  caller: SyncCaller,
  settings: SyncSettings,
  method: string,
  params: object,
): Promise<RpcAnswer> {
  const first = await exchange(caller, settings, method, params, false);
  return !first.ok && /^Not authori[sz]ed/i.test(first.data) ? exchange(caller, settings, method, params, true) : first;
}

async function exchange(
  caller: SyncCaller,
  settings: SyncSettings,
  method: string,
  params: object,
  inBody: boolean,
): Promise<RpcAnswer> {
  const token = settings.token ?? '';
  const answer = await call(caller, settings, {
    method: 'POST',
    url: `${settings.url ?? ''}/api_jsonrpc.php`,
    headers: { 'content-type': 'application/json-rpc', ...(inBody ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ jsonrpc: '2.0', method, params, id: 1, ...(inBody ? { auth: token } : {}) }),
  });
  if (!answer.ok) {
    return { ...answer, data: '' };
  }
  const { response } = answer;
  if (response.status < 200 || response.status > 299) {
    return { ok: false, told: refused(response), data: '' };
  }
  const json = jsonObject(response.body);
  if (json === null || !('result' in json || 'error' in json)) {
    return {
      ok: false,
      told: {
        kind: 'retry',
        reason: 'server-error',
        detail: `what answers at ${new URL(settings.url ?? '').host} is not the API of Zabbix`,
        after: null,
      },
      data: '',
    };
  }
  return 'result' in json ? { ok: true, result: json['result'] } : failure(json['error']);
}

function failure(error: unknown): RpcAnswer {
  const data = isRecord(error) ? String(error['data'] ?? error['message'] ?? '') : '';
  const told = NOT_AUTHORIZED.test(data)
    ? ({ kind: 'retry', reason: 'unauthorized', detail: data, after: null } as const)
    : ({ kind: 'never', reason: 'refused', detail: data || 'Zabbix gave no reason' } as const);
  return { ok: false, told, data };
}
