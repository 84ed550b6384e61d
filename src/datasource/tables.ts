/** Makes the columns of query results from answers of the sidecar: tables for panels, events for annotations. */
import type { IncidentWire } from '#contract/incidents/incident';
import type { RotaOnCall } from '#contract/rotas/on-call';
import type { DutyWire } from '#contract/rotas/duty';
import type { Severity } from '#domain/incident/signal/alert';
import { HOUR } from '#domain/time/duration';

export interface ResultColumn {
  name: string;
  type: 'time' | 'string' | 'number';
  values: Array<string | number | null>;
  unit?: string;
  /** Colours by value; other values have none. */
  colors?: Readonly<Record<string, string>>;
  /** Least width in a table, px. */
  width?: number;
  /** Of the object in the row, below the plugin's root; `id` is put in. */
  linksTo?: 'incidents';
}

/** Names of objects by id; an unknown id is its own name. */
export interface NamesById {
  rota: (id: string) => string;
  person: (login: string) => string;
}

const msOrNull = (at: string | null | undefined) => (at === null || at === undefined ? null : Date.parse(at));

type CellOf<T> = (item: T) => string | number | null;

function columns<T>(items: readonly T[], cells: Array<[Omit<ResultColumn, 'values'>, CellOf<T>]>): ResultColumn[] {
  return cells.map(([column, cell]) => ({ ...column, values: items.map(cell) }));
}

const time = (name: string) => ({ name, type: 'time' as const });
const text = (name: string) => ({ name, type: 'string' as const });

/** As badges have them on the plugin's own pages. */
const SEVERITY_COLORS: Readonly<Record<Severity, string>> = {
  critical: 'red',
  error: 'orange',
  warning: 'yellow',
  info: 'blue',
};

type ListedIncident = Omit<IncidentWire, 'version'>;

export function incidentColumns(
  incidents: readonly ListedIncident[],
  titleOf: (incident: ListedIncident) => string,
): ResultColumn[] {
  return columns(incidents, [
    [time('opened'), ({ openedAt }) => Date.parse(openedAt)],
    [{ name: 'number', type: 'number', linksTo: 'incidents' }, ({ number }) => number],
    [{ ...text('title'), width: 320 }, titleOf],
    [{ ...text('severity'), colors: SEVERITY_COLORS }, ({ severity }) => severity],
    [text('state'), ({ state }) => state],
    [text('team'), ({ team }) => team],
    [time('acknowledged'), ({ acknowledgedAt }) => msOrNull(acknowledgedAt)],
    [text('acknowledged by'), ({ acknowledgedBy }) => acknowledgedBy],
    [time('resolved'), ({ resolvedAt }) => msOrNull(resolvedAt)],
    [text('id'), ({ id }) => id],
  ]);
}

/** The columns have the names that Grafana's annotations look for. */
export function incidentEvents(
  incidents: readonly ListedIncident[],
  titleOf: (incident: ListedIncident) => string,
): ResultColumn[] {
  return columns(incidents, [
    [time('time'), ({ openedAt }) => Date.parse(openedAt)],
    [time('timeEnd'), ({ resolvedAt }) => msOrNull(resolvedAt)],
    [text('title'), (incident) => `#${incident.number} ${titleOf(incident)}`],
    [text('text'), ({ description }) => description],
    [text('tags'), ({ severity, state, team }) => [severity, state, ...(team === null ? [] : [team])].join(',')],
    [text('id'), ({ id }) => id],
  ]);
}

export function onCallColumns(rotas: readonly RotaOnCall[], { person }: NamesById): ResultColumn[] {
  return columns(rotas, [
    [text('rota'), ({ name }) => name],
    [text('on call'), ({ onCall }) => onCall.map(({ user }) => person(user)).join(', ')],
    [time('until'), ({ until }) => msOrNull(until)],
    [text('next'), ({ next }) => next.map(({ user }) => person(user)).join(', ')],
    [time('next from'), ({ next }) => msOrNull(next[0]?.from)],
    [text('team'), ({ team }) => team],
    [text('id'), ({ rota }) => rota],
  ]);
}

/** @param to end of the time range in ms: hours of a duty that goes on are counted until then */
export function dutyColumns(duties: readonly DutyWire[], { rota, person }: NamesById, to: number): ResultColumn[] {
  return columns(duties, [
    [time('start'), ({ start }) => Date.parse(start)],
    [time('end'), ({ end }) => msOrNull(end)],
    [text('person'), ({ user }) => person(user)],
    [text('rota'), (duty) => rota(duty.rota)],
    [
      { name: 'hours', type: 'number', unit: 'h' },
      ({ start, end }) => Math.max(0, (msOrNull(end) ?? to) - Date.parse(start)) / HOUR,
    ],
  ]);
}

export function dutyEvents(duties: readonly DutyWire[], { rota, person }: NamesById): ResultColumn[] {
  return columns(duties, [
    [time('time'), ({ start }) => Date.parse(start)],
    [time('timeEnd'), ({ end }) => msOrNull(end)],
    [text('title'), ({ user }) => person(user)],
    [text('text'), (duty) => rota(duty.rota)],
    [text('tags'), (duty) => duty.rota],
    [text('id'), ({ id }) => id],
  ]);
}
