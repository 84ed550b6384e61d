/** Answers who is on call, in all rotas or in one, now or over a range. */
import { z } from 'zod';
import { atQuery, onCallAnswer, rangeQuery, rotaOnCall, rotaOnTimeline, rotaTimeline } from '#contract/rotas/on-call';
import { listOf } from '#contract/list';
import { isWithinYears } from '#domain/time/problem';
import { nextOnCall, onCallAt, onCallUntil } from '#domain/rota/on-call';
import { resolve, versionAt } from '#domain/rota/resolve';
import type { AnyRota, RotaFacts } from '#domain/rota/model';
import { DAY } from '#domain/time/duration';
import type { ApiDeps } from '../../api-deps.ts';
import { checkRange } from '../../check-range.ts';
import { HttpError, noSuch } from '../../errors.ts';
import { iso, isoOrNull } from '../../incident-body.ts';
import type { ApiServer } from '../../schemas.ts';

const tags = ['rotas'];
const byId = { params: z.object({ id: z.string() }) };

export function onCallRoutes(app: ApiServer, deps: ApiDeps): void {
  const all = {
    tags,
    summary: 'Who is on call on every rota',
    querystring: atQuery,
    response: { 200: listOf(rotaOnCall) },
  };
  app.get('/on-call', { schema: all }, async ({ query }) => {
    const { rotas, facts } = deps.directory();
    const at = await instantOf(deps, query.at);
    const items = [...rotas].map(([id, rota]) => ({
      rota: id,
      ...namesOf(rota, at),
      ...answer(rota, facts, at),
      until: isoOrNull(onCallUntil(rota, facts, at)),
    }));
    return { items, next: null };
  });
  const one = {
    tags,
    summary: 'Who is on call, and who is next',
    ...byId,
    querystring: atQuery,
    response: { 200: onCallAnswer },
  };
  app.get('/rotas/:id/on-call', { schema: one }, async ({ params, query }) => {
    const rota = rotaOf(deps, params.id);
    const at = await instantOf(deps, query.at);
    return { at: iso(at), ...answer(rota, deps.directory().facts, at) };
  });
  const timeline = {
    tags,
    summary: 'Who is on call over a range of at most five years',
    ...byId,
    querystring: rangeQuery,
    response: { 200: rotaTimeline },
  };
  app.get('/rotas/:id/timeline', { schema: timeline }, async ({ params, query }) => {
    const rota = rotaOf(deps, params.id);
    const [from, to] = [Date.parse(String(query.from)), Date.parse(String(query.to))];
    checkRange(from, to, rota);
    return { segments: segmentsOf(rota, deps.directory().facts, from, to) };
  });
  timelinesRoute(app, deps);
}

/** So that a year of hundreds of rotas does not block the engine. */
const LONGEST_OF_ALL = 100 * DAY;

function timelinesRoute(app: ApiServer, deps: ApiDeps): void {
  const schema = {
    tags,
    summary: 'Who is on call on every rota over a range of at most 100 days',
    querystring: rangeQuery,
    response: { 200: listOf(rotaOnTimeline) },
  };
  app.get('/on-call/timeline', { schema }, async ({ query }) => {
    const { rotas, facts } = deps.directory();
    const [from, to] = [Date.parse(String(query.from)), Date.parse(String(query.to))];
    checkRange(from, to);
    if (to - from > LONGEST_OF_ALL) {
      throw new HttpError('validation', 'to must be at most 100 days after from', [
        { path: 'to', message: 'must be at most 100 days after from' },
      ]);
    }
    const items = [...rotas].map(([id, rota]) => ({
      rota: id,
      ...namesOf(rota, to),
      segments: segmentsOf(rota, facts, from, to),
    }));
    return { items, next: null };
  });
}

function segmentsOf(rota: AnyRota, facts: RotaFacts, from: number, to: number) {
  return resolve(rota, facts, from, to).map((one) => ({ ...one, start: iso(one.start), end: iso(one.end) }));
}

/** @throws HttpError if there is no such rota */
export function rotaOf(deps: ApiDeps, id: string): AnyRota {
  const rota = deps.directory().rotas.get(id);
  if (!rota) {
    throw noSuch('rota', id);
  }
  return rota;
}

async function instantOf(deps: ApiDeps, at: string | number | undefined): Promise<number> {
  const instant = at === undefined ? await deps.clock.now() : Date.parse(String(at));
  if (!isWithinYears(instant)) {
    throw new HttpError('validation', 'at must be an instant between 1970 and 2100', [
      {
        path: 'at',
        message: 'must be an instant between 1970 and 2100',
        reason: 'outside-years',
        data: { first: 1970, last: 2100 },
      },
    ]);
  }
  return instant;
}

function namesOf(rota: AnyRota, at: number): { name: string; team: string | null } {
  const version = versionAt(rota, at);
  return { name: version?.name ?? '', team: version?.team ?? null };
}

function answer(rota: AnyRota, facts: Parameters<typeof onCallAt>[1], at: number) {
  return {
    onCall: onCallAt(rota, facts, at),
    next: nextOnCall(rota, facts, at).map(({ user, from }) => ({ user, from: iso(from) })),
  };
}
