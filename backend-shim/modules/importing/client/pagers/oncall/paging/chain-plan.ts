/** Defines what the translation of OnCall's chains needs, and what it knows while it reads one. */
import type { StepBody } from '../../shared/escalation-text.ts';
import type { OncallStep, OncallTeam } from '../schema.ts';
import type { StagePlan } from '../schedule/stages.ts';

export interface ChainPlan extends StagePlan {
  steps: readonly OncallStep[];
  teams: ReadonlyMap<string, OncallTeam>;
  chainNames: ReadonlyMap<string, string>;
  scheduleNames: ReadonlyMap<string, string>;
  webhookNames: ReadonlyMap<string, string>;
  /** Logins of the source. */
  userNames: ReadonlyMap<string, string>;
}

/** What steps so far say of the next one. */
export interface ChainState {
  steps: StepBody[];
  /** The id of a time window. */
  until: string | null;
  when: unknown;
  /** Whether the last step has had its wait, so that more people are a step of their own. */
  isClosed: boolean;
  repeat: number;
  /** A repetition in the middle is written out, or where that is too long it is moved to the end. */
  middle: 'none' | 'unrolled' | 'moved';
}
