/** What the rules would say after a change that puts people on call: a dry run of the same check that judges what is. */
import { findingsOf } from '#domain/labour/check';
import type { DutySpan, LabourFacts, NoticeRecord } from '#domain/labour/facts/model';
import { DUTY_KINDS } from '#domain/labour/facts/unit';
import type { Unit } from '#domain/labour/facts/unit';
import { compareFindings, severityRank } from '#domain/labour/finding';
import type { Finding } from '#domain/labour/finding';
import { paramsAt } from '#domain/labour/pack';
import { findingsAfter } from '#domain/labour/programme/findings-after';
import { tellBy } from '#domain/labour/tell-by';
import { ordinaryParts } from '#domain/labour/working-days';
import { WEEK } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { mergeSpans, subtractSpans } from '#domain/time/span';
import type { Directory } from '../../ports/directory.ts';
import { TAKE_OVER, peopleOf, plannedDuty } from '../../store/labour/notices/planned-duty.ts';
import type { Db } from '../../store/store.ts';
import type { UnreadableReporter } from '../../store/stored/unreadable.ts';
import type { OnCallChange } from '../../labour/duty-change.ts';
import { factsOf } from './findings.ts';
import type { JudgedPerson } from './findings.ts';

/** How far ahead a change is judged. */
const AHEAD = 26 * WEEK;

export interface ChangedFinding extends Finding {
  change: 'made' | 'ended';
}

interface NewDuty extends Span {
  unit: string;
  user: string;
  rota: string;
  /** Until when it must be told so that its notice is kept; null: no rule asks for notice then. */
  tellBy: number | null;
}

export interface Consequences {
  findings: ChangedFinding[];
  gained: NewDuty[];
}

export interface ConsequencesDeps {
  db: Db;
  noting: UnreadableReporter;
  now: number;
}

/** For everybody who gains or loses duty that counts in a unit. */
export async function consequencesOf(deps: ConsequencesDeps, change: OnCallChange): Promise<Consequences> {
  const range = { start: deps.now, end: deps.now + AHEAD };
  const found: Consequences = { findings: [], gained: [] };
  for (const unit of change.before.units.values()) {
    if (unit.duties.some(({ rota }) => rota === change.rota)) {
      const ofUnit = await inUnit(deps, change, unit, range);
      found.findings.push(...ofUnit.findings);
      found.gained.push(...ofUnit.gained);
    }
  }
  return { findings: found.findings.sort(compareFindings), gained: found.gained.sort((a, b) => a.start - b.start) };
}

async function inUnit(
  { db, noting, now }: ConsequencesDeps,
  change: OnCallChange,
  unit: Unit,
  range: Span,
): Promise<Consequences> {
  const found: Consequences = { findings: [], gained: [] };
  const people = movedDuty(change, unit, range);
  if (people.size === 0) {
    return found;
  }
  const judge = async (directory: Directory) => {
    const judged = await factsOf({ db, noting, directory }, unit, [...people.keys()], range, now);
    return new Map(judged.map((one) => [one.person.user, one]));
  };
  const [before, after] = [await judge(change.before), await judge(change.after)];
  for (const [user, gained] of people) {
    const [was, is] = [before.get(user), after.get(user)];
    const told = change.volunteers.includes(user) ? gained.map((span) => asTaken(change.rota, span, now)) : [];
    found.findings.push(
      ...changed(
        was ? findingsOf(was.time, was.facts) : [],
        is ? findingsAfter(is.time, withNotices(is.facts, told), dutyOn(change.rota, gained)) : [],
      ),
    );
    found.gained.push(...gained.flatMap((span) => newDuty(unit, is, { user, rota: change.rota, ...span }) ?? []));
  }
  return found;
}

/** Who gains or loses duty by the change, with what they gain of on-call duty: on-site duty is not told, it is work. */
function movedDuty(change: OnCallChange, unit: Unit, range: Span): Map<string, Span[]> {
  const moved = new Map<string, Span[]>();
  for (const kind of DUTY_KINDS) {
    const [held, next] = [change.before, change.after].map((directory) => plannedDuty(directory, unit, range, kind));
    const spans = (duties: typeof held, user: string) =>
      mergeSpans((duties?.get(user) ?? []).filter(({ rota }) => rota === change.rota));
    for (const user of peopleOf(change.before, unit.id)) {
      const [was, is] = [spans(held, user), spans(next, user)];
      const gained = subtractSpans(is, was);
      if (gained.length > 0 || subtractSpans(was, is).length > 0) {
        moved.set(user, [...(moved.get(user) ?? []), ...(kind === 'onCall' ? gained : [])]);
      }
    }
  }
  return moved;
}

/** Whoever takes the duty knows of it now. */
function asTaken(rota: string, span: Span, now: number): NoticeRecord {
  return { rota, ...span, handedAt: now, seenAt: now, reason: null, voluntary: TAKE_OVER, withdrawnAt: null };
}

function withNotices(facts: LabourFacts, taken: readonly NoticeRecord[]): LabourFacts {
  return { ...facts, notices: facts.notices && [...facts.notices, ...taken] };
}

function dutyOn(rota: string, spans: readonly Span[]): DutySpan[] {
  return spans.map((span) => ({ rota, ...span }));
}

/** A finding that only gets worse is made, too. */
function changed(before: readonly Finding[], after: readonly Finding[]): ChangedFinding[] {
  const was = new Map(before.map((one) => [one.id, one]));
  const is = new Set(after.map(({ id }) => id));
  const isNew = (one: Finding) => {
    const earlier = was.get(one.id);
    return earlier === undefined || severityRank(earlier) < severityRank(one);
  };
  return [
    ...after.filter(isNew).map((one) => ({ ...one, change: 'made' as const })),
    ...before.filter(({ id }) => !is.has(id)).map((one) => ({ ...one, change: 'ended' as const })),
  ];
}

function newDuty(
  unit: Unit,
  judged: JudgedPerson | undefined,
  { user, ...span }: Span & { user: string; rota: string },
): NewDuty | null {
  if (judged === undefined) {
    return null;
  }
  const { person, time } = judged;
  const params = paramsAt(time.periods, 'notice', span.start);
  const hours = { start: span.start - 26 * WEEK, end: span.start };
  const ordinary = unit.disconnect ? mergeSpans(ordinaryParts(person, [], hours)) : null;
  const by = params && tellBy(span.start, params, person.zone, ordinary);
  return { unit: unit.id, user, ...span, tellBy: by };
}
