/** The dependencies of the routes of imports. */
import type { ImportPlan } from '#modules/importing/contract/plan';
import type { ImportProof } from '#modules/importing/contract/proof';
import type { ImportActions } from '../actions/imports.ts';

export interface ImportDeps {
  actions: ImportActions;
  /** A file of the snapshot; null: there is none, or it was sealed with another key. */
  file(id: string, path: string): Promise<string | null>;
  /** The files below a folder of the snapshot, sorted. */
  files(id: string, below: string): Promise<string[]>;
  /** One HTML page that needs nothing else. */
  reportPage(plan: ImportPlan, proof: ImportProof | null): Promise<string>;
}
