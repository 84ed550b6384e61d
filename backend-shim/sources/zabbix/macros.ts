/**
 * Reads a Zabbix message, which is an object of macros. Macros that do not apply to the kind of message arrive as the
 * literal `{MACRO}`, those without a value as `*UNKNOWN*` or empty; all three count as absent.
 */
import { scalar, type RawFields } from '../shared/values/read.ts';

const UNRESOLVED = /^\{(?:[A-Z][A-Z0-9_]*(?:\.[^{}]*)?|[$#][^{}]*)\}$/;
const MAX_NAME = 100;

export interface ZabbixMacros {
  /** The value of the first name that has one. Names as in `EVENT_ID`. */
  get(...names: string[]): string | null;
  /** The name was sent, but Zabbix left it literal: `{EVENT.ID}`. */
  isUnresolved(name: string): boolean;
  /** The raw value, for macros that may be more than text (`event_tags` as a list). */
  value(name: string): unknown;
}

/** `EVENT.ID`, `event_id`, `{EVENT.ID}` and `Event-Id` are the same name. */
export function readMacros(body: RawFields): ZabbixMacros {
  const values = new Map<string, unknown>();
  const unresolved = new Set<string>();
  for (const sent of Object.keys(body)) {
    if (sent.length > MAX_NAME) {
      continue;
    }
    const name = sent
      .replace(/[{}]/g, '')
      .replace(/[.\s-]/g, '_')
      .toUpperCase();
    const value = body[sent];
    if (isAbsent(value)) {
      if (typeof value === 'string' && UNRESOLVED.test(value.trim())) {
        unresolved.add(name);
      }
    } else if (!values.has(name)) {
      values.set(name, value);
    }
  }
  return {
    get: (...names) => names.reduce<string | null>((found, name) => found ?? scalar(values.get(name)), null),
    isUnresolved: (name) => unresolved.has(name) && !values.has(name),
    value: (name) => values.get(name),
  };
}

export function isAbsent(value: unknown): boolean {
  if (typeof value !== 'string') {
    return value === null || value === undefined;
  }
  const text = value.trim();
  return text === '' || text === '*UNKNOWN*' || UNRESOLVED.test(text);
}
