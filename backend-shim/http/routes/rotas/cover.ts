/** Takes over shifts, and lists the shifts that an absence leaves uncovered. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { takeOverWithReason } from '#contract/rotas/with-reason';
import { listOf } from '#contract/list';
import { override as overrideSchema } from '#contract/rotas/rota';
import { coverNeeded, swap as swapSchema } from '#contract/rotas/swap';
import { mayPutOnCall } from '#domain/rota/effort/concerned';
import { COVERED_AHEAD } from '#domain/rota/cover';
import type { Absence } from '#domain/rota/model';
import type { Span } from '#domain/time/span';
import type { OverrideActions } from '../../../actions/rotas/override-actions.ts';
import type { SwapActions } from '../../../actions/rotas/swaps.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { noSuch } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { acceptedAnswer, askerOf } from '../../heavy/answered.ts';
import { iso } from '../../incident-body.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';
import { swapBody } from './swaps.ts';

type CoverDeps = Pick<ApiDeps, 'directory' | 'clock' | 'portions' | 'rotaAnswers'>;

const tags = ['rotas'];
const byId = { params: z.object({ id: z.string() }) };

export function coverRoutes(
  app: ApiServer,
  deps: CoverDeps,
  { overrides, swaps }: { overrides: OverrideActions; swaps: SwapActions },
): void {
  const { directory, clock } = deps;
  const take = {
    tags,
    summary: '“I take this shift now”: until it ends',
    ...byId,
    body: takeOverWithReason,
    response: { 201: overrideSchema },
  };
  app.post('/rotas/:id/take-over', { schema: take }, async (request, reply) => {
    const { user, by, exceptional = null } = request.body;
    const actor = callerOf(request).name;
    const result = await overrides.takeOver({ rota: request.params.id, user, by: by ?? actor, actor, exceptional });
    return reply.code(201).send(acceptedOrThrow(result).override.override);
  });
  const cover = {
    tags,
    summary: 'Shifts that this absence leaves to be covered',
    ...byId,
    response: { 200: listOf(coverNeeded) },
  };
  app.get('/absences/:id/cover', { schema: cover }, async (request) => {
    const { id } = request.params;
    const absence = directory().facts.absences.find((one) => one.id === id);
    if (!absence) {
      throw noSuch('absence', id);
    }
    const found = await toCover(deps, askerOf(request), absence, await clock.now());
    return { items: found.map(({ rota, start, end }) => ({ rota, start: iso(start), end: iso(end) })), next: null };
  });
  const offer = {
    tags,
    summary: 'Offer all of them for swap',
    ...byId,
    body: strict({}).nullish(),
    response: { 201: listOf(swapSchema) },
  };
  app.post('/absences/:id/offer', { schema: offer }, async (request, reply) => {
    const result = await swaps.offerShifts(request.params.id, callerOf(request).name);
    return reply.code(201).send({ items: acceptedOrThrow(result).swaps.map(swapBody), next: null });
  });
}

/** Only from now on, as they are offered: see `shiftsToCover`. */
async function toCover(
  { directory, portions, rotaAnswers }: CoverDeps,
  who: string,
  { user, start, end }: Absence,
  now: number,
): Promise<Array<Span & { rota: string }>> {
  const { rotas, facts } = directory();
  const from = Math.max(start, now);
  const to = Math.min(end, from + COVERED_AHEAD);
  const found = await portions.run(who, async (breathe) => {
    const shifts: Array<Span & { rota: string }> = [];
    for (const [id, rota] of rotas) {
      await breathe();
      if (from < to && mayPutOnCall(rota, facts, user)) {
        const given = acceptedAnswer(await rotaAnswers.duties(who, { rota, facts, from, to }, [user]));
        shifts.push(...(given.spans[0] ?? []).map((span) => ({ ...span, rota: id })));
      }
    }
    return shifts;
  });
  return acceptedAnswer(found).answer;
}
