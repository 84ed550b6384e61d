/** The types of rights rules, their context and their verdicts. */
import type { Refusal } from '#contract/reasons/refusals';
import type { Policy } from '#domain/escalation/policy';
import type { Directory } from '../ports/directory.ts';
import type { StoreCapabilities } from '../store/capabilities.ts';
import type { PolicyCopies } from '../store/incidents/policy-copies.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';

/** An object as stored now. */
export interface RightsObject {
  kind: string;
  id: string;
  body: unknown;
}

/** Dependencies of the check whether an incident concerns a person. */
export interface ConcernDeps {
  store: Pick<Store, 'read'>;
  cap: StoreCapabilities;
  copies: PolicyCopies;
  directory(): Directory;
  now(): Promise<number>;
  /** Whether the policy pages the person at this instant, or names a rota on which they are on call. */
  isOnCallOn(policy: Policy, person: { login: string; teams: readonly string[] }, at: number): boolean;
  /** `VIGIE_VIEWERS_ACKNOWLEDGE` */
  viewersAcknowledge: boolean;
}

export interface RightsDeps extends ConcernDeps {
  store: Store;
  objects(): readonly RightsObject[];
  /** Policies that would page this person now. */
  policiesOnCallFor(login: string): Promise<string[]>;
}

/** The request as a rule sees it, before its body is checked. */
interface RuleRequest {
  method: string;
  params: unknown;
  query: unknown;
  body: unknown;
}

export interface RuleContext {
  caller: Caller;
  request: RuleRequest;
  deps: RightsDeps;
}

/** The reason for programs, with a sentence for the caller. */
export type RightsRefusal = Refusal & { message: string };

/** null if allowed. */
export type RightsVerdict = RightsRefusal | null;
export type RightsRule = (context: RuleContext) => RightsVerdict | Promise<RightsVerdict>;

export function param({ request }: RuleContext, name: string): string {
  return (request.params as Record<string, string>)[name] ?? '';
}

/** A field of the unchecked body. */
export function field({ request }: RuleContext, name: string): unknown {
  const { body } = request;
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Record<string, unknown>)[name]
    : undefined;
}

export function storedObject({ deps }: RuleContext, kind: string, id: string): Record<string, unknown> | null {
  return (
    (deps.objects().find((object) => object.kind === kind && object.id === id)?.body as
      Record<string, unknown> | undefined) ?? null
  );
}
