/** Evaluates matchers for an alert or an incident. */
import type { Severity } from '#domain/incident/signal/alert';
import { hasRegex } from '#domain/routing/matcher';
import type { Matcher } from '#domain/routing/matcher';
import { MOST_WEIGHT_OF_PERSON, MOST_WEIGHT_TOGETHER } from '#domain/routing/regex/limits';
import { compileRegex, regexWeight, tooMuch, workOf } from '#domain/routing/regex/regex';

/** The values that matchers look at. */
export interface AlertView {
  labels: Readonly<Record<string, string>>;
  severity: Severity | null;
  title: string | null;
  /** The kind of the source: grafana, zabbix… */
  source: string;
}

/**
 * The values of a name. `severity`, `title` and `source` are Vigie's own; if the monitor sent a label of that name, too
 * (Prometheus rules often carry `severity="page"`), either may match.
 */
function valuesOf(name: string, alert: AlertView): string[] {
  const label = Object.hasOwn(alert.labels, name) ? alert.labels[name] : undefined;
  const own =
    name === 'severity'
      ? alert.severity
      : name === 'title'
        ? alert.title
        : name === 'source'
          ? alert.source
          : undefined;
  // A missing label is the empty text, as in Alertmanager.
  return own === undefined ? [label ?? ''] : label === undefined ? [own ?? ''] : [own ?? '', label];
}

/** What evaluating matchers may still cost; whoever asks about several things at once passes the same budget on. */
export interface MatchBudget {
  /** Instructions of programs, which may have to be compiled first. */
  weight: number;
  /** Instructions times characters. */
  work: number;
}

/** For all routes of an integration, or all maintenances: at most some twenty milliseconds. */
export function matchBudget(): MatchBudget {
  return { weight: MOST_WEIGHT_TOGETHER, work: 2_000_000 };
}

/** For the conditions that a policy meets at once, or what one person subscribed to. */
export function smallBudget(): MatchBudget {
  return { weight: MOST_WEIGHT_OF_PERSON, work: 500_000 };
}

/** What was taken from a budget, in units of work; a million takes some ten milliseconds at most. */
export function spentOf(budget: MatchBudget, before: MatchBudget): number {
  // What was refused took nothing.
  const weight = Math.max(0, before.weight) - Math.max(0, budget.weight);
  return Math.max(0, before.work) - Math.max(0, budget.work) + COMPILING * weight;
}

/** Compiling an instruction takes as long as so many units of work. */
const COMPILING = 100;

/**
 * `unclear`: a regular expression was too heavy to be tried, by itself or on a text of this length. What follows is up to
 * whoever asks, and always errs towards paging.
 */
export type MatchResult = 'yes' | 'no' | 'unclear';

function compares(matcher: Matcher, alert: AlertView): boolean {
  return valuesOf(matcher.name, alert).includes(matcher.value) === (matcher.operator === '=');
}

function tries(matcher: Matcher, alert: AlertView, budget: MatchBudget): MatchResult {
  if (tooMuch(matcher.value) !== null) {
    return 'unclear';
  }
  const values = valuesOf(matcher.name, alert);
  const weight = regexWeight(matcher.value);
  budget.weight -= weight;
  budget.work -= values.reduce((sum, value) => sum + workOf(weight, value), 0);
  if (budget.weight < 0 || budget.work < 0) {
    return 'unclear';
  }
  const compiled = compileRegex(matcher.value);
  if (!compiled.ok) {
    return 'unclear';
  }
  return values.some((value) => compiled.regex.matches(value)) === (matcher.operator === '=~') ? 'yes' : 'no';
}

/**
 * `yes` if every matcher holds, and for an empty list. Regular expressions match the whole value. Comparisons come first:
 * where one does not hold, no expression is tried.
 */
export function matches(
  matchers: ReadonlyArray<Matcher>,
  alert: AlertView,
  budget: MatchBudget = matchBudget(),
): MatchResult {
  if (matchers.some((matcher) => !hasRegex(matcher) && !compares(matcher, alert))) {
    return 'no';
  }
  let result: MatchResult = 'yes';
  for (const matcher of matchers.filter(hasRegex)) {
    const one = tries(matcher, alert, budget);
    if (one === 'no') {
      return 'no';
    }
    result = one === 'unclear' ? one : result;
  }
  return result;
}
