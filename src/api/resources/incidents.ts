/** Requests of people about incidents. */
import type { IncidentWire } from '#contract/incidents/incident';
import type { NewRating } from '#contract/incidents/rating';
import type { CommandName } from '#contract/incidents/command';
import type { ApiResult } from '../client/client.ts';
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

export interface BulkAnswer {
  items: Array<{ id: string; ok: boolean; error: string | null; reason?: string | null }>;
}

export function commandMany(ids: string[], name: IncidentCommand, body?: object): Promise<ApiResult<BulkAnswer>> {
  return send<BulkAnswer>({ method: 'POST', path: 'incidents/bulk', body: { ids, command: name, body } });
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
