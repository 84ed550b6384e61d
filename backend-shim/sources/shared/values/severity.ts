/** Maps monitors' words for severity to Vigie's four severities. */
import { severityRank, type Severity } from '#domain/incident/signal/alert';
import { firstScalar, type RawFields } from './read.ts';

/** Fields and labels that carry a severity; the first one wins. */
export const SEVERITY_NAMES = ['severity', 'priority', 'level', 'Severity', 'Priority', 'Level'] as const;

const WORDS: Record<Severity, string> = {
  critical:
    'critical crit p0 p1 sev0 sev1 s1 severity1 priority1 page disaster emergency emerg fatal panic alert blocker urgent highest severe catastrophic down',
  error: 'error err high major p2 sev2 s2 severity2 priority2 failure failed serious significant',
  warning: 'warning warn medium moderate minor average normal p3 sev3 s3 severity3 priority3 ticket degraded',
  info: 'info information informational low lowest notice debug trivial none ok p4 p5 sev4 sev5 s4 s5 severity4 severity5 priority4 priority5 notclassified',
};

const BY_WORD = new Map<string, Severity>(
  (Object.entries(WORDS) as [Severity, string][]).flatMap(([severity, words]) =>
    words.split(' ').map((word) => [word, severity] as const),
  ),
);

/**
 * Maps `P1`, `SEV-1`, `1 - Critical`, `crit`, … to a severity; null: unknown. Bare numbers are unknown, since 1 is the
 * worst in one product and the mildest in another.
 */
export function severityOf(word: string | null): Severity | null {
  if (word === null || word.length > 100) {
    return null;
  }
  const lower = word.toLowerCase();
  return BY_WORD.get(lower) ?? BY_WORD.get(lower.replace(/[^a-z0-9]+/g, '')) ?? worstToken(lower);
}

function worstToken(lower: string): Severity | null {
  const found = lower.split(/[^a-z0-9]+/).flatMap((token) => BY_WORD.get(token) ?? []);
  return found.reduce<Severity | null>(
    (worst, next) => (worst === null || severityRank(next) > severityRank(worst) ? next : worst),
    null,
  );
}

/** The first severity field with a known word. */
export function severityIn(fields: RawFields): Severity | null {
  for (const name of SEVERITY_NAMES) {
    const severity = severityOf(firstScalar(fields, [name]));
    if (severity !== null) {
      return severity;
    }
  }
  return null;
}
