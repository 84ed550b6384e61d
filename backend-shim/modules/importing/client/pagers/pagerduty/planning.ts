/** Defines what the translation of PagerDuty's objects shares. */
import type { z } from 'zod';
import type { PagerSnapshot, PlanningHelp } from '../../pager.ts';
import type { PlanDraft } from '../../plan-draft.ts';
import type { PagerdutyPolicy, reference } from './schema.ts';

export interface SchedulePlanning {
  snapshot: PagerSnapshot;
  draft: PlanDraft;
  help: PlanningHelp;
  /** The team of an object, if it can be read. */
  teamOf(teams: readonly z.output<typeof reference>[]): { team?: string };
}

export interface PagerdutyPlanning extends SchedulePlanning {
  policies: ReadonlyMap<string, PagerdutyPolicy>;
  scheduleNames: ReadonlyMap<string, string>;
  userNames: ReadonlyMap<string, string>;
  /** Policies that are in the plan already. */
  made: MadePolicy[];
}

/** A policy of PagerDuty with the settings of a service, and its id here. */
interface MadePolicy {
  id: string;
  policy: string;
  settings: PolicySettings;
}

/** What a service adds to its policy. */
export interface PolicySettings {
  /** Seconds; null: for ever. */
  ackTimeout: number | null;
  /** `low`: the first rule alone, once. `by-severity`: further rules from error on. */
  urgency: 'high' | 'low' | 'by-severity';
  /** With low urgency: the time window in which it becomes high, and all rules begin; absent: never. */
  raisedIn?: string;
}
