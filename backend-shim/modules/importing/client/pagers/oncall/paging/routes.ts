/** Translates OnCall's routes. One that cannot be translated becomes no route: a catch-all would page others. */
import type { ImportedBody } from '#modules/importing/contract/plan';
import { translatedCondition } from './conditions.ts';
import { policyOf } from '../policies.ts';
import type { ChainPlan } from './chain-plan.ts';
import type { OncallIntegration, OncallRoute } from '../schema.ts';

/** Types whose alerts have the labels that conditions name. */
const LABELLED = ['alertmanager', 'grafana'];

export function routesOf(
  plan: ChainPlan,
  integration: OncallIntegration,
  routes: readonly OncallRoute[],
  type: string,
): ImportedBody[] {
  return routes.flatMap((route) => {
    const condition = (route.routing_regex ?? '').trim();
    const kind = route.routing_type ?? 'regex';
    const translated =
      LABELLED.includes(type) || condition === '' || condition === '.*' ? translatedCondition(kind, condition) : null;
    const item = { sourceId: route.id, name: `${integration.name}, route ${route.position + 1}` };
    if (translated === null) {
      const chain = plan.chainNames.get(route.escalation_chain_id ?? '') ?? 'nobody';
      const said = kind === 'labels' ? 'by labels, which the API does not show' : condition || 'an empty condition';
      plan.draft.item('route', {
        ...item,
        class: 'needs-a-person',
        reason: 'untranslated-rule',
        data: { rule: `${said} → ${chain}` },
      });
      return [];
    }
    const policy = policyOf(plan, route.escalation_chain_id);
    const match = translated.any.map((all) => all.join(' and ') || 'every alert').join(' or ');
    plan.draft.item('route', {
      ...item,
      class: translated.isPerAlert ? 'approximated' : 'rewritten',
      reason: translated.isPerAlert ? 'rule-per-alert' : 'rule-as-match',
      data: { match },
    });
    return translated.any.map((all) => ({ match: all, policy }));
  });
}
