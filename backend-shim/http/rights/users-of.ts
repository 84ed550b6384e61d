/** Whom a time window concerns. */
import { refersToObject } from '#contract/references/stored';
import type { RightsObject } from './rule.ts';

/** People's own rules are their own affair. */
const OWN_AFFAIR: readonly string[] = ['users', 'profiles'];

/** Teams (null: none) of everything that names this time window. */
export function teamsUsing(objects: readonly RightsObject[], window: string): Array<string | null> {
  const using = objects.filter((object) => !OWN_AFFAIR.includes(object.kind) && refersToObject(object, 'timeWindow', window));
  return using.map((object) => (object.body as { team?: string | null }).team ?? null);
}
