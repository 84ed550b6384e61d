/**
 * Prepares the states of a changed object for the audit log: without secrets, and without any values of working time.
 */
import type { AuditEntry } from '../../store/access/audit.ts';
import { hideStates } from '../secrets.ts';

/** Kinds whose values only the person, managers and HR may read, by their name in the audit log, which Admins read. */
const NAMES_ONLY: Readonly<Record<string, string>> = { units: 'units', workProfiles: 'work-profiles' };

/** @param before, after null: none, or unreadable */
export function auditStates(
  kind: string,
  before: unknown,
  after: unknown,
): Pick<AuditEntry, 'kind' | 'before' | 'after'> {
  const name = NAMES_ONLY[kind];
  return name === undefined
    ? { kind, ...hideStates(kind, before, after) }
    : { kind: name, before: null, after: after === null ? null : { changed: changedFields(before, after) } };
}

/** Names of the fields that differ as they are stored, in order. */
function changedFields(before: unknown, after: unknown): string[] {
  const [old, next] = [before ?? {}, after ?? {}] as [Record<string, unknown>, Record<string, unknown>];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .filter((field) => JSON.stringify(old[field]) !== JSON.stringify(next[field]))
    .sort();
}
