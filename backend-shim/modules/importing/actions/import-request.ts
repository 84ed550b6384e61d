/** Defines what Admins ask of imports, and how it is answered. */
import type { RefusedChange } from '../../../ports/configuration.ts';
import type { ImportTable } from '../../../store/schema/imports.ts';

/** What an Admin asks an import to do. */
export type ImportCommand =
  | { name: 'fetch'; key: string | null }
  | { name: 'plan' }
  | { name: 'prove'; again: boolean }
  | { name: 'apply'; replaceChanged: boolean; live: boolean }
  | { name: 'cancel' }
  | { name: 'switch' };

export type ImportResultRow = { ok: true; row: ImportTable } | RefusedChange;
