/** Defines what the translation of an Opsgenie schedule needs. */
import type { PagerSnapshot, PlanningHelp } from '../../../pager.ts';
import type { PlanDraft } from '../../../plan-draft.ts';
import type { ForwardingRule } from '../schema.ts';

export interface SchedulePlan {
  snapshot: PagerSnapshot;
  draft: PlanDraft;
  help: PlanningHelp;
  forwardings: readonly ForwardingRule[];
  teamOf(id: string | null | undefined): { team?: string };
}
