/** Reads a person's facts as tests write them, and answers all that the domain says of them; the oracle does the same. */
import { rulesEntry, toRulesEntry } from '#contract/labour/rules';
import { toWorkProfile, workProfile } from '#contract/labour/work-profile';
import { findingsOf } from '#domain/labour/check';
import type {
  DecisionRecord,
  InterventionRecord,
  LabourFacts,
  NoticeRecord,
  OnCallChoice,
  PersonFacts,
  RestRecord,
} from '#domain/labour/facts/model';
import { findingId } from '#domain/labour/finding';
import type { Finding } from '#domain/labour/finding';
import { averageHours, hoursByDate, hoursByWeek, labelledHours } from '#domain/labour/hours';
import { endRightAway } from '#domain/labour/intervention-end';
import { paramsAt } from '#domain/labour/pack';
import type { RulesEntry } from '#domain/labour/pack';
import { dailyRest } from '#domain/labour/rest';
import { tellBy } from '#domain/labour/tell-by';
import { timeOf, updatedRests } from '#domain/labour/time-of';
import type { PersonTime } from '#domain/labour/time-of';
import { DAY, MINUTE } from '#domain/time/duration';
import type { LocalDate } from '#domain/time/calendar';
import { formatDate, parseDate, parseTime } from '#domain/time/local';
import { intersectSpans, lengthOf, subtractSpans } from '#domain/time/span';
import type { Span } from '#domain/time/span';
import type { WeeklyWindow } from '#domain/time/weekly';
import type { ZoneTables } from '#domain/time/zone';
import { firstInstant, zoneTable } from '#domain/time/zone';

/** An instant, or a wall clock of the unit's zone (its first occurrence) or with its offset. */
type Written = number | string;
export type WrittenSpan = [Written, Written];

interface WrittenIntervention {
  /** An intervention as the person stated it, with minutes of travel before and after. */
  from?: Written;
  to?: Written;
  travel?: [number, number];
  /** An intervention that is not confirmed: its start, the last command, when the incident was closed. */
  start?: Written;
  acted?: Written | null;
  closed?: Written | null;
  /** An intervention whose end the person confirmed by "right away". */
  rightAway?: WrittenIntervention;
}

/** A person's facts; whatever is left out has its default. */
export interface WrittenFacts {
  zone: string;
  holidays: string[];
  since: string;
  range: [string, string];
  now?: Written;
  pack: string;
  rules: Record<string, object>;
  judge: string[];
  schedule: WeeklyWindow[];
  profiles?: Array<{ from: string; schedule: WeeklyWindow[]; contract?: string; weeklyHours?: string }>;
  onCall: OnCallChoice;
  onCallUntil: string | null;
  disconnect: boolean;
  interventions?: WrittenIntervention[];
  steps?: Array<{ now: Written; interventions: WrittenIntervention[] }>;
  started?: Record<string, Written>;
  leave?: WrittenSpan[];
  onSite?: WrittenSpan[];
  duty?: WrittenSpan[];
  notices?: Array<
    Partial<Record<'told' | 'seen' | 'start' | 'end' | 'withdrawn', Written | null>> & {
      reason?: string | null;
      voluntary?: string | null;
    }
  >;
  decisions?: Array<{
    rule: 'restDaily' | 'restWeekly';
    anchor: string;
    told?: string;
    until?: string;
    headcount?: number;
  }>;
  tellBy?: Written[];
  /** When the document of a month (`2026-10`) was handed over. */
  documents?: Record<string, Written | null>;
}

type FoundShort = Pick<Finding, 'id' | 'rule' | 'severity' | 'start' | 'end' | 'planned' | 'provisional'> & {
  measured: number | null;
  owed: number | null;
};

/** Instants and durations in ms; dates as texts. */
export interface LabourAnswer {
  ends: number[];
  /** When daily rest is complete, by planned start. */
  daily: Record<string, number>;
  releases: Record<string, number>;
  /** Releases that the history of the case contained after each step. */
  steps: Array<Record<string, number>>;
  started: Record<string, number>;
  findings: FoundShort[];
  work: Record<string, number>;
  weeks: Record<string, number>;
  averages: Record<string, number | null>;
  onCall: number;
  /** Interventions outside of ordinary hours. */
  paid: number;
  labels: Record<string, number>;
  tellBy: number[];
}

/** Turns what a test wrote into facts. */
export class FactsReading {
  readonly facts: WrittenFacts;
  readonly zones: ZoneTables;

  constructor(facts: WrittenFacts, zones: ZoneTables) {
    this.facts = facts;
    this.zones = zones;
  }

  get zone() {
    return zoneTable(this.zones, this.facts.zone);
  }

  at(written: Written): number {
    if (typeof written === 'number') {
      return written;
    }
    const time = parseTime(written);
    if (time === null) {
      throw new Error(`no time: ${written}`);
    }
    return 'instant' in time ? time.instant : firstInstant(this.zone, time.local);
  }

  maybe(written: Written | null | undefined): number | null {
    return written === null || written === undefined ? null : this.at(written);
  }

  spans(written: readonly WrittenSpan[] = []): Span[] {
    return written.map(([start, end]) => ({ start: this.at(start), end: this.at(end) }));
  }

  get range(): Span {
    const [start, end] = this.facts.range.map((date) => firstInstant(this.zone, (parseDate(date) ?? 0) * DAY));
    return { start: start ?? 0, end: end ?? 0 };
  }

  intervention(written: WrittenIntervention, i: number): InterventionRecord {
    const [travelBefore, travelAfter] = (written.travel ?? [0, 0]).map((minutes) => minutes * MINUTE) as [
      number,
      number,
    ];
    const base = { id: `i${i + 1}`, confirmedAt: null, travelBefore, travelAfter };
    if (written.rightAway !== undefined) {
      const asked = this.intervention(written.rightAway, i);
      return { ...asked, end: endRightAway(asked), endedBy: 'person' };
    }
    if (written.from !== undefined) {
      const end = this.maybe(written.to);
      return { ...base, start: this.at(written.from), end, endedBy: 'person', actedAt: this.maybe(written.acted) };
    }
    const end = this.maybe(written.closed);
    const endedBy = end === null ? null : 'incident';
    return { ...base, start: this.at(written.start ?? 0), end, endedBy, actedAt: this.maybe(written.acted) };
  }

  get rules(): RulesEntry[] {
    const { since, pack, rules } = this.facts;
    return [toRulesEntry(rulesEntry.parse({ from: since, pack, ...rules }))];
  }

  person(interventions: readonly WrittenIntervention[], rests: PersonFacts['rests']): PersonFacts {
    const { facts } = this;
    const { onCall, onCallUntil } = facts;
    const profiles = (facts.profiles ?? [{ from: facts.since, schedule: facts.schedule }]).map((one) =>
      toWorkProfile(workProfile.parse({ user: 'ann', unit: 'ops', contract: 'hours', onCall, onCallUntil, ...one })),
    );
    const onRota = (spans: readonly Span[]) => spans.map((span) => ({ rota: 'sre', ...span }));
    return {
      user: 'ann',
      unit: 'ops',
      zone: this.zone,
      holidays: new Set(facts.holidays.map((date) => parseDate(date) ?? 0)),
      since: parseDate(facts.since) ?? 0,
      profiles,
      away: this.spans(facts.leave),
      onCall: onRota(this.spans(facts.duty)),
      onSite: onRota(this.spans(facts.onSite)),
      interventions: interventions.map((one, i) => this.intervention(one, i)),
      rests,
      tail: 15 * MINUTE,
    };
  }

  notices(): NoticeRecord[] {
    const [first] = this.facts.duty ?? [];
    return (this.facts.notices ?? []).map((one) => ({
      rota: 'sre',
      start: this.at(one.start ?? first?.[0] ?? 0),
      end: this.at(one.end ?? first?.[1] ?? 0),
      handedAt: this.maybe(one.told),
      seenAt: this.maybe(one.seen),
      reason: one.reason ?? null,
      voluntary: one.voluntary ?? null,
      withdrawnAt: this.maybe(one.withdrawn),
    }));
  }

  decisions(): DecisionRecord[] {
    return (this.facts.decisions ?? []).map(({ rule, anchor, told, until, headcount }, i) => ({
      id: `d${i + 1}`,
      kind: 'urgentWorks',
      finding: findingId(rule, 'ann', rule === 'restDaily' ? 'day' : 'week', parseDate(anchor) ?? 0),
      inspectorToldAt: this.maybe(told),
      until: this.maybe(until),
      headcount: headcount ?? null,
      owed: 0,
      owedBy: null,
      settled: [],
    }));
  }

  documents(): ReadonlyMap<LocalDate, number | null> | null {
    const { documents } = this.facts;
    return documents === undefined
      ? null
      : new Map(Object.entries(documents).map(([month, at]) => [parseDate(`${month}-01`) ?? 0, this.maybe(at)]));
  }

  get labourFacts(): LabourFacts {
    const { disconnect } = this.facts;
    return {
      notices: this.notices(),
      decisions: this.decisions(),
      unpaid: null,
      documents: this.documents(),
      disconnect,
    };
  }
}

interface History {
  rests: RestRecord[];
  steps: Array<Record<string, number>>;
}

/** What was recorded of rests, step by step. */
function historyOf(reading: FactsReading): History {
  const history: History = { rests: [], steps: [] };
  for (const { now, interventions } of reading.facts.steps ?? []) {
    const person = reading.person(interventions, []);
    history.rests = updatedRests(person, reading.rules, history.rests, reading.range, reading.at(now));
    const applying = history.rests.filter(({ state }) => state === 'applies');
    history.steps.push(Object.fromEntries(applying.map(({ plannedAt, earliestAt }) => [plannedAt, earliestAt])));
  }
  return history;
}

export function labourAnswer(facts: WrittenFacts, zones: ZoneTables): LabourAnswer {
  const reading = new FactsReading(facts, zones);
  const { rests, steps } = historyOf(reading);
  const said = Object.entries(facts.started ?? {}).map(([plannedAt, at]) => ({
    plannedAt: reading.at(Number(plannedAt) || plannedAt),
    startedAt: reading.at(at),
    state: 'applies' as const,
  }));
  const last = facts.steps?.at(-1);
  const now = reading.at(facts.now ?? reading.range.end);
  const person = reading.person(last?.interventions ?? facts.interventions ?? [], [...rests, ...said]);
  const time = timeOf(person, reading.rules, reading.range, now);
  const releases = time.releases.filter(({ plannedAt }) => isInRange(time, plannedAt));
  const begun = releases.filter(({ startedAt }) => startedAt < Infinity);
  return {
    ends: time.interventions.map(({ end }) => end),
    daily: dailyOf(time),
    releases: Object.fromEntries(releases.map(({ plannedAt, earliestAt }) => [plannedAt, earliestAt])),
    steps,
    started: Object.fromEntries(begun.map(({ plannedAt, startedAt }) => [plannedAt, startedAt])),
    findings: foundIn(time, reading.labourFacts, facts.judge),
    ...hoursIn(time),
    tellBy: (facts.tellBy ?? []).map((start) => tellByOf(time, reading.at(start), facts.disconnect)),
  };
}

function tellByOf(time: PersonTime, start: number, disconnect: boolean): number {
  const params = paramsAt(time.periods, 'notice', start);
  if (params === null) {
    throw new Error('the rule of notice is off');
  }
  return tellBy(start, params, time.person.zone, disconnect ? time.planned : null);
}

function dailyOf(time: PersonTime): Record<string, number> {
  const gaps = time.plannedGaps.filter(({ end, beforeDay }) => beforeDay && isInRange(time, end));
  return Object.fromEntries(
    gaps.flatMap((gap) => {
      const params = paramsAt(time.periods, 'restDaily', gap.end);
      return params === null ? [] : [[gap.end, dailyRest(gap, time.stretches, params, Infinity).at]];
    }),
  );
}

function isInRange({ range }: PersonTime, at: number): boolean {
  return at >= range.start && at < range.end;
}

function foundIn(time: PersonTime, facts: LabourFacts, judge: readonly string[]): FoundShort[] {
  return findingsOf(time, facts)
    .filter(({ rule }) => judge.includes(rule))
    .map(({ id, rule, severity, start, end, planned, provisional, data, decision }) => ({
      id,
      rule,
      severity,
      start,
      end,
      planned,
      provisional,
      measured: data.measured,
      owed: decision?.owed ?? data.owed,
    }));
}

function hoursIn(time: PersonTime) {
  const { zone, holidays } = time.person;
  const paid = intersectSpans(subtractSpans(time.stretches, time.ordinary), [time.range]);
  // Tests have one entry of rules.
  const params = paramsAt(time.periods, 'hoursAverage', time.range.end);
  const averages = params === null ? [] : averageHours(time, params).filter(({ start }) => isInRange(time, start));
  const worked = hoursByDate(intersectSpans(time.work, [time.range]), zone);
  return {
    work: Object.fromEntries([...worked].map(([date, ms]) => [formatDate(date), ms])),
    weeks: Object.fromEntries(
      hoursByWeek(time)
        .filter(({ start }) => isInRange(time, start))
        .map(({ monday, work }) => [formatDate(monday), work]),
    ),
    averages: Object.fromEntries(averages.map(({ monday, average }) => [formatDate(monday), average])),
    onCall: lengthOf(intersectSpans(time.onCall, [time.range])),
    paid: lengthOf(paid),
    labels: { ...labelledHours(paid, zone, holidays, { from: '21:00', to: '06:00' }) },
  };
}
