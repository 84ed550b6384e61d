/** Names the files of a snapshot that are read beside the steps of an import, and reads what they hold. */
import { z } from 'zod';
import { importPlan } from '#modules/importing/contract/plan';
import type { ImportPlan } from '#modules/importing/contract/plan';
import { pageDayFile, PAGES_STATE } from '#modules/importing/contract/page-files';
import { pageDay, pagesState } from '#modules/importing/contract/pages';
import type { PageDayWire, PagesState } from '#modules/importing/contract/pages';
import { importProof } from '#modules/importing/contract/proof';
import type { ImportProof } from '#modules/importing/contract/proof';
import { importPerson } from '#modules/importing/contract/wizard';
import type { ImportPersonWire } from '#modules/importing/contract/wizard';
import { ROTA_CHOICES } from '#modules/importing/domain/model';
import type { RotaChoice } from '#modules/importing/domain/model';
import { readStored } from '../../../store/stored/json.ts';
import { IMPORTS } from './stored-import.ts';

/** Whom the plan took each person for. */
export const MAPPED_PEOPLE = 'mapped-people.json';
/** The map that a person confirms. */
export const PEOPLE = 'people.yaml';
/** What was chosen for schedules of which no rota gives the same. */
export const ROTA_CHOICES_FILE = 'rotas.yaml';
export const PLAN = 'plan.json';
export const PROOF = 'proof.json';
/** The comparison of what is saved. */
export const PROOF_AGAIN = 'proof-again.json';

/** null: there is no such file, or another release wrote it in a form that this one cannot read. */
function readOrNull<Schema extends z.ZodType>(schema: Schema, id: string, field: string, text: string | null) {
  const read = text === null ? null : readStored(schema, text, { kind: IMPORTS, id, field });
  return read?.ok === true ? read.value : null;
}

export function storedPlan(id: string, text: string | null): ImportPlan | null {
  return readOrNull(importPlan, id, PLAN, text);
}

export function storedProof(id: string, text: string | null): ImportProof | null {
  return readOrNull(importProof, id, PROOF, text);
}

/** By the pager's id of the schedule, as the wizard writes them. */
export function storedRotaChoices(id: string, text: string | null): Record<string, RotaChoice> {
  return (
    readOrNull(z.looseObject({ rotas: z.record(z.string(), z.enum(ROTA_CHOICES)) }), id, ROTA_CHOICES_FILE, text)
      ?.rotas ?? {}
  );
}

export function storedPeople(id: string, text: string | null): ImportPersonWire[] {
  return readOrNull(z.array(importPerson), id, MAPPED_PEOPLE, text) ?? [];
}

export function storedPagesState(id: string, text: string | null): PagesState | null {
  return readOrNull(pagesState, id, PAGES_STATE, text);
}

export function storedPageDay(id: string, day: string, text: string | null): PageDayWire | null {
  return readOrNull(pageDay, id, pageDayFile(day), text);
}
