/**
 * Turns what a worked case expects into the form of an answer, so that engine and oracle are compared with the same
 * thing.
 */
import type { LabourAnswer, WrittenFacts } from '#contract/labour/cases.fake';
import { HOUR, MINUTE, SECOND } from '#domain/time/duration';
import { parseTime } from '#domain/time/local';
import type { ZoneTables } from '#domain/time/zone';
import { firstInstant, zoneTable } from '#domain/time/zone';

type Times = Record<string, string>;
type Durations = Record<string, string | null>;

export interface WrittenExpectation {
  ends?: string[];
  daily?: Times;
  releases?: Times;
  steps?: Times[];
  started?: Times;
  findings?: Array<Record<string, string | number>>;
  work?: Durations;
  weeks?: Durations;
  averages?: Durations;
  firstAverage?: string;
  paid?: string;
  labels?: Durations;
  tellBy?: string[];
}

interface WorkedCase extends Partial<WrittenFacts> {
  id: string;
  variant?: string;
  expect: WrittenExpectation;
}

export interface CaseFile {
  defaults: WrittenFacts;
  cases: WorkedCase[];
}

/** `44:00:30` */
function lengthOf(text: string): number {
  const [hours, minutes, seconds] = text.split(':').map(Number);
  return (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0) * SECOND;
}

function durations(written: Durations): Record<string, number | null> {
  return Object.fromEntries(Object.entries(written).map(([key, text]) => [key, text === null ? null : lengthOf(text)]));
}

/** The stated part of an answer; an object or list of findings and releases is complete, one of hours is a part. */
export function expectedOf(expectation: WrittenExpectation, zone: string, zones: ZoneTables): Partial<LabourAnswer> {
  const at = (text: string): number => {
    const time = parseTime(text);
    if (time === null) {
      throw new Error(`no time: ${text}`);
    }
    return 'instant' in time ? time.instant : firstInstant(zoneTable(zones, zone), time.local);
  };
  const times = (written: Times) =>
    Object.fromEntries(Object.entries(written).map(([key, text]) => [at(key), at(text)]));
  const value = (field: string, text: string | number): string | number => {
    if (typeof text === 'number' || field === 'rule' || field === 'severity') {
      return text;
    }
    return field === 'start' || field === 'end' ? at(text) : lengthOf(text);
  };
  const finding = (written: Record<string, string | number>) =>
    Object.fromEntries(Object.entries(written).map(([field, text]) => [field, value(field, text)]));
  const { ends, daily, releases, steps, started, findings, work, weeks, averages, paid, labels, tellBy } = expectation;
  return {
    ...(ends && { ends: ends.map(at) }),
    ...(daily && { daily: times(daily) }),
    ...(releases && { releases: times(releases) }),
    ...(steps && { steps: steps.map(times) }),
    ...(started && { started: times(started) }),
    ...(findings && { findings: findings.map(finding) as never }),
    ...(work && { work: durations(work) as Record<string, number> }),
    ...(weeks && { weeks: durations(weeks) as Record<string, number> }),
    ...(averages && { averages: durations(averages) }),
    ...(paid !== undefined && { paid: lengthOf(paid) }),
    ...(labels && { labels: durations(labels) as Record<string, number> }),
    ...(tellBy && { tellBy: tellBy.map(at) }),
  };
}

/** The parts of an answer that must be as expected, exactly. */
export function completeOf({ releases, steps, started }: Partial<LabourAnswer>): Partial<LabourAnswer> {
  return { ...(releases && { releases }), ...(steps && { steps }), ...(started && { started }) };
}
