/** Defines what the translation of an Opsgenie schedule needs. */
import type { PagerSnapshot, PlanningHelp } from '../../pager.ts';
import type { PlanDraft } from '../../plan-draft.ts';

export interface SchedulePlan {
  snapshot: PagerSnapshot;
  draft: PlanDraft;
  help: PlanningHelp;
  teamOf(id: string | null | undefined): { team?: string };
}
