/** Who may try a draft: whoever may save each of its objects, and tokens made for it. */
import type { ConfigKind } from '#contract/config';
import { DRAFT_KINDS } from '#contract/replay';
import { pathOf } from '#contract/resources';
import { storedObject } from '../rule.ts';
import type { RuleContext, RightsRule, RightsVerdict } from '../rule.ts';
import { refused } from '../refused.ts';
import { isEditor, replaysAnything } from '../who.ts';

/** @param ruleFor of `PUT /rotas/:id` and the like */
export function ofDraft(ruleFor: (route: string) => RightsRule | null): RightsRule {
  return async (context) => {
    if (replaysAnything(context.caller)) {
      return null;
    }
    if (!isEditor(context.caller)) {
      return refused('editors-only');
    }
    const draft = (context.request.body as { draft?: Partial<Record<string, unknown>> } | null)?.draft ?? {};
    for (const kind of DRAFT_KINDS) {
      const bodies = draft[kind];
      // What is no list is refused when the body is checked.
      for (const body of Array.isArray(bodies) ? (bodies as unknown[]) : []) {
        const verdict = await verdictOn(context, kind, body, ruleFor);
        if (verdict !== null) {
          return verdict;
        }
      }
    }
    return null;
  };
}

async function verdictOn(
  context: RuleContext,
  kind: ConfigKind,
  body: unknown,
  ruleFor: (route: string) => RightsRule | null,
): Promise<RightsVerdict> {
  const resource = pathOf(kind);
  const key = kind === 'users' ? 'login' : 'id';
  const id = (body as Record<string, unknown> | null)?.[key];
  const isStored = typeof id === 'string' && storedObject(context, kind, id) !== null;
  const route = isStored ? `PUT /${resource}/:${key}` : `POST /${resource}`;
  const rule = ruleFor(route);
  const params = isStored ? { [key]: id } : {};
  const verdict =
    rule === null
      ? refused('admins-only')
      : await rule({ ...context, request: { method: isStored ? 'PUT' : 'POST', params, query: {}, body } });
  // A folder has many objects.
  return verdict && typeof id === 'string' ? { ...verdict, message: `${kind}/${id}: ${verdict.message}` } : verdict;
}
