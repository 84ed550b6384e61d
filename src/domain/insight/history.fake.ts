/** Makes histories for tests, and all their figures; the oracle reads the same text. */
import type { DutyFact, IncidentFact, InsightHistory, PersonFact } from '#domain/insight/facts';
import type { Figure, FigureGroup } from '#domain/insight/figure';
import { alertsChapter } from '#domain/insight/chapters/alerts';
import { meChapter } from '#domain/insight/chapters/me';
import { pagerChapter } from '#domain/insight/chapters/pager';
import { teamChapter } from '#domain/insight/chapters/team';
import { holidaySpans } from '#domain/insight/person/pieces';
import { INSIGHT_SETTINGS } from '#domain/figures/settings';
import type { ZoneTables } from '#domain/time/zone';
import { zoneTable } from '#domain/time/zone';

interface WrittenPerson extends Omit<PersonFact, 'zone' | 'holidays'> {
  zone: string;
}

/** A history as JSON. */
export interface WrittenHistory extends Omit<InsightHistory, 'people' | 'holidays' | 'members'> {
  people: WrittenPerson[];
  /** On rotas that are not asked for. */
  otherDuties: readonly DutyFact[];
  /** Of rotas; dates as days since 1970. */
  holidays: Record<string, number[]>;
  /** Of teams. */
  members: Record<string, string[]>;
  /** Logins that the reader of *Team* and *Alerts* may read. */
  readable: string[];
  keptSince: number;
  /** Hours of sleep, ms after midnight. */
  sleep: { from: number; to: number };
}

export type Chapters = Record<string, { figures: Figure[]; groups: FigureGroup[] }>;

/** Every chapter; *Me* for each person, as `me/ann`. */
export function chaptersOf(written: WrittenHistory, zones: ZoneTables): Chapters {
  const holidays = new Map(Object.entries(written.holidays).map(([rota, dates]) => [rota, new Set(dates)]));
  const members = new Map(Object.entries(written.members).map(([team, logins]) => [team, new Set(logins)]));
  const all = [...written.duties, ...written.otherDuties];
  const people = written.people.map((person) => {
    const zone = zoneTable(zones, person.zone);
    const own = all.filter(({ user }) => user === person.login);
    return { ...person, zone, holidays: holidaySpans(zone, own, holidays) };
  });
  const history: InsightHistory = { ...written, people, holidays, members };
  const question = { keptSince: written.keptSince, readable: new Set(written.readable) };
  const settings = { ...INSIGHT_SETTINGS, sleep: written.sleep };
  return {
    ...Object.fromEntries(people.map((person) => [`me/${person.login}`, meChapter(history, person, settings)])),
    team: teamChapter(history, question, settings),
    alerts: alertsChapter(history, question, settings),
    pager: pagerChapter(history),
  };
}

export function valueIn({ figures }: { figures: readonly Figure[] }, key: Figure['key']): number | null | undefined {
  return figures.find((one) => one.key === key)?.value;
}

/** An incident about which nobody was paged. */
export function quietIncident(given: Partial<IncidentFact> & Pick<IncidentFact, 'id' | 'openedAt'>): IncidentFact {
  return {
    alert: { integration: 'grafana', name: 'Disk full' },
    part: { team: 'sre', policy: 'sre' },
    leftOut: null,
    tries: [],
    answers: [],
    deeds: [],
    steps: [],
    stops: [],
    resolvedAt: null,
    resolvedBy: null,
    snoozed: 0,
    ...given,
  };
}
