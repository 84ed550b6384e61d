/** Answers who is on call, in all rotas or in one, now or over a range. */
import { z } from 'zod';
import { atQuery, onCallAnswer, rangeQuery, rotaOnCall, rotaOnTimeline, rotaTimeline } from '#contract/rotas/on-call';
import { listOf } from '#contract/list';
import { isWithinYears } from '#domain/time/problem';
import { versionAt } from '#domain/rota/resolve';
import type { AnyRota } from '#domain/rota/model';
import { DAY } from '#domain/time/duration';
import type { RotaRange } from '../../../ports/heavy/rotas.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { checkRange } from '../../query/check-range.ts';
import { HttpError, noSuch } from '../../errors.ts';
import { acceptedAnswer, answerWith, askerOf } from '../../heavy/answered.ts';
import { sendList } from '../../heavy/list.ts';
import { iso } from '../../incident-body.ts';
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
  app.get('/on-call', { schema: all }, async (request, reply) => {
    const { rotas, facts } = deps.directory();
    const at = await instantOf(deps, request.query.at);
    const who = askerOf(request);
    const items = async function* () {
      for (const [id, rota] of rotas) {
        const { answer } = acceptedAnswer(await deps.rotaAnswers.now(who, { rota, facts, at }));
        yield JSON.stringify({ rota: id, ...namesOf(rota, at), ...answer });
      }
    };
    return sendList(reply, deps.portions, who, items());
  });
  const one = {
    tags,
    summary: 'Who is on call, and who is next',
    ...byId,
    querystring: atQuery,
    response: { 200: onCallAnswer },
  };
  app.get('/rotas/:id/on-call', { schema: one }, async (request) => {
    const rota = rotaOf(deps, request.params.id);
    const at = await instantOf(deps, request.query.at);
    const { facts } = deps.directory();
    const { answer } = acceptedAnswer(await deps.rotaAnswers.now(askerOf(request), { rota, facts, at }));
    return { at: iso(at), onCall: [...answer.onCall], next: answer.next };
  });
  const timeline = {
    tags,
    summary: 'Who is on call over a range of at most five years',
    ...byId,
    querystring: rangeQuery,
    response: { 200: rotaTimeline },
  };
  app.get('/rotas/:id/timeline', { schema: timeline }, async (request, reply) => {
    const { params, query } = request;
    const rota = rotaOf(deps, params.id);
    const [from, to] = [Date.parse(String(query.from)), Date.parse(String(query.to))];
    checkRange(from, to, rota);
    const { facts } = deps.directory();
    const answered = await deps.rotaAnswers.timeline(askerOf(request), { rota, facts, from, to });
    return answerWith(reply, answered) as z.output<typeof rotaTimeline>;
  });
  timelinesRoute(app, deps);
}

/** A year of hundreds of rotas is more than a page shows. */
const LONGEST_OF_ALL = 100 * DAY;

function timelinesRoute(app: ApiServer, deps: ApiDeps): void {
  const schema = {
    tags,
    summary: 'Who is on call on every rota over a range of at most 100 days',
    querystring: rangeQuery,
    response: { 200: listOf(rotaOnTimeline) },
  };
  app.get('/on-call/timeline', { schema }, async (request, reply) => {
    const { rotas, facts } = deps.directory();
    const [from, to] = [Date.parse(String(request.query.from)), Date.parse(String(request.query.to))];
    checkRange(from, to);
    if (to - from > LONGEST_OF_ALL) {
      throw new HttpError('validation', 'to must be at most 100 days after from', [
        { path: 'to', message: 'must be at most 100 days after from' },
      ]);
    }
    const who = askerOf(request);
    const items = async function* () {
      for (const [id, rota] of rotas) {
        const segments = await segmentsOf(deps, who, { rota, facts, from, to });
        yield `${JSON.stringify({ rota: id, ...namesOf(rota, to) }).slice(0, -1)},${segments.slice(1)}`;
      }
    };
    return sendList(reply, deps.portions, who, items());
  });
}

/** @returns `{"segments":[…]}` */
async function segmentsOf({ rotaAnswers }: ApiDeps, who: string, asked: RotaRange): Promise<string> {
  const given = acceptedAnswer(await rotaAnswers.timeline(who, asked));
  return 'body' in given ? JSON.stringify(given.body) : Buffer.from(given.bytes).toString();
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
