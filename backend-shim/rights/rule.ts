/** Types of the rules of rights: what a rule looks at, and what it answers. */
import type { Refusal } from '#contract/reasons/refusals';
import type { Policy } from '#domain/escalation/policy';
import type { Directory } from '../ports/directory.ts';
import type { StoreCapabilities } from '../store/capabilities.ts';
import type { PolicyCopies } from '../store/incidents/policy-copies.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';

/** An object as it is stored now. */
export interface RightsObject {
  kind: string;
  id: string;
  body: unknown;
}

/** What decides whether somebody is concerned by an incident. */
export interface ConcernDeps {
  store: Pick<Store, 'read'>;
  cap: StoreCapabilities;
  copies: PolicyCopies;
  directory(): Directory;
  now(): Promise<number>;
  /** The policy pages them at this instant, or they are on call in a rota that it names. */
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

/** What a rule looks at of a request, before its body is checked. */
export interface RuleRequest {
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

/** Why not: for the caller, and for programs. */
export type RightsRefusal = Refusal & { message: string };

/** null: they may. */
export type RightsVerdict = RightsRefusal | null;
export type RightsRule = (context: RuleContext) => RightsVerdict | Promise<RightsVerdict>;

export function param({ request }: RuleContext, name: string): string {
  return (request.params as Record<string, string>)[name] ?? '';
}

/** A field of the body before it was checked. */
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
