/** The filter of the list of incidents, as the URL holds it. */
import type { IncidentHad, IncidentSort, IncidentWire } from '#contract/incidents/incident';
import { INCIDENT_HAD, INCIDENT_SORTS } from '#contract/incidents/incident';
import type { Severity } from '#domain/incident/signal/alert';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { QueryParameters } from '../../../api/client/client.ts';

export type FilterState = IncidentWire['state'];
const ORDER: Record<FilterState, number> = { open: 0, acknowledged: 1, snoozed: 2, resolved: 3 };
export const STATES = (Object.keys(ORDER) as FilterState[]).sort((a, b) => ORDER[a] - ORDER[b]);

export interface ListFilter {
  states: FilterState[];
  severities: Severity[];
  team: string | null;
  rota: string | null;
  policy: string | null;
  integration: string | null;
  /** The links behind figures set these, and nothing else does. */
  behind: BehindFilter;
  text: string;
  isMine: boolean;
  /** What there was on it; the links behind figures set it. */
  had: IncidentHad[];
  /** Kinds of channel of its pages; set by those links, too. */
  channels: string[];
  /** When it opened, as Grafana writes time ranges: `now-24h`, or an instant. */
  range: RawRange | null;
  sort: IncidentSort;
  cursor: string | null;
}

/** What the address holds as the API takes it; null: nothing. */
type BehindFilter = Readonly<Record<BehindPart, string | null>>;
export const BEHIND_PARTS = ['counted', 'alert', 'urgency', 'label'] as const;
export type BehindPart = (typeof BEHIND_PARTS)[number];

export interface RawRange {
  from: string;
  to: string;
}

/** What needs a human comes first. */
const USUAL_SORT: IncidentSort = 'attention';

/** The default: every state except resolved. */
const UNRESOLVED = STATES.filter((state) => state !== 'resolved');
const ALL = 'all';

function listed<T extends string>(text: string | null, known: readonly T[]): T[] {
  return known.filter((one) => (text ?? '').split(',').includes(one));
}

export function readFilter(params: URLSearchParams): ListFilter {
  const state = params.get('state');
  const states = listed(state, STATES);
  return {
    states: state === ALL ? [...STATES] : states.length === 0 ? UNRESOLVED : states,
    severities: listed(params.get('severity'), SEVERITIES),
    team: params.get('team'),
    rota: params.get('rota'),
    policy: params.get('policy'),
    integration: params.get('integration'),
    behind: {
      counted: params.get('counted') === 'true' ? 'true' : null,
      alert: params.get('alert'),
      urgency: params.get('urgency'),
      label: params.get('label'),
    },
    text: params.get('q') ?? '',
    isMine: params.get('mine') === 'true',
    had: listed(params.get('had'), INCIDENT_HAD),
    channels: (params.get('channel') ?? '').split(',').filter(Boolean),
    range: rangeIn(params),
    sort: INCIDENT_SORTS.find((one) => one === params.get('sort')) ?? USUAL_SORT,
    cursor: params.get('cursor'),
  };
}

function rangeIn(params: URLSearchParams): RawRange | null {
  const [from, to] = [params.get('from'), params.get('to')];
  return from === null && to === null ? null : { from: from ?? 'now-1y', to: to ?? 'now' };
}

/** The sort as text for the URL; nothing for the default. */
export function sortText(sort: IncidentSort): string | null {
  return sort === USUAL_SORT ? null : sort;
}

/** The states as text for the URL; nothing for the default. */
export function statesText(states: FilterState[]): string | null {
  const isUsual = states.length === UNRESOLVED.length && UNRESOLVED.every((one) => states.includes(one));
  return isUsual ? null : states.length === STATES.length ? ALL : states.join(',');
}

/** Instants between which an incident opened, as the API takes them. */
export interface OpenedBetween {
  from: string | null;
  to: string | null;
}

/** The API's query. All states together need no condition. */
export function queryOf(filter: ListFilter, limit: number, opened: OpenedBetween): QueryParameters {
  const { states, severities, team, rota, policy, integration, behind, text, isMine, had, channels, sort, cursor } =
    filter;
  return {
    state: states.length === STATES.length ? null : states,
    severity: severities,
    team,
    rota,
    policy,
    integration,
    q: text.trim().slice(0, 200),
    mine: isMine ? true : null,
    had,
    channel: channels,
    ...behind,
    ...opened,
    sort,
    cursor,
    limit,
  };
}

/** The same without the page: what is counted, and chosen as a whole. */
export function matchingOf(filter: ListFilter, opened: OpenedBetween): QueryParameters {
  const { cursor: _cursor, limit: _limit, ...query } = queryOf(filter, 0, opened);
  return query;
}

/** The set filters, without states and text. */
function choicesOf(filter: ListFilter): boolean[] {
  const { severities, team, rota, policy, integration, behind, isMine, had, channels, range } = filter;
  return [
    severities.length > 0,
    team !== null,
    rota !== null,
    policy !== null,
    integration !== null,
    isMine,
    had.length > 0 || channels.length > 0 || BEHIND_PARTS.some((part) => behind[part] !== null),
    range !== null,
  ];
}

/** Whether any filter besides the default states is set. An empty list is then due to the filter. */
export function isNarrow(filter: ListFilter): boolean {
  return choicesOf(filter).includes(true) || filter.cursor !== null || filter.text !== '';
}

/** Whether the list shows what is open, all of it, whatever page of it. */
export function isAllOpen(filter: ListFilter): boolean {
  const isOpen = statesText(filter.states) === null || filter.states.join(',') === 'open';
  return isOpen && !isNarrow({ ...filter, cursor: null });
}

/** Number of set filters that have no place in the first row. */
export function countOfMore({ team, rota, policy, integration, range }: ListFilter): number {
  return [team, rota, policy, integration, range].filter((one) => one !== null).length;
}

/** Number of set filters besides the text, which a phone hides behind a button. */
export function countOf(filter: ListFilter): number {
  return [statesText(filter.states) !== null, ...choicesOf(filter)].filter(Boolean).length;
}
