/** Whom a time window concerns. */
import type { Config } from '#contract/config';
import type { RightsObject } from './rule.ts';

/** Teams (null: none) of everything that names this time window; people's own rules are their own affair. */
export function teamsUsing(objects: readonly RightsObject[], window: string): Array<string | null> {
  return objects.filter((object) => usesWindow(object, window)).map((object) => (object.body as { team?: string | null }).team ?? null);
}

function usesWindow({ kind, body }: RightsObject, window: string): boolean {
  if (kind === 'rotas') {
    return (body as Config['rotas'][number]).expected === window;
  }
  if (kind === 'integrations') {
    return (body as Config['integrations'][number]).routes.some((route) => route.when === window);
  }
  if (kind === 'escalationPolicies') {
    return (body as Config['escalationPolicies'][number]).steps.some(({ when }) => when === window || (typeof when === 'object' && when?.window === window));
  }
  return false;
}
