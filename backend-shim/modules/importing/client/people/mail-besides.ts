/**
 * Adds a person's own mail address to their imported contact methods. Those wait to be confirmed, and who has methods of
 * their own is no longer reached by the address that Vigie knows anyway.
 */
import type { ImportedBody } from '#modules/importing/contract/plan';
import { IMPLICIT_METHOD } from '#contract/people/user';

interface MethodBody {
  id: string;
  type: string;
  to: string;
  verified?: boolean;
}

interface RuleBody {
  method: string;
  after?: string;
  when?: unknown;
}

type RuleLists = Record<'default' | 'urgent', readonly RuleBody[]>;

/** @param email the address that Vigie knows for the person; null: none, so the person is reached once they confirm */
export function withMailBesides(body: ImportedBody, email: string | null): ImportedBody {
  const methods = (body['contactMethods'] ?? []) as readonly MethodBody[];
  if (methods.length === 0 || email === null) {
    return body;
  }
  const own = methods.find(({ type, to }) => type === 'email' && to.toLowerCase() === email.toLowerCase());
  const mail: MethodBody = own ?? { id: freeId(methods), type: 'email', to: email };
  const rules = body['notificationRules'] as RuleLists | undefined;
  return {
    ...body,
    contactMethods: own === undefined ? [mail, ...methods] : methods,
    ...(rules === undefined
      ? {}
      : {
          notificationRules: {
            default: withRule(rules.default, mail.id),
            urgent: withRule(rules.urgent, mail.id),
          },
        }),
  };
}

/** A list that is empty stays so: the other one counts instead. */
function withRule(rules: readonly RuleBody[], method: string): readonly RuleBody[] {
  const isThere = rules.some((rule) => rule.method === method && (rule.when ?? null) === null);
  return rules.length === 0 || isThere ? rules : [{ method, after: '0m' }, ...rules];
}

function freeId(methods: readonly MethodBody[]): string {
  const used = new Set(methods.map(({ id }) => id));
  let id: string = IMPLICIT_METHOD;
  for (let i = 2; used.has(id); i++) {
    id = `${IMPLICIT_METHOD}-${i}`;
  }
  return id;
}
