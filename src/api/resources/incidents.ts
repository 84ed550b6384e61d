/** Requests of people about incidents. */
import type { IncidentWire, MatchingAnswer } from '#contract/incidents/incident';
import type { NewRating } from '#contract/incidents/rating';
import type { CommandName } from '#contract/incidents/command';
import type { ApiResult, QueryParameters } from '../client/client.ts';
import type { ApiFailure } from '../client/failure.ts';
import { segment, send } from '../client/client.ts';

export type IncidentCommand = CommandName;

/** Every command is idempotent and answers with the resulting incident. */
export function command(id: string, name: IncidentCommand, body?: object): Promise<ApiResult<IncidentWire>> {
  return sendAsking(`incidents/${segment(id)}/${name}`, body ?? {});
}

/** Older sidecars reject the field `askIfUnavailable`, and never ask. */
async function sendAsking(path: string, body: object): Promise<ApiResult<IncidentWire>> {
  const sent = await send<IncidentWire>({ method: 'POST', path, body });
  const isUnknown = !sent.ok && sent.failure.details.some((problem) => problem.path === 'askIfUnavailable');
  if (!isUnknown) {
    return sent;
  }
  const { askIfUnavailable: _asks, ...rest } = body as { askIfUnavailable?: boolean };
  return send<IncidentWire>({ method: 'POST', path, body: rest });
}

/** Says whether it was worth waking somebody; null takes it back. */
export function rateIncident(id: string, rating: NewRating | null): Promise<ApiResult<unknown>> {
  const path = `incidents/${segment(id)}/rating`;
  return send(rating === null ? { method: 'DELETE', path } : { method: 'PUT', path, body: rating });
}

export interface BulkOutcome {
  id: string;
  ok: boolean;
  /** Absent: an older sidecar, which does not say. */
  changed?: boolean;
  error: string | null;
  reason?: string | null;
}

export interface BulkResult {
  items: BulkOutcome[];
  /** Of a part of the incidents, after which no other part was sent. */
  failure: ApiFailure | null;
}

/** As many as the sidecar takes at once. */
const PART = 500;

/** One command on many incidents: in one request up to 500, then in parts, one after the other. */
export async function commandMany(ids: readonly string[], name: IncidentCommand, body?: object): Promise<BulkResult> {
  const result: BulkResult = { items: [], failure: null };
  for (let from = 0; from < ids.length && result.failure === null; from += PART) {
    const sent = await send<{ items: BulkOutcome[] }>({
      method: 'POST',
      path: 'incidents/bulk',
      body: { ids: ids.slice(from, from + PART), command: name, body },
    });
    if (sent.ok) {
      result.items.push(...sent.value.items);
    } else {
      result.failure = sent.failure;
    }
  }
  return result;
}

/** Names all incidents that match now, up to the limit. */
export function chooseMatching(query: QueryParameters, limit: number): Promise<ApiResult<MatchingAnswer>> {
  return send<MatchingAnswer>({ method: 'GET', path: 'incidents/matching', query: { ...query, limit } });
}

export interface PageSomeone {
  title: string;
  description: string;
  severity: IncidentWire['severity'];
  policy?: string;
  users?: string[];
  labels?: Record<string, string>;
  askIfUnavailable?: boolean;
  evenInShadow?: boolean;
}

export function pageSomeone(body: PageSomeone): Promise<ApiResult<IncidentWire>> {
  return sendAsking('incidents', body);
}
