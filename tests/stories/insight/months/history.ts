/** Writes what is stored of a month as the oracle reads it, from the rows and from what the month was made of. */
import type { CallFact, DutyFact, IncidentFact, LeftOutReason, StepFact } from '#domain/insight/facts';
import type { WrittenHistory } from '#domain/insight/history.fake';
import type { Rating } from '#domain/incident/rating';
import { DAY, HOUR } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { readRows } from '../../rows.ts';
import { LOGINS, MANAGERS, TEAMS, zoneOf } from './world.ts';
import type { Month, Team } from './world.ts';

interface Recorded {
  fact: IncidentFact;
  severity: string;
  urgency: string;
  labels: Record<string, string>;
}

type Call = Omit<CallFact, 'isAsked'>;
type Work = WrittenHistory['work'][number];

/** Everything that is stored, which a question takes its part of. */
export interface Recording {
  month: Month;
  now: number;
  incidents: Recorded[];
  calls: Call[];
  duties: DutyFact[];
  work: Work[];
  ratings: NonNullable<WrittenHistory['ratings']>;
}

export interface Asked {
  chapter: 'me' | 'team' | 'alerts' | 'pager';
  who: string;
  period: Span;
  team: Team | null;
  rota: Team | null;
  severity: string | null;
  urgency: string | null;
  integration: string | null;
  /** Of the label `env`. */
  env: string | null;
}

interface IncidentRow {
  id: string;
  integration: string | null;
  title: string;
  test: number;
  severity: string;
  urgency: string;
  labels: string;
  team: string | null;
  policy: string | null;
  opened_at: number;
  resolved_at: number | null;
}

interface TimelineRow {
  incident: string;
  at: number;
  kind: string;
  actor: string | null;
  data: string;
}

interface TryRow {
  incident: string;
  page: string;
  delivery: string;
  user: string;
  channel: string;
  state: string;
  made: number;
  done: number | null;
  at: number;
  outcome: string;
}

const rowsOf = async <Row>(url: string, query: string): Promise<Row[]> =>
  (await readRows<Record<string, unknown>>(url, query)).map(
    (row) =>
      Object.fromEntries(
        // PostgreSQL's client gives large numbers as text.
        Object.entries(row).map(([key, value]) => [
          key,
          typeof value === 'string' && /^\d{13}$/.test(value) ? Number(value) : value,
        ]),
      ) as Row,
  );

export async function recorded(url: string, month: Month): Promise<Recording> {
  const now = Date.parse(month.asked);
  const timeline = await rowsOf<TimelineRow>(url, 'select incident, at, kind, actor, data from timeline order by id');
  const tries = await rowsOf<TryRow>(
    url,
    `select d.incident, d.page, d.id as delivery, d."user", d.channel_kind as channel, d.state, d.created_at as made,
       d.done_at as done, a.at, a.outcome
     from deliveries d join attempts a on a.delivery = d.id where d.kind = 'page' and d."user" is not null order by a.at`,
  );
  const incidents = (await rowsOf<IncidentRow>(url, 'select * from incidents order by opened_at, id')).map((row) => ({
    fact: factOf(row, month, {
      entries: timeline.filter(({ incident }) => incident === row.id),
      tries: tries.filter(({ incident }) => incident === row.id),
    }),
    severity: row.severity,
    urgency: row.urgency,
    labels: JSON.parse(row.labels) as Record<string, string>,
  }));
  const facts = new Map(incidents.map(({ fact }) => [fact.id, fact]));
  const calls = await rowsOf<{
    incident: string;
    user: string;
    kind: string;
    at: number;
    channel: string;
    urgency: string | null;
  }>(
    url,
    `select d.incident, d."user", d.kind, d.done_at as at, d.channel_kind as channel, p.urgency
     from deliveries d left join pages p on p.id = d.page
     where d.kind in ('page', 'update') and d.state = 'done' and d."user" is not null and d.incident is not null order by d.done_at, d.id`,
  );
  const duties = await rowsOf<DutyFact & { end: number | null }>(
    url,
    'select "user", rota, start_at as start, end_at as "end" from duties',
  );
  const work = await rowsOf<Work>(
    url,
    'select "user", incident, start_at as start, end_at as "end", travel_ms as travel from interventions',
  );
  return {
    month,
    now,
    incidents,
    calls: calls.map(({ urgency, kind, ...call }) => {
      const { alert, part, leftOut } = facts.get(call.incident) as IncidentFact;
      const rest = { kind: kind as Call['kind'], urgent: urgency === 'urgent', test: leftOut === 'test' };
      return { ...call, ...rest, alert, part };
    }),
    duties: duties.map((duty) => ({ ...duty, end: duty.end ?? now })),
    work: work.map((one) => ({
      ...one,
      travel: Number(one.travel),
      leftOut: facts.get(one.incident)?.leftOut ?? null,
    })),
    ratings: await rowsOf<{ incident: string; user: string; rating: Rating }>(
      url,
      `select incident, rater as "user", rating from ratings where kind = 'person'`,
    ),
  };
}

const MACHINES: readonly unknown[] = ['api', 'source', 'vigie', undefined];
const ENDING = ['acknowledged', 'snoozed', 'resolved'];

function factOf(row: IncidentRow, month: Month, own: { entries: TimelineRow[]; tries: TryRow[] }): IncidentFact {
  const entries = own.entries.map((entry) => ({ ...entry, data: JSON.parse(entry.data) as Record<string, unknown> }));
  const deeds = entries.filter(({ actor, data }) => actor !== null && !MACHINES.includes(data['via']));
  const last = entries.findLast(({ kind }) => kind === 'resolved');
  const isMerged = last?.data['resolution'] === 'merged';
  const openedAt = row.opened_at;
  const resolvedAt = row.resolved_at;
  const deed = ({ at, actor }: { at: number; actor: string | null }) => ({ at, user: actor ?? '' });
  return {
    id: row.id,
    alert: { integration: row.integration, name: row.title },
    part: { team: row.team, policy: row.policy },
    openedAt,
    leftOut: leftOutOf(row, month, isMerged),
    tries: own.tries.map(({ page, delivery, user, channel, state, made, done, at, outcome }) => ({
      page,
      delivery,
      user,
      channel,
      madeAt: made,
      at,
      ok: outcome === 'done',
      failedAt: state === 'failed' ? done : null,
    })),
    answers: deeds.filter(({ kind, data }) => ENDING.includes(kind) && data['resolution'] !== 'merged').map(deed),
    deeds: deeds.map(deed),
    steps: entries.flatMap(({ kind, at, data }): StepFact[] =>
      kind === 'exhausted'
        ? [{ at, step: null, users: [] }]
        : kind === 'step'
          ? [{ at, step: data['step'] as number, users: data['users'] as string[] }]
          : [],
    ),
    stops: entries.filter(({ kind }) => ENDING.includes(kind) || kind === 'held').map(({ at }) => at),
    resolvedAt,
    resolvedBy: resolvedAt === null ? null : last?.data['resolution'] === 'source' ? 'source' : 'person',
    snoozed: snoozedOf(entries),
  };
}

/** As the month was made: what is for `hook-new` is in shadow, and what `hook-ops` sends in the maintenance is held. */
function leftOutOf(row: IncidentRow, { maintenance }: Month, isMerged: boolean): LeftOutReason | null {
  const opened = new Date(row.opened_at).toISOString();
  const isHeld = row.integration === 'hook-ops' && opened >= maintenance.from && opened < maintenance.to;
  if (Number(row.test) === 1) return 'test';
  if (isMerged) return 'merged';
  return isHeld ? 'maintenance' : row.integration === 'hook-new' ? 'shadow' : null;
}

function snoozedOf(entries: ReadonlyArray<{ kind: string; at: number; data: Record<string, unknown> }>): number {
  const ends = ['woken', 'reopened', ...ENDING];
  return entries.reduce((sum, { kind, at, data }, i) => {
    const next = entries.slice(i + 1).find((later) => ends.includes(later.kind))?.at ?? Infinity;
    return kind === 'snoozed' ? sum + Math.min(data['until'] as number, next) - at : sum;
  }, 0);
}

/** The part of the recording that a question is about. */
export function historyOf(past: Recording, asked: Asked): WrittenHistory & { chapters: string[] } {
  const { month, now } = past;
  const { chapter, who, period, team, rota } = asked;
  const isOfPart = ({ part }: Pick<IncidentFact, 'part'>) =>
    (team === null || part.team === team) && (rota === null || part.policy === rota);
  const having = new Set(past.incidents.filter((one) => isHaving(one, asked)).map(({ fact }) => fact.id));
  const isFiltered = [asked.severity, asked.urgency, asked.integration, asked.env].some((one) => one !== null);
  const all = past.incidents.map(({ fact }) => fact).filter(isOfPart);
  const within = all.filter(({ openedAt }) => openedAt >= period.start && openedAt < period.end);
  const before = all.filter(({ openedAt }) => openedAt < period.start);
  const known = past.duties.filter(({ end, start }) => end > period.start - 25 * HOUR && start < period.end);
  const isOfRota = (duty: DutyFact) => (rota === null || duty.rota === rota) && (team === null || duty.rota === team);
  const duties = known.filter((duty) => isOfRota(duty) && duty.end > period.start);
  const calls = past.calls
    .filter((call) => isOfPart(call) && call.at >= period.start - 25 * HOUR && call.at < period.end)
    .map((call) => ({ ...call, isAsked: having.has(call.incident) }));
  const people = peopleOf(asked, duties, calls);
  return {
    chapters: [chapter === 'me' ? `me/${who}` : chapter],
    period,
    now,
    isFiltered,
    incidents: within.filter(({ id }) => having.has(id)),
    earlier: before.filter(({ id }) => having.has(id)),
    openings: [...before, ...within.filter(({ id }) => !having.has(id))].filter(({ leftOut }) => leftOut === null),
    calls,
    duties,
    otherDuties: known.filter((duty) => !duties.includes(duty)),
    holidays: Object.fromEntries(
      Object.entries(month.holidays).map(([id, days]) => [id, days.map((day) => Date.parse(day) / DAY)]),
    ),
    work: isFiltered ? [] : past.work.filter(({ incident }) => all.some(({ id }) => id === incident)),
    people: people.map((login) => ({
      login,
      zone: zoneOf(month, login),
      absences: login === 'fay' ? [leaveOf(month)] : [],
    })),
    coverage: coverageOf(past, asked, duties),
    ratings: past.ratings.filter(({ incident }) => having.has(incident)),
    members: Object.fromEntries(Object.entries(TEAMS).map(([id, members]) => [id, [...members]])),
    readable: readableOf(who, people),
    keptSince: 0,
    sleep: { from: 22 * HOUR, to: 8 * HOUR },
  };
}

const leaveOf = ({ leave }: Month): Span => ({ start: Date.parse(leave.from), end: Date.parse(leave.to) });

function isHaving({ severity, urgency, labels, fact }: Recorded, asked: Asked): boolean {
  return (
    (asked.severity === null || severity === asked.severity) &&
    (asked.urgency === null || urgency === asked.urgency) &&
    (asked.integration === null || fact.alert.integration === asked.integration) &&
    (asked.env === null || labels['env'] === asked.env)
  );
}

function peopleOf({ chapter, who, team, rota }: Asked, duties: readonly DutyFact[], calls: readonly Call[]): string[] {
  const onCall = duties.map(({ user }) => user);
  const called = chapter === 'alerts' ? calls.map(({ user }) => user) : [];
  if (chapter === 'me') return [who];
  const own =
    team === null
      ? [...(rota === null ? LOGINS : []), ...onCall]
      : TEAMS[team].filter((login) => rota === null || onCall.includes(login));
  return [...new Set([...own, ...called])];
}

/** A manager reads the members of the team, and their own with them; nobody else reads a person here. */
function readableOf(who: string, people: readonly string[]): string[] {
  const managed = (Object.keys(TEAMS) as Team[]).filter((team) => MANAGERS[team] === who);
  const isManaged = (login: string) => managed.some((team) => TEAMS[team].some((member) => member === login));
  const read = people.filter((login) => isManaged(login) || login === who);
  return read.some((login) => login !== who && isManaged(login)) ? read : [];
}

function coverageOf({ month, now }: Recording, { period, team, rota }: Asked, duties: readonly DutyFact[]) {
  const rotas = (Object.keys(TEAMS) as Team[]).filter((id) => (team ?? id) === id && (rota ?? id) === id);
  const end = Math.min(period.end, now);
  return rotas.map((id) => {
    // The rota of sre is in every story from its beginning on.
    const start = Math.max(period.start, id === 'sre' ? 0 : Date.parse(month.entered));
    return {
      rota: id,
      expected: start < end ? [{ start, end }] : [],
      covered: duties.filter((duty) => duty.rota === id).map((duty) => ({ start: duty.start, end: duty.end })),
    };
  });
}
