/** Reads and writes `rotas.yaml`: what a person chose for schedules of which no rota gives the same. */
import { parse as parseYaml } from 'yaml';
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import { openChoices } from '#modules/importing/contract/open-choices';
import type { ImportPlan } from '#modules/importing/contract/plan';
import type { ImportProof } from '#modules/importing/contract/proof';
import { ROTA_CHOICES } from '#modules/importing/domain/model';
import type { RotaChoice } from '#modules/importing/domain/model';
import type { SnapshotFolder } from '../snapshot/files.ts';

export const ROTAS_FILE = 'rotas.yaml';

/** By the source's id of the schedule; null: nothing was chosen yet. */
export type RotaChoices = ReadonlyMap<string, RotaChoice | null>;

export async function readRotaChoices(
  folder: Pick<SnapshotFolder, 'path' | 'read'>,
): Promise<ImportResult<RotaChoices>> {
  const text = await folder.read(ROTAS_FILE);
  const file = `${folder.path}/${ROTAS_FILE}`;
  if (text === null) {
    return done(new Map());
  }
  const rotas = rotasIn(text);
  if (rotas === null) {
    return importFailure('people-file', { file, detail: 'it must have rotas, with a choice behind each schedule' });
  }
  const wrong = Object.entries(rotas).find(([, choice]) => choice !== null && !isChoice(choice));
  return wrong === undefined
    ? done(new Map(Object.entries(rotas) as Array<[string, RotaChoice | null]>))
    : importFailure('people-file', { file, detail: `${wrong[0]} must be one of ${ROTA_CHOICES.join(', ')}` });
}

function rotasIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = parseYaml(text);
    const { rotas = {} } = (value ?? {}) as { rotas?: unknown };
    return typeof rotas === 'object' && !Array.isArray(rotas) ? ((rotas ?? {}) as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isChoice(value: unknown): value is RotaChoice {
  return (ROTA_CHOICES as readonly unknown[]).includes(value);
}

/** Adds a line for each schedule of which nobody has said what becomes of it. */
export async function askForChoices(
  folder: SnapshotFolder,
  plan: ImportPlan,
  proof: ImportProof,
): Promise<ImportResult<null>> {
  const known = await readRotaChoices(folder);
  if (!known.ok) {
    return known;
  }
  const asked = openChoices(plan, proof);
  if (asked.length === 0) {
    return done(null);
  }
  const names = new Map(plan.items.filter(({ kind }) => kind === 'rota').map(({ sourceId, name }) => [sourceId, name]));
  const open = asked.filter((schedule) => !known.value.has(schedule)).map((schedule) => [schedule, null] as const);
  const all: RotaChoices = new Map<string, RotaChoice | null>([...known.value, ...open]);
  const written = await folder.write(ROTAS_FILE, fileText(all, names));
  return written;
}

function fileText(choices: RotaChoices, names: ReadonlyMap<string, string>): string {
  return [
    '# Schedules of which no rota gives the same. Behind each write what it becomes, then run plan and prove again:',
    '# frozen     the answer of the source for the compared range; nobody is on call after it',
    '# empty      a rota without layers, for you to fill',
    '# left-out   no rota, and no step that names it',
    'rotas:',
    ...[...choices].map(
      ([schedule, choice]) =>
        `  ${JSON.stringify(schedule)}: ${choice ?? ''} # ${(names.get(schedule) ?? schedule).replace(/[\r\n]/g, ' ')}`,
    ),
    '',
  ].join('\n');
}
