/** Takes over shifts, and lists the shifts that an absence leaves uncovered. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { takeOverWithReason } from '#contract/rotas/with-reason';
import { listOf } from '#contract/list';
import { override as overrideSchema } from '#contract/rotas/rota';
import { coverNeeded, swap as swapSchema } from '#contract/rotas/swap';
import { shiftsToCover } from '../../../actions/rotas/ask-for-swap.ts';
import type { OverrideActions } from '../../../actions/rotas/override-actions.ts';
import type { SwapActions } from '../../../actions/rotas/swaps.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { noSuch } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { iso } from '../../incident-body.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';
import { swapBody } from './swaps.ts';

const tags = ['rotas'];
const byId = { params: z.object({ id: z.string() }) };

export function coverRoutes(
  app: ApiServer,
  { directory, clock }: Pick<ApiDeps, 'directory' | 'clock'>,
  { overrides, swaps }: { overrides: OverrideActions; swaps: SwapActions },
): void {
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
  app.get('/absences/:id/cover', { schema: cover }, async ({ params: { id } }) => {
    const absence = directory().facts.absences.find((one) => one.id === id);
    if (!absence) {
      throw noSuch('absence', id);
    }
    const shifts = shiftsToCover(directory(), absence, await clock.now());
    return {
      items: shifts.map(({ rota, window }) => ({ rota, start: iso(window.start), end: iso(window.end) })),
      next: null,
    };
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
