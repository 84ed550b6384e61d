/**
 * “Severity at least”, where only matchers are stored: `severity="critical"`, `severity=~"error|critical"`. An alert
 * whose source tells no severity fulfils none of them.
 */
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { Severity } from '#domain/incident/signal/alert';
import { conditionOf, matcherOf } from './condition.ts';

const NAME = 'severity';

function fromOn(least: Severity): Severity[] {
  return SEVERITIES.slice(SEVERITIES.indexOf(least));
}

/** @returns null if the matcher says anything else */
export function leastOf(text: string): Severity | null {
  const condition = conditionOf(text);
  if (condition?.name !== NAME || condition.relation !== 'is') {
    return null;
  }
  const given = new Set(condition.values);
  return (
    SEVERITIES.find((least) => fromOn(least).length === given.size && fromOn(least).every((one) => given.has(one))) ??
    null
  );
}

function indexOfLeast(match: readonly string[]): number {
  return match.findIndex((text) => leastOf(text) !== null);
}

export function leastSeverity(match: readonly string[]): Severity | null {
  const text = match[indexOfLeast(match)];
  return text === undefined ? null : leastOf(text);
}

/** The other matchers. */
export function withoutLeast(match: readonly string[]): string[] {
  const index = indexOfLeast(match);
  return match.filter((_, i) => i !== index);
}

/** The matcher stays where it was; a new one comes first. */
export function withLeast(match: readonly string[], least: Severity | null): string[] {
  const index = indexOfLeast(match);
  const texts = least === null ? [] : [matcherOf({ name: NAME, relation: 'is', values: fromOn(least) })];
  return index === -1 ? [...texts, ...match] : [...match.slice(0, index), ...texts, ...match.slice(index + 1)];
}
