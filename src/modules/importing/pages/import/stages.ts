/** Works out how far an import is, and what a person does next. */
import type { ImportWire } from '#modules/importing/contract/wizard';

const STAGES = ['read', 'people', 'compare', 'apply', 'switch'] as const;
export type ImportStage = (typeof STAGES)[number];

type Known = Pick<
  ImportWire,
  'fetchedAt' | 'plannedAt' | 'peopleConfirmed' | 'unknownPeople' | 'proof' | 'appliedAt' | 'switchedAt'
>;

const IS_DONE: Record<ImportStage, (one: Known) => boolean> = {
  read: ({ fetchedAt }) => fetchedAt !== null,
  people: ({ peopleConfirmed, unknownPeople, plannedAt }) =>
    plannedAt !== null && peopleConfirmed && unknownPeople === 0,
  compare: ({ proof }) => proof !== null && proof.unexplained === 0,
  apply: ({ appliedAt }) => appliedAt !== null,
  switch: ({ switchedAt }) => switchedAt !== null,
};

export interface StageState {
  stage: ImportStage;
  isDone: boolean;
  /** The first that is not done. */
  isNext: boolean;
}

export function stagesOf(one: Known): StageState[] {
  const next = STAGES.find((stage) => !IS_DONE[stage](one));
  return STAGES.map((stage) => ({ stage, isDone: IS_DONE[stage](one), isNext: stage === next }));
}

/** Whether all that `apply` needs is there. */
export function mayApply(one: Known): boolean {
  return (['read', 'people', 'compare'] as const).every((stage) => IS_DONE[stage](one));
}
