/** Asks an import for its next steps, stops it, or notes that the team has switched. */
import type { RunStep } from '#modules/importing/contract/wizard';
import type { Caller } from '../../../rights/caller.ts';
import { changeImport, lockImport, stepsText } from '../store/imports.ts';
import { settingsOf } from '../store/stored-import.ts';
import type { ImportTable } from '../../../store/schema/imports.ts';
import type { Work } from '../../../store/work.ts';
import { auditImport } from './audit-import.ts';
import type { ImportCommand, ImportResultRow } from './import-request.ts';
import { commandRefusal, goneImport } from './import-refusals.ts';

export interface ImportCommandRequest {
  command: ImportCommand;
  caller: Caller;
  seal(text: string): string;
}

export async function commandImport(work: Work, id: string, request: ImportCommandRequest): Promise<ImportResultRow> {
  const { command, caller } = request;
  const row = await lockImport(work, id);
  const refused = row === null ? goneImport(id) : commandRefusal(work, row, command);
  if (row === null || refused !== null) {
    return refused ?? goneImport(id);
  }
  const changes = { ...changesFor(work, row, request), pressed_at: work.now };
  await changeImport(work, id, changes);
  const { name, ...details } = command;
  await auditImport(work, id, caller, name, 'key' in details ? { newKey: details.key !== null } : details);
  return { ok: true, row: { ...row, ...changes } };
}

/** Whoever asks for a step lends it their rights. */
function changesFor(
  work: Work,
  row: ImportTable,
  { command, caller, seal }: ImportCommandRequest,
): Partial<ImportTable> {
  const stopped = { steps: '[]', progress: null, lease_owner: null, lease_until: null, attempts: 0 };
  if (command.name === 'cancel') {
    return stopped;
  }
  if (command.name === 'switch') {
    return { ...stopped, switched_at: work.now };
  }
  const { replaceChanged, live } = command.name === 'apply' ? command : { replaceChanged: false, live: false };
  return {
    steps: stepsText(stepsFor(command)),
    attempts: 0,
    failure: null,
    caller: JSON.stringify(caller),
    settings: JSON.stringify({ ...settingsOf(row, work.unreadable), replaceChanged, live }),
    ...(command.name === 'fetch' && command.key !== null ? { keys: seal(command.key) } : {}),
  };
}

/** A plan is worth little before it is compared, and what was saved is compared at once. */
function stepsFor(command: Exclude<ImportCommand, { name: 'cancel' | 'switch' }>): RunStep[] {
  switch (command.name) {
    case 'fetch':
      return ['fetch', 'plan', 'prove'];
    case 'plan':
      return ['plan', 'prove'];
    case 'prove':
      return [command.again ? 'compare' : 'prove'];
    case 'apply':
      return ['apply', 'compare'];
  }
}
