/** Queries Zabbix; the first query that fails ends the rest. */
import type { Asking, Caller } from '../../ports/source-sync.ts';
import { isRecord, own, scalar, type Fields } from '../shared/values/read.ts';
import { rpc } from './api.ts';

export class Refused extends Error {}

export interface Question {
  caller: Caller;
  asking: Asking;
}

/** @returns the objects in the answer */
export async function ask({ caller, asking }: Question, method: string, params: object): Promise<Fields[]> {
  const answer = await rpc(caller, asking.settings, method, params);
  if (!answer.ok) {
    throw new Refused(`${method}: ${answer.told.detail}`);
  }
  return Array.isArray(answer.result) ? answer.result.filter(isRecord) : [];
}

/** Splits a query about many ids, since answers are cut at 64 KiB. */
export async function askInParts(
  question: Question,
  method: string,
  ids: readonly string[],
  atOnce: number,
  params: object,
): Promise<Fields[]> {
  const found: Fields[] = [];
  for (let i = 0; i < ids.length; i += atOnce) {
    found.push(...(await ask(question, method, { ...params, eventids: ids.slice(i, i + atOnce) })));
  }
  return found;
}

export function idOf(fields: Fields, name = 'eventid'): string | null {
  const id = scalar(own(fields, name));
  return id === '0' ? null : id;
}

export function listOf(fields: Fields, name: string): Fields[] {
  const list = own(fields, name);
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** A disabled trigger sends nothing more. */
export function isTriggerDisabled(event: Fields): boolean {
  const trigger = own(event, 'relatedObject');
  return isRecord(trigger) && scalar(own(trigger, 'status')) === '1';
}
