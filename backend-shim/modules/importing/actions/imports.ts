/** What Admins do with imports: make one, map people, ask for steps, delete. */
import type { ChosenPeople, ChosenRotas, ImportablePager, NewImport } from '#modules/importing/contract/wizard';
import type { RefusedChange } from '../../../ports/configuration.ts';
import type { Caller } from '../../../rights/caller.ts';
import { writeAudit } from '../../../store/access/audit.ts';
import { writeImportFile } from '../store/files.ts';
import { PEOPLE } from '../store/import-files.ts';
import { changeImport, lockImport, removeImport } from '../store/imports.ts';
import { outcomeOf } from '../store/stored-import.ts';
import type { Work } from '../../../store/work.ts';
import type { ActionContext } from '../../../actions/context.ts';
import { chooseRotas } from './choose-rotas.ts';
import { createImport } from './create-import.ts';
import { auditImport } from './audit-import.ts';
import { commandImport } from './import-command.ts';
import { goneImport, mapRefusal } from './import-refusals.ts';
import type { ImportCommand, ImportResultRow } from './import-request.ts';

export interface ImportActions {
  pagers: readonly ImportablePager[];
  create(body: NewImport, caller: Caller): Promise<ImportResultRow>;
  choosePeople(id: string, body: ChosenPeople, caller: Caller): Promise<ImportResultRow>;
  chooseRotas(id: string, body: ChosenRotas, caller: Caller): Promise<ImportResultRow>;
  command(id: string, command: ImportCommand, caller: Caller): Promise<ImportResultRow>;
  remove(id: string, caller: Caller): Promise<{ ok: true } | RefusedChange>;
}

export interface ImportActionDeps extends Pick<ActionContext, 'transact' | 'vault'> {
  pagers: readonly ImportablePager[];
  /** Takes up what waits, and stops what was cancelled. */
  wake(): void;
}

export function createImportActions({ transact, vault, pagers, wake }: ImportActionDeps): ImportActions {
  const waking = async <T>(result: Promise<T>): Promise<T> => {
    const done = await result;
    wake();
    return done;
  };
  return {
    pagers,
    create: (body, caller) =>
      waking(transact((work) => createImport(work, { body, caller, known: pagers, seal: (text) => vault.seal(text) }))),
    choosePeople: (id, body, caller) =>
      transact((work) => choosePeople(work, id, { body, caller, seal: (text) => vault.seal(text) })),
    chooseRotas: (id, body, caller) =>
      transact((work) => chooseRotas(work, id, { body, caller, seal: (text) => vault.seal(text) })),
    command: (id, command, caller) =>
      waking(transact((work) => commandImport(work, id, { command, caller, seal: (text) => vault.seal(text) }))),
    remove: (id, caller) => waking(transact((work) => remove(work, id, caller))),
  };
}

interface PeopleRequest {
  body: ChosenPeople;
  caller: Caller;
  seal(text: string): string;
}

async function choosePeople(work: Work, id: string, { body, caller, seal }: PeopleRequest): Promise<ImportResultRow> {
  const row = await lockImport(work, id);
  const refused = row === null ? goneImport(id) : mapRefusal(work, row);
  if (row === null || refused !== null) {
    return refused ?? goneImport(id);
  }
  const people = Object.fromEntries(body.people.map((one) => [one.id, one.leaveEmpty ? [] : one.login]));
  // A file of YAML, and JSON is YAML.
  const content = seal(JSON.stringify({ confirmed: body.confirmed, people }));
  await writeImportFile(work.tx, work.cap, { import_id: id, path: PEOPLE, content });
  const outcome = {
    ...outcomeOf(row, work.unreadable),
    mappedAt: work.now,
    peopleConfirmed: body.confirmed,
    // What was planned with another map counts no more.
    plannedAt: null,
    proof: null,
  };
  const changes = { outcome: JSON.stringify(outcome), pressed_at: work.now };
  await changeImport(work, id, changes);
  const mapped = body.people.filter(({ login, leaveEmpty }) => login !== null || leaveEmpty).length;
  await auditImport(work, id, caller, 'people', {
    confirmed: body.confirmed,
    mapped,
    unknown: body.people.length - mapped,
  });
  return { ok: true, row: { ...row, ...changes } };
}

/** Also while a step runs, which then ends. */
async function remove(work: Work, id: string, caller: Caller): Promise<{ ok: true } | RefusedChange> {
  const row = await lockImport(work, id);
  if (row === null) {
    return goneImport(id);
  }
  await removeImport(work, id);
  await writeAudit(work, [
    {
      actor: caller.name,
      action: 'delete',
      kind: 'imports',
      subject: id,
      before: { source: row.source, url: row.url },
      after: null,
    },
  ]);
  return { ok: true };
}
