/** `/api/v1/replays`: what a changed rota, policy or route would have done to a past period. */
import { z } from 'zod';
import { replayRequest, replayResult, replayWire } from '#contract/replay';
import type { ReplayResultWire, ReplayWire } from '#contract/replay';
import { isDifferent } from '#domain/replay/compare';
import type { ReplayActions } from '../../../actions/replays/replays.ts';
import type { Caller } from '../../../rights/caller.ts';
import { readOr } from '../../../store/stored/json.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { ReplayTable } from '../../../store/schema/settings.ts';
import { HttpError } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { iso, isoOrNull } from '../../incident-body.ts';
import type { ApiServer } from '../../schemas.ts';

export interface ReplayRouteDeps {
  replays: ReplayActions;
  noting: UnreadableReporter;
  /** The logins among these whose figures the caller reads one by one. */
  readable(caller: Caller, logins: readonly string[]): Promise<ReadonlySet<string>>;
}

type ReplayedPage = NonNullable<ReplayResultWire['pages'][number]['before']>;

const tags = ['replays'];
const byId = { params: z.object({ id: z.string() }) };

export function replayRoutes(app: ApiServer, { replays, noting, readable }: ReplayRouteDeps): void {
  const summary = 'Go through a past period again, with a draft';
  app.post(
    '/replays',
    { schema: { tags, summary, body: replayRequest, response: { 202: replayWire } } },
    async (request, reply) => {
      const begun = await replays.begin(request.body, callerOf(request));
      if (begun.ok) {
        return reply.code(202).send(replayBody(begun.row, noting));
      }
      if ('busy' in begun) {
        throw new HttpError('conflict', 'Another replay is running. Wait until it is done, or cancel it.', [], {
          reason: 'replay-busy',
        });
      }
      const [first] = begun.problems;
      throw new HttpError('validation', `${first?.path ?? ''} ${first?.message ?? ''}`.trim(), begun.problems);
    },
  );
  app.get(
    '/replays/:id',
    { schema: { tags, summary: 'One replay, for a day', ...byId, response: { 200: replayWire } } },
    async (request) => {
      const row = await replays.read(request.params.id, callerOf(request));
      if (row === null) {
        throw noReplay();
      }
      return forReader(replayBody(row, noting), callerOf(request), readable);
    },
  );
  app.delete(
    '/replays/:id',
    { schema: { tags, summary: 'Cancel a replay, or delete its result', ...byId, response: { 204: z.null() } } },
    async (request, reply) => {
      if (!(await replays.cancel(request.params.id, callerOf(request)))) {
        throw noReplay();
      }
      return reply.code(204).send();
    },
  );
}

function noReplay(): HttpError {
  return new HttpError('not-found', 'There is no such replay of yours; results are kept for a day.', [], {
    reason: 'replay-gone',
  });
}

/**
 * How often somebody was paged and woken is told to those who read that person's figures. Of others' pages, those that
 * differ are told, without when they arrived. Rights are those of now: they may have changed since the replay was begun.
 */
async function forReader(body: ReplayWire, caller: Caller, readable: ReplayRouteDeps['readable']): Promise<ReplayWire> {
  const { result } = body;
  if (result === null) {
    return body;
  }
  const logins = [...result.woken, ...result.pages].map(({ user }) => user);
  const seen = await readable(caller, [...new Set(logins)]);
  const pages = result.pages.flatMap((pair) =>
    seen.has(pair.user)
      ? [pair]
      : isDifferent(pair)
        ? [{ ...pair, before: withoutArrival(pair.before), after: withoutArrival(pair.after) }]
        : [],
  );
  return { ...body, result: { ...result, pages, woken: result.woken.filter(({ user }) => seen.has(user)) } };
}

function withoutArrival(page: ReplayedPage | null): ReplayedPage | null {
  return page && { at: page.at, urgency: page.urgency, methods: page.methods };
}

function replayBody(row: ReplayTable, noting: UnreadableReporter): ReplayWire {
  const { id, created_by: createdBy, answers, state, progress, result } = row;
  const where = { kind: 'replays', id, field: 'result' };
  return {
    id,
    from: iso(row.range_from),
    to: iso(row.range_to),
    answers: answers as ReplayWire['answers'],
    createdAt: iso(row.created_at),
    createdBy,
    state: state as ReplayWire['state'],
    progress: progress / 1000,
    exactSince: isoOrNull(row.exact_since),
    result: result === null ? null : readOr(replayResult, result, where, noting, null),
  };
}
