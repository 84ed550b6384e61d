/** Who may undo a deletion: whoever may delete the object, judged by the object as it was. */
import type { RestorableName } from '#contract/deletion';
import { RESOURCES } from '#contract/resources';
import { readDeletedObject } from '../../store/configuration/deletions.ts';
import { admin, ofTeam } from '../rules.ts';
import { field } from '../rule.ts';
import type { RightsRule, RuleContext } from '../rule.ts';

/** @param ruleOfDeletion the rule of `DELETE /<resource>/:id` */
export function restore(ruleOfDeletion: (resource: string) => RightsRule | null): RightsRule {
  return async (context) => {
    const [resource, id] = [String(field(context, 'resource')), String(field(context, 'id'))];
    if (resource === 'overrides') {
      return ofTeam('rotas')(asDeletion(context, { id: id.split('/')[0] ?? '', override: id }));
    }
    const rule = ruleOfDeletion(resource);
    if (rule === null || !(resource in RESOURCES)) {
      // The schema of the body refuses it.
      return null;
    }
    const { kind } = RESOURCES[resource as Exclude<RestorableName, 'overrides'>];
    const deleted = await readDeletedObject(context.deps.store.read, { kind, id });
    if (deleted !== null) {
      return rule(asDeletion(context, { id }, [deleted]));
    }
    // Rules of some objects let anybody ask for one that does not exist, and it may be deleted before the action looks.
    const isThere = context.deps.objects().some((one) => one.kind === kind && one.id === id);
    return isThere ? rule(asDeletion(context, { id })) : admin(context);
  };
}

function asDeletion(
  { caller, deps }: RuleContext,
  params: Record<string, string>,
  deleted: ReadonlyArray<{ kind: string; id: string; body: unknown }> = [],
): RuleContext {
  return {
    caller,
    request: { method: 'DELETE', params, query: {}, body: null },
    deps: { ...deps, objects: () => [...deps.objects(), ...deleted] },
  };
}
