/** Adds the maintenances of a pager to a plan. */
import type { PlanDraft } from '../../../plan-draft.ts';

interface PagerMaintenance {
  id: string;
  name: string;
  start: string;
  end: string;
  /** Ids that its integrations would have here; those that the plan does not hold are dropped. */
  integrations: readonly string[];
  /** What it is of, if it is of no integration that is here. */
  other: string;
}

export function addMaintenance(draft: PlanDraft, from: number, maintenance: PagerMaintenance): void {
  const { id: sourceId, name, start, end, other } = maintenance;
  const made = new Set((draft.finished().objects.integrations ?? []).map((one) => one['id']));
  const integrations = maintenance.integrations.filter((one) => made.has(one));
  if (Date.parse(end) <= from) {
    draft.item('maintenance', { sourceId, name, class: 'left-out', reason: 'past' });
    return;
  }
  if (integrations.length === 0) {
    draft.item('maintenance', { sourceId, name, class: 'left-out', reason: 'no-counterpart', data: { what: other } });
    return;
  }
  const id = draft.idFor('maintenances', sourceId, name);
  const wall = (text: string) => new Date(text).toISOString().slice(0, 16);
  draft.add('maintenances', {
    id,
    name: name.slice(0, 200),
    integrations,
    start: wall(start),
    end: wall(end),
    timeZone: 'UTC',
  });
  draft.item('maintenance', { sourceId, name, vigieId: id, class: 'exact' });
}
