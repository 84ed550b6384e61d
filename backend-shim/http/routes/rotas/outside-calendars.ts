/** External calendars: how current their data is, and which people their events name. */
import { ignoredCode } from '#contract/reasons/ignored-event';
import { z } from 'zod';
import type {
  CalendarFailure,
  CalendarMappingWire,
  CalendarShiftsWire,
  CalendarStateWire,
} from '#contract/rotas/calendar';
import { calendarMapping, calendarShifts, calendarState } from '#contract/rotas/calendar';
import { rangeQuery } from '#contract/rotas/on-call';
import { mapped, matcherFor } from '#domain/calendar/mapping';
import type { MappedEvent } from '#domain/calendar/mapping';
import { isStale } from '#domain/calendar/source';
import type { OutsideCalendar } from '../../../ports/directory.ts';
import { newCalendarState, nextFetches, readCalendarStates } from '../../../store/duties/calendars.ts';
import type { CalendarState } from '../../../store/duties/calendars.ts';
import type { OutsideCalendarActions } from '../../../actions/rotas/outside-calendars.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { checkRange } from '../../query/check-range.ts';
import { noSuch } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { actsFor } from '../../../rights/people.ts';
import { iso, isoOrNull } from '../../incident-body.ts';
import type { ApiServer } from '../../schemas.ts';

const tags = ['calendars'];
const byId = { params: z.object({ id: z.string() }) };
const MOST_LISTED = 1000;

export function outsideCalendarRoutes(app: ApiServer, deps: ApiDeps, { readNow }: OutsideCalendarActions): void {
  const state = {
    tags,
    summary: 'How well it is known, and how the last look went',
    ...byId,
    response: { 200: calendarState },
  };
  app.get('/calendars/:id/state', { schema: state }, async ({ params }) => {
    const found = await find(deps, params.id);
    const next = (await nextFetches(deps.store.read)).get(found.calendar.id) ?? null;
    return stateBody(deps, found.calendar, found.state, { now: await deps.clock.now(), next });
  });
  const mapping = {
    tags,
    summary: 'What stands in its events, and whom that means',
    ...byId,
    response: { 200: calendarMapping },
  };
  app.get('/calendars/:id/mapping', { schema: mapping }, async (request) => {
    const { calendar, state: known } = await find(deps, request.params.id);
    const mayKnowWhy = (user: string) => actsFor(callerOf(request), deps.directory(), user);
    const groups = mappedOf(deps, calendar, known).filter(
      ({ users }) => calendar.absences === null || users.every(mayKnowWhy),
    );
    return mappingBody(groups, known, await deps.clock.now());
  });
  shiftRoute(app, deps);
  const look = { tags, summary: 'Look at it now, whatever its time', ...byId, response: { 202: z.null() } };
  app.post('/calendars/:id/look', { schema: look }, async (request, reply) => {
    const { calendar } = await find(deps, request.params.id);
    await readNow(calendar.id, callerOf(request).name);
    return reply.code(202).send(null);
  });
}

function shiftRoute(app: ApiServer, deps: ApiDeps): void {
  const schema = {
    tags,
    summary: 'Who is named when',
    ...byId,
    querystring: rangeQuery,
    response: { 200: calendarShifts },
  };
  app.get('/calendars/:id/shifts', { schema }, async (request): Promise<CalendarShiftsWire> => {
    const { state } = await find(deps, request.params.id);
    const [from, to] = [Date.parse(request.query.from), Date.parse(request.query.to)];
    checkRange(from, to);
    const mayKnowWhy = (user: string) => actsFor(callerOf(request), deps.directory(), user);
    const within = state.entries.filter(({ start, end }) => start < to && end > from);
    return {
      shifts: within.map(({ user, start, end, knownAt, absence }) => ({
        user,
        start: iso(start),
        end: iso(end),
        knownAt: iso(knownAt),
        absence: absence !== null && !mayKnowWhy(user) ? ('absent' as const) : absence,
      })),
    };
  });
}

async function find(deps: ApiDeps, id: string): Promise<{ calendar: OutsideCalendar; state: CalendarState }> {
  const calendar = deps.directory().calendars.get(id);
  if (!calendar) {
    throw noSuch('calendar', id);
  }
  const state = (await readCalendarStates(deps.store.read)).get(id) ?? newCalendarState(id, await deps.clock.now());
  return { calendar, state };
}

function mappedOf(deps: ApiDeps, calendar: OutsideCalendar, state: CalendarState): MappedEvent[] {
  return mapped(state.said, matcherFor(calendar, deps.directory().responders.values()));
}

function comingIn({ group }: MappedEvent, now: number): number {
  return group.spans.filter(({ end }) => end > now).length;
}

function stateBody(
  deps: ApiDeps,
  calendar: OutsideCalendar,
  state: CalendarState,
  { now, next }: { now: number; next: number | null },
): CalendarStateWire {
  const groups = mappedOf(deps, calendar, state);
  const count = (some: readonly MappedEvent[]) => some.reduce((sum, one) => sum + comingIn(one, now), 0);
  return {
    calendar: calendar.id,
    host: URL.parse(calendar.url)?.host ?? '',
    lookedAt: isoOrNull(state.looked_at),
    knownAt: isoOrNull(state.known_at),
    nextLookAt: isoOrNull(next),
    age: state.known_at === null ? null : Math.max(0, Math.round((now - state.known_at) / 1000)),
    stale: isStale({ knownAt: state.known_at, staleAfter: calendar.staleAfter }, now),
    failure:
      state.failure === null ? null : { reason: state.failure as CalendarFailure, detail: state.failure_detail ?? '' },
    knownUntil: isoOrNull(state.known_until),
    events: count(groups),
    unmatched: count(groups.filter(({ users }) => users.length === 0)),
    ignored: state.ignored.length,
  };
}

/** Lists the names without a person first, then the others by their next event. */
function mappingBody(groups: readonly MappedEvent[], state: CalendarState, now: number): CalendarMappingWire {
  const items = groups.flatMap((one) => {
    const next = one.group.spans.find(({ end }) => end > now);
    return next === undefined ? [] : [{ one, at: next.start }];
  });
  const sorted = items
    .sort((a, b) => Number(a.one.users.length > 0) - Number(b.one.users.length > 0) || a.at - b.at)
    .slice(0, MOST_LISTED);
  return {
    items: sorted.map(({ one, at }) => ({
      title: one.group.summary,
      attendees: [...one.group.attendees],
      organizer: one.group.organizer,
      users: one.users,
      by: one.by,
      events: comingIn(one, now),
      nextAt: iso(at),
    })),
    ignored: state.ignored.map(({ summary, why, reason, data = {} }) => ({
      title: summary,
      why,
      reason: ignoredCode.safeParse(reason).data ?? null,
      data,
    })),
  };
}
