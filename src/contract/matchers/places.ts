/** Where objects of each kind have matchers, and how much they may weigh together. */
import { MOST_WEIGHT_OF_PERSON, MOST_WEIGHT_TOGETHER } from '#domain/routing/regex/limits';
import type { MatcherPlace } from '#contract/matchers/matcher';

/** What is stored may be anything. */
type Loose = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Loose => (typeof value === 'object' && value !== null ? (value as Loose) : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function placeOf(path: PropertyKey[], list: unknown): MatcherPlace[] {
  const match = listOf(list).filter((one) => typeof one === 'string');
  return match.length > 0 && match.length === listOf(list).length ? [{ path, match }] : [];
}

function own(value: unknown): MatcherPlace[] {
  return placeOf(['match'], fieldsOf(value)['match']);
}

function ofRoutes(value: unknown): MatcherPlace[] {
  return listOf(fieldsOf(value)['routes']).flatMap((route, index) =>
    placeOf(['routes', index, 'match'], fieldsOf(route)['match']),
  );
}

function ofSteps(value: unknown): MatcherPlace[] {
  return listOf(fieldsOf(value)['steps']).flatMap((step, index) =>
    placeOf(['steps', index, 'when', 'match'], fieldsOf(fieldsOf(step)['when'])['match']),
  );
}

export interface MatcherRule {
  places(value: unknown): MatcherPlace[];
  /** Weight of all together. */
  most: number;
}

/** By kind of the configuration. */
export const MATCHERS = {
  integrations: { places: ofRoutes, most: MOST_WEIGHT_TOGETHER },
  maintenances: { places: own, most: MOST_WEIGHT_TOGETHER },
  // Conditions are met in one go for each incident, and what somebody subscribed to for each of its events.
  escalationPolicies: { places: ofSteps, most: MOST_WEIGHT_OF_PERSON },
  subscriptions: { places: own, most: MOST_WEIGHT_OF_PERSON },
} as const satisfies Readonly<Record<string, MatcherRule>>;
