/** Keeps what an Admin chose for schedules of which no rota gives the same; the next plan does so. */
import type { ChosenRotas } from '#modules/importing/contract/wizard';
import type { Caller } from '../../../rights/caller.ts';
import { writeImportFile } from '../store/files.ts';
import { ROTA_CHOICES_FILE } from '../store/import-files.ts';
import { changeImport, lockImport } from '../store/imports.ts';
import { outcomeOf } from '../store/stored-import.ts';
import type { Work } from '../../../store/work.ts';
import { auditImport } from './audit-import.ts';
import { goneImport, mapRefusal } from './import-refusals.ts';
import type { ImportResultRow } from './import-request.ts';

export interface RotasRequest {
  body: ChosenRotas;
  caller: Caller;
  seal(text: string): string;
}

export async function chooseRotas(
  work: Work,
  id: string,
  { body, caller, seal }: RotasRequest,
): Promise<ImportResultRow> {
  const row = await lockImport(work, id);
  const refused = row === null ? goneImport(id) : mapRefusal(work, row);
  if (row === null || refused !== null) {
    return refused ?? goneImport(id);
  }
  const rotas = Object.fromEntries(body.rotas.map(({ schedule, choice }) => [schedule, choice]));
  // A file of YAML, and JSON is YAML.
  const content = seal(JSON.stringify({ rotas }));
  await writeImportFile(work.tx, work.cap, { import_id: id, path: ROTA_CHOICES_FILE, content });
  // What was planned with other choices counts no more.
  const outcome = { ...outcomeOf(row, work.unreadable), plannedAt: null, proof: null };
  const changes = { outcome: JSON.stringify(outcome), pressed_at: work.now };
  await changeImport(work, id, changes);
  await auditImport(work, id, caller, 'rotas', rotas);
  return { ok: true, row: { ...row, ...changes } };
}
