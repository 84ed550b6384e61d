/** Collects a plan while a pager's objects are translated: objects, what became of each, and what proofs must know. */
import type {
  EscalationText,
  ImportItem,
  ImportKind,
  ImportPlan,
  ImportedBody,
  ImportedKind,
  PlannedProof,
} from '#modules/importing/contract/plan';
import { escalationSentence } from '#modules/importing/contract/escalation-lines';
import type { EscalationLine } from '#modules/importing/contract/escalation-lines';
import type { ImportData, ImportReason } from '#modules/importing/contract/reasons';
import type { ImportClass } from '#modules/importing/domain/model';
import type { ImportIds } from './snapshot/ids.ts';

/** What became of one object. */
interface PlannedItem {
  sourceId: string;
  name: string;
  vigieId?: string | null;
  class: ImportClass;
  reason?: ImportReason;
  data?: ImportData;
}

/** An escalation on both sides. */
interface PlannedEscalation {
  sourceId: string;
  name: string;
  vigieId: string;
  source: readonly EscalationLine[];
  vigie: readonly EscalationLine[];
}

export interface PlanDraft {
  /** The id in Vigie of an object of the source; the same in every plan. */
  idFor(kind: ImportedKind, sourceId: string, name: string): string;
  add(kind: ImportedKind, body: ImportedBody): void;
  item(kind: ImportKind, item: PlannedItem): void;
  proof(proof: PlannedProof): void;
  escalation(escalation: PlannedEscalation): void;
  finished(): Pick<ImportPlan, 'items' | 'objects' | 'proofs' | 'escalations'>;
}

export function createPlanDraft(ids: ImportIds): PlanDraft {
  const objects: Record<ImportedKind, ImportedBody[]> = {
    users: [],
    teams: [],
    channels: [],
    timeWindows: [],
    rotas: [],
    escalationPolicies: [],
    integrations: [],
    maintenances: [],
  };
  const items: ImportItem[] = [];
  const seen = new Set<string>();
  const proofs: PlannedProof[] = [];
  const escalations: EscalationText[] = [];
  return {
    idFor: (kind, sourceId, name) => ids.idFor(kind, sourceId, name),
    add: (kind, body) => void objects[kind].push(body),
    item(kind, { vigieId = null, reason = 'same', data = {}, ...item }) {
      // Each object ends in exactly one class, however often it is met.
      const key = `${kind} ${item.sourceId}`;
      if (!seen.has(key)) {
        seen.add(key);
        items.push({ kind, ...item, vigieId, reason, data: plain(data) });
      }
    },
    proof: (proof) => void proofs.push(proof),
    escalation: ({ source, vigie, ...of }) =>
      void escalations.push({
        ...of,
        source: source.map(escalationSentence),
        vigie: vigie.map(escalationSentence),
        sourceLines: [...source],
        vigieLines: [...vigie],
      }),
    finished: () => ({ items, objects, proofs, escalations }),
  };
}

/** Lists of the data, as JSON has them. */
function plain(data: ImportData): ImportItem['data'] {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, typeof value === 'object' ? [...value] : value]),
  );
}
