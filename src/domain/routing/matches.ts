/** Evaluates matchers for an alert or an incident. */
import type { Severity } from '#domain/incident/signal/alert';
import { formatMatcher } from '#domain/routing/matcher';
import type { Matcher } from '#domain/routing/matcher';
import { compileRegex } from '#domain/routing/regex';

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

function holds(matcher: Matcher, alert: AlertView): boolean {
  const values = valuesOf(matcher.name, alert);
  if (matcher.operator === '=' || matcher.operator === '!=') {
    return values.includes(matcher.value) === (matcher.operator === '=');
  }
  const compiled = compileRegex(matcher.value);
  if (!compiled.ok) {
    throw new Error(`matcher ${formatMatcher(matcher)} was not checked: ${compiled.reason}`);
  }
  return values.some((value) => compiled.regex.matches(value)) === (matcher.operator === '=~');
}

/** True if every matcher holds, and for an empty list. Regular expressions match the whole value. */
export function matches(matchers: ReadonlyArray<Matcher>, alert: AlertView): boolean {
  return matchers.every((matcher) => holds(matcher, alert));
}
