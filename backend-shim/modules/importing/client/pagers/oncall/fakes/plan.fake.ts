/** Plans a small OnCall without reading it over HTTP. */
import type { ImportItem, ImportPlan } from '#modules/importing/contract/plan';
import { zoneTableOf } from '../../../../../../adapters/zones.ts';
import type { PagerSnapshot } from '../../../pager.ts';
import { createPlanDraft } from '../../../plan-draft.ts';
import { createImportIds } from '../../../snapshot/ids.ts';
import { oncall } from '../definition.ts';
import { CHOICES, oncallContent, TAKEN } from './content.fake.ts';
import type { OncallContent, OncallItem } from './peer.fake.ts';

/** The kinds of a snapshot by the lists of the API. */
const KINDS: Readonly<Record<string, string>> = {
  users: 'users',
  teams: 'teams',
  schedules: 'schedules',
  on_call_shifts: 'shifts',
  shift_swaps: 'swaps',
  escalation_chains: 'chains',
  escalation_policies: 'steps',
  integrations: 'integrations',
  routes: 'routes',
  personal_notification_rules: 'rules',
  user_groups: 'user-groups',
  webhooks: 'webhooks',
};

function snapshotOf({ lists }: OncallContent): PagerSnapshot {
  const from = Math.ceil(Date.parse(TAKEN) / 60_000) * 60_000;
  return {
    config: Object.entries(lists).flatMap(([list, items]) =>
      items.map((body) => ({ kind: KINDS[list] ?? list, id: body.id, body })),
    ),
    answers: [],
    problems: [],
    from,
    to: from + 90 * 86_400_000,
  };
}

/** With some lists replaced. */
export function planOf(lists: OncallContent['lists'] = {}): Pick<ImportPlan, 'items' | 'objects' | 'escalations'> {
  const draft = createPlanDraft(createImportIds({}));
  oncall.plan(snapshotOf({ ...oncallContent, lists: { ...oncallContent.lists, ...lists } }), draft, {
    loginOf: (id) => CHOICES[id as keyof typeof CHOICES] ?? `unknown:${id}`,
    zone: zoneTableOf,
    localTime: false,
    keepsOwn: () => null,
  });
  return draft.finished();
}

export function listed(name: string): readonly OncallItem[] {
  return oncallContent.lists[name] ?? [];
}

export function itemOf(items: readonly ImportItem[], sourceId: string): ImportItem | undefined {
  return items.find((one) => one.sourceId === sourceId);
}
