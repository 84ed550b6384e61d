/** The table of decisions: people's reasons for what a rule finds. */
import type { DecisionKind } from '#domain/labour/facts/model';

export interface DecisionTable {
  id: string;
  kind: DecisionKind;
  unit: string;
  user: string;
  rota: string | null;
  /** Id of the finding. */
  finding: string | null;
  start_at: number;
  end_at: number;
  reason: string;
  inspector_told_at: number | null;
  until_at: number | null;
  headcount: number | null;
  owed_ms: number;
  owed_by: number | null;
  /** Rest that was given for it, JSON. */
  settled: string;
  by: string;
  at: number;
}
