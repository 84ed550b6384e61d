/**
 * Examines a rota over a range: findings, the load of each person, and a score with its reasons. Uses the same timeline
 * as paging.
 */
import { calendarFindings } from '#domain/rota/health/calendars';
import { frozenFindings } from '#domain/rota/health/frozen';
import { conflicts, exclusiveConflicts, peopleNotReached } from '#domain/rota/health/conflicts';
import { examine } from '#domain/rota/health/examined';
import { consecutiveDays, neverOnCall, singlePoints, unfairShares } from '#domain/rota/health/load';
import { shortNotice } from '#domain/rota/health/notice';
import type { ScoreDeduction } from '#domain/rota/health/score';
import { scoreOf } from '#domain/rota/health/score';
import type { PersonWorkload } from '#domain/rota/health/workload';
import { workloads } from '#domain/rota/health/workload';
import { gapFindings } from '#domain/rota/health/gaps';
import type { HealthFinding, HealthSubject } from '#domain/rota/health/model';

export interface RotaHealth {
  findings: HealthFinding[];
  people: PersonWorkload[];
  /** 0–100, and the deductions. */
  score: number;
  reasons: ScoreDeduction[];
}

export function health(subject: HealthSubject): RotaHealth {
  const examined = examine(subject);
  const people = workloads(examined);
  const findings = [
    ...gapFindings(examined),
    ...conflicts(examined),
    ...exclusiveConflicts(examined),
    ...peopleNotReached(examined),
    ...neverOnCall(examined),
    ...singlePoints(examined),
    ...unfairShares(examined, people),
    ...consecutiveDays(examined),
    ...shortNotice(examined),
    ...calendarFindings(examined),
    ...frozenFindings(subject),
  ].sort((a, b) => a.start - b.start);
  const { score, reasons } = scoreOf(examined, findings);
  return { findings, people, score, reasons };
}
