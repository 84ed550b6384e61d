/**
 * Translates GoAlert's overrides. There, all act at once on whom the rules name; in Vigie one acts after the other, so
 * they are listed in an order that gives the same people. A temporary schedule replaces all of it in its window.
 */
import { normalForm } from '#modules/importing/domain/normal-form';
import { mergeSpans } from '#domain/time/span';
import { loginsOf } from '../shared/freeze.ts';
import { instantText } from '../shared/rota-body.ts';
import type { OverrideBody } from '../shared/rota-body.ts';
import type { GoalertOverride, GoalertSchedule } from './schema.ts';

type LoginOf = (sourceId: string) => string | null;

/** One override with logins. */
interface NamedOverride {
  id: string;
  start: number;
  end: number;
  add: string | null;
  remove: string | null;
}

export interface OrderedOverrides {
  overrides: OverrideBody[];
  /** Spans in which overrides replace each other in a circle, which no order can say. */
  circles: ReadonlyArray<{ start: number; end: number; ids: readonly string[] }>;
}

export function orderedOverrides(given: readonly GoalertOverride[], loginOf: LoginOf): OrderedOverrides {
  const named = given.map((one) => namedOf(one, loginOf)).filter((one) => one.add !== one.remove);
  const ordered: NamedOverride[] = [];
  let open = named;
  while (open.length > 0) {
    const next = open.filter((one) => !open.some((other) => other !== one && mustComeFirst(other, one)));
    if (next.length === 0) {
      break;
    }
    ordered.push(...next);
    open = open.filter((one) => !next.includes(one));
  }
  return { overrides: ordered.map(bodyOf), circles: open.length === 0 ? [] : [circleOf(open)] };
}

function namedOf({ id, start, end, addUserID, removeUserID }: GoalertOverride, loginOf: LoginOf): NamedOverride {
  const login = (user: string | null | undefined) =>
    user === null || user === undefined || user === '' ? null : loginOf(user);
  return { id, start: Date.parse(start), end: Date.parse(end), add: login(addUserID), remove: login(removeUserID) };
}

/** Whether `a` must act before `b`, where both act. */
function mustComeFirst(a: NamedOverride, b: NamedOverride): boolean {
  if (a.end <= b.start || b.end <= a.start) {
    return false;
  }
  // Who is added without taking a place stays, whatever else is said of them.
  if (b.remove === null) {
    return a.remove !== null;
  }
  if (a.remove === null) {
    return false;
  }
  // Whoever comes in place of somebody is not sent away by an override of themselves.
  const chains = b.add !== null && a.remove === b.add;
  // Of a replacement and a removal of the same person, the replacement counts.
  return chains || (a.remove === b.remove && a.add !== null && b.add === null);
}

function circleOf(open: readonly NamedOverride[]): OrderedOverrides['circles'][number] {
  return {
    start: Math.min(...open.map(({ start }) => start)),
    end: Math.max(...open.map(({ end }) => end)),
    ids: open.map(({ id }) => id),
  };
}

function bodyOf({ id, start, end, add, remove }: NamedOverride): OverrideBody {
  const head = { id: `override-${id}`, start: instantText(start), end: instantText(end) };
  if (add !== null && remove !== null) {
    return { ...head, replace: remove, with: add };
  }
  return add === null ? { ...head, remove: [remove as string] } : { ...head, add: [add] };
}

/** Everybody of the temporary schedules, and nobody where they have a hole. Windows that touch are one. */
export function temporaryOverrides(
  { temporarySchedules }: GoalertSchedule,
  from: number,
  loginOf: LoginOf,
): OverrideBody[] {
  const entries = temporarySchedules.flatMap(({ shifts }) =>
    shifts.map((shift) => ({
      start: Date.parse(shift.start),
      end: Date.parse(shift.end),
      people: loginsOf([shift.userID], loginOf),
    })),
  );
  const windows = temporarySchedules.map(({ start, end }) => ({ start: Date.parse(start), end: Date.parse(end) }));
  return mergeSpans(windows)
    .filter(({ end }) => end > from)
    .flatMap((window, i) =>
      normalForm(entries, window.start, window.end).map((span, j) => ({
        id: `temp-${i + 1}-${j + 1}`,
        start: instantText(span.start),
        end: instantText(span.end),
        set: [...span.people],
      })),
    );
}
