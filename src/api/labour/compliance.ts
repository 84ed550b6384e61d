/** Findings, decisions and interventions of the people of a unit. */
import type { DecisionWire, NewDecision } from '#contract/labour/decision';
import type { FindingWire } from '#contract/labour/finding';
import type { InterventionWire } from '#contract/rotas/duty';
import type { ApiResult } from '../client/client.ts';
import { segment, send } from '../client/client.ts';
import { useApiPages } from '../client/use-api.ts';

/** ISO 8601. */
interface Range {
  from: string;
  to: string;
}

/** @param range null: not known yet */
export function useFindings(unit: string, range: Range | null) {
  return useApiPages<FindingWire>(range === null ? null : { path: 'labour/findings', query: { unit, ...range } }, {
    live: ['incident', 'rota'],
  });
}

export function useDecisions(unit: string) {
  return useApiPages<DecisionWire>({ path: 'decisions', query: { unit } });
}

/** Those that the reader may see, of all units. */
export function useInterventionsOfAll(range: Range | null) {
  return useApiPages<InterventionWire>(range === null ? null : { path: 'interventions', query: { ...range } }, {
    live: ['incident'],
  });
}

export function decide(body: Partial<NewDecision>): Promise<ApiResult<DecisionWire>> {
  return send<DecisionWire>({ method: 'POST', path: 'decisions', body });
}

/** @param span epoch ms */
export function settle(id: string, span: { from: number; to: number }): Promise<ApiResult<DecisionWire>> {
  return send<DecisionWire>({
    method: 'POST',
    path: `decisions/${segment(id)}/settle`,
    body: { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() },
  });
}
