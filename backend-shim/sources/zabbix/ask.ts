/** Queries Zabbix; the first query that fails ends the rest. */
import type { ReconcileRequest, SyncCaller } from '../../ports/source-sync.ts';
import { isRecord, own, scalar, type RawFields } from '../shared/values/read.ts';
import { rpc } from './api.ts';

export class QueryRefused extends Error {}

export interface ZabbixQuery {
  caller: SyncCaller;
  asking: ReconcileRequest;
}

/** @returns the objects in the answer */
export async function ask({ caller, asking }: ZabbixQuery, method: string, params: object): Promise<RawFields[]> {
  const answer = await rpc(caller, asking.settings, method, params);
  if (!answer.ok) {
    throw new QueryRefused(`${method}: ${answer.told.detail}`);
  }
  return Array.isArray(answer.result) ? answer.result.filter(isRecord) : [];
}

/** Splits a query about many ids, since answers are cut at 64 KiB. */
export async function askInParts(
  question: ZabbixQuery,
  method: string,
  ids: readonly string[],
  atOnce: number,
  params: object,
): Promise<RawFields[]> {
  const found: RawFields[] = [];
  for (let i = 0; i < ids.length; i += atOnce) {
    found.push(...(await ask(question, method, { ...params, eventids: ids.slice(i, i + atOnce) })));
  }
  return found;
}

export function idOf(fields: RawFields, name = 'eventid'): string | null {
  const id = scalar(own(fields, name));
  return id === '0' ? null : id;
}

export function listOf(fields: RawFields, name: string): RawFields[] {
  const list = own(fields, name);
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** A disabled trigger sends nothing more. */
export function isTriggerDisabled(event: RawFields): boolean {
  const trigger = own(event, 'relatedObject');
  return isRecord(trigger) && scalar(own(trigger, 'status')) === '1';
}
