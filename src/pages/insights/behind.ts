/** Links to the incidents of which figures are. */
import { PLUGIN_ROOT } from '../../constants.ts';
import type { InsightRequest } from '../../api/insights/insights.ts';

/** @param name of an alert; absent: all of them */
export function incidentsBehind({ from, to, team, rota }: InsightRequest, name?: string): string {
  const chosen = Object.entries({ q: name, team, rota }).filter((one): one is [string, string] => Boolean(one[1]));
  return `${PLUGIN_ROOT}/incidents?${new URLSearchParams([...Object.entries({ state: 'all', from, to }), ...chosen]).toString()}`;
}
