/** Says why an import cannot do now what was asked of it. */
import type { ImportNeed } from '#contract/reasons/data';
import { refuse } from '../../../configuration/edit.ts';
import type { RefusedChange } from '../../../ports/configuration.ts';
import { outcomeOf, stepsOf } from '../store/stored-import.ts';
import type { StoredImportOutcome } from '../store/stored-import.ts';
import type { ImportTable } from '../../../store/schema/imports.ts';
import type { Work } from '../../../store/work.ts';
import type { ImportCommand } from './import-request.ts';

export function commandRefusal(work: Work, row: ImportTable, command: ImportCommand): RefusedChange | null {
  const outcome = outcomeOf(row, work.unreadable);
  switch (command.name) {
    case 'cancel':
      return null;
    case 'switch':
      return missing(outcome, ['apply']);
    case 'fetch':
      return busy(work, row);
    case 'plan':
      return busy(work, row) ?? missing(outcome, ['fetch']);
    case 'prove':
      return busy(work, row) ?? missing(outcome, command.again ? ['apply'] : ['fetch', 'plan']);
    case 'apply':
      return busy(work, row) ?? missing(outcome, ['fetch', 'plan', 'prove', 'people']);
  }
}

function busy(work: Work, row: ImportTable): RefusedChange | null {
  return stepsOf(row, work.unreadable).length === 0
    ? null
    : refuse('conflict', 'A step of the import is running. Wait for its end, or cancel it.', { reason: 'import-busy' });
}

const NEEDED: Record<ImportNeed, { isDone(outcome: StoredImportOutcome): boolean; message: string }> = {
  fetch: { isDone: ({ fetchedAt }) => fetchedAt !== null, message: 'The pager was not read yet. Read it first.' },
  plan: {
    isDone: ({ plannedAt }) => plannedAt !== null,
    message: 'There is no plan of what was read and mapped last. Plan first.',
  },
  prove: { isDone: ({ proof }) => proof !== null, message: 'The plan was not compared yet. Compare it first.' },
  people: {
    isDone: ({ peopleConfirmed, unknownPeople }) => peopleConfirmed && unknownPeople === 0,
    message: 'The map of people is not complete and confirmed. Map everybody, confirm, and plan again.',
  },
  apply: { isDone: ({ appliedAt }) => appliedAt !== null, message: 'The plan was not applied yet.' },
};

function missing(outcome: StoredImportOutcome, needs: readonly ImportNeed[]): RefusedChange | null {
  const need = needs.find((one) => !NEEDED[one].isDone(outcome));
  return need === undefined
    ? null
    : refuse('conflict', NEEDED[need].message, { reason: 'import-not-ready', data: { needs: need } });
}

/** The map of people can be written once people are known, and not while a step reads it. */
export function mapRefusal(work: Work, row: ImportTable): RefusedChange | null {
  return busy(work, row) ?? missing(outcomeOf(row, work.unreadable), ['fetch']);
}

export function goneImport(id: string): RefusedChange {
  return refuse('not-found', `There is no import ${id}.`, { reason: 'no-such', data: { kind: 'import', id } });
}
