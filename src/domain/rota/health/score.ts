/** Computes one score for a rota, with deductions that add up to it. */
import { lengthOf } from '#domain/time/span';
import type { ExaminedRota } from '#domain/rota/health/examined';
import type { HealthFinding, FindingKind } from '#domain/rota/health/model';

export interface ScoreDeduction {
  kind: FindingKind;
  /** Deducted from the score. */
  points: number;
  why: string;
  /** The values in `why`. `percent` of the relevant time; 0 if a count is deducted. */
  data: { percent: number; people: number; findings: number };
}

/** Deductions by kind: a share of time costs in proportion, a count costs each. `most` limits it. */
const PRICES: Record<FindingKind, { base: number; perShare: number; each: number; most: number }> = {
  gap: { base: 10, perShare: 90, each: 0, most: 100 },
  conflict: { base: 5, perShare: 90, each: 0, most: 40 },
  unreachable: { base: 10, perShare: 60, each: 0, most: 50 },
  disabled: { base: 10, perShare: 60, each: 0, most: 50 },
  neverOnCall: { base: 0, perShare: 0, each: 2, most: 10 },
  singlePoint: { base: 0, perShare: 0, each: 10, most: 10 },
  unfair: { base: 0, perShare: 0, each: 4, most: 12 },
  consecutiveDays: { base: 0, perShare: 0, each: 3, most: 12 },
  shortNotice: { base: 0, perShare: 0, each: 1, most: 6 },
  calendarStale: { base: 20, perShare: 0, each: 0, most: 20 },
  calendarUnmatched: { base: 5, perShare: 0, each: 1, most: 10 },
  frozenEnd: { base: 20, perShare: 0, each: 0, most: 20 },
};

export function scoreOf(
  examined: ExaminedRota,
  findings: readonly HealthFinding[],
): { score: number; reasons: ScoreDeduction[] } {
  const kinds = Object.keys(PRICES) as FindingKind[];
  const reasons = kinds.flatMap((kind) =>
    reasonFor(
      kind,
      findings.filter((finding) => finding.kind === kind),
      examined,
    ),
  );
  const lost = reasons.reduce((sum, { points }) => sum + points, 0);
  return { score: Math.max(0, 100 - lost), reasons };
}

function reasonFor(kind: FindingKind, findings: readonly HealthFinding[], examined: ExaminedRota): ScoreDeduction[] {
  if (findings.length === 0) {
    return [];
  }
  const { base, perShare, each, most } = PRICES[kind];
  const share = perShare === 0 ? 0 : shareOf(kind, findings, examined);
  const points = Math.min(most, Math.round(base + perShare * share + each * findings.length));
  const people = new Set(findings.flatMap(({ users }) => users)).size;
  return [
    {
      kind,
      points,
      why: WHY[kind](percent(share), people, findings.length),
      data: { percent: share * 100, people, findings: findings.length },
    },
  ];
}

/** Share of the relevant time: expected time for gaps, time on call for the rest. */
function shareOf(
  kind: FindingKind,
  findings: readonly HealthFinding[],
  { duties, expected, gaps }: ExaminedRota,
): number {
  if (kind === 'gap') {
    return lengthOf(gaps) / Math.max(1, lengthOf(expected));
  }
  const allDuty = [...duties.values()].reduce((sum, spans) => sum + lengthOf(spans), 0);
  const theirs =
    kind === 'conflict'
      ? lengthOf(findings)
      : findings.reduce((sum, { users }) => sum + lengthOf(duties.get(users[0] ?? '') ?? []), 0);
  return theirs / Math.max(1, allDuty);
}

function percent(share: number): string {
  const value = share * 100;
  return value > 0 && value < 1 ? 'less than 1 %' : `${Math.round(value)} %`;
}

const WHY: Record<FindingKind, (share: string, people: number, findings: number) => string> = {
  gap: (share) => `nobody is on call for ${share} of the time`,
  conflict: (share) => `${share} of the time on call falls to people who are absent or on call elsewhere`,
  unreachable: (share, people) =>
    `${counted(people, 'person', 'people')} without a working urgent contact method, with ${share} of the time on call`,
  disabled: (share, people) =>
    `${counted(people, 'person', 'people')} who cannot be paged any more, with ${share} of the time on call`,
  neverOnCall: (_, people) => `${counted(people, 'participant', 'participants')} never on call`,
  singlePoint: (_, people) => `${counted(people, 'person', 'people')} with more than half of the time`,
  unfair: (_, people) => `${counted(people, 'person', 'people')} with much more than the others`,
  consecutiveDays: (_, __, findings) => `${counted(findings, 'time', 'times')} too long without 24 hours off`,
  shortNotice: (_, __, findings) => `${counted(findings, 'shift', 'shifts')} given at short notice`,
  calendarStale: (_, __, findings) => `${counted(findings, 'calendar', 'calendars')} that cannot be read`,
  calendarUnmatched: (_, __, findings) =>
    `${counted(findings, 'event', 'events')} of calendars that name nobody who is known`,
  frozenEnd: () => 'what was taken over from another pager ends, and nothing follows it',
};

function counted(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}
