/** `/api/v1/swaps`: requests to take over a shift, and the answers to them. */
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { listOf } from '#contract/list';
import { newSwap, swap as swapSchema, swapQuery } from '#contract/rotas/swap';
import type { SwapQuery, SwapWire } from '#contract/rotas/swap';
import type { Swap } from '#domain/rota/model';
import type { StoredSwap } from '../../../actions/rotas/save-swap.ts';
import type { SwapActions } from '../../../actions/rotas/swaps.ts';
import { noSuch } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { sendVersioned, versionOf } from '../../if-match.ts';
import { iso } from '../../incident-body.ts';
import { acceptedOrThrow } from '../../refusal.ts';
import type { ApiServer } from '../../schemas.ts';

const tags = ['rotas'];
const byId = { params: z.object({ id: z.string() }) };

export function swapRoutes(app: ApiServer, swaps: SwapActions): void {
  readRoutes(app, swaps);
  const ask = { tags, summary: 'Ask for somebody to take a shift', body: newSwap, response: { 201: swapSchema } };
  app.post('/swaps', { schema: ask }, async (request, reply) => {
    const { rota, by, inReturn, askedOf, note, ...window } = request.body;
    const actor = callerOf(request).name;
    const swap = {
      rota,
      by: by ?? actor,
      window: windowOf(window),
      inReturn: inReturn && windowOf(inReturn),
      askedOf,
      note,
    };
    return sendSwap(reply.code(201), acceptedOrThrow(await swaps.ask(swap, actor)).stored);
  });
  for (const kind of ['take', 'decline', 'cancel'] as const) {
    const schema = { tags, summary: `${kind} it`, ...byId, body: strict({}).nullish(), response: { 200: swapSchema } };
    app.post(`/swaps/:id/${kind}`, { schema }, async (request, reply) => {
      const ifVersion = versionOf(request.headers['if-match']);
      const result = await swaps.answer(request.params.id, { kind, caller: callerOf(request), ifVersion });
      return sendSwap(reply, acceptedOrThrow(result).stored);
    });
  }
}

function readRoutes(app: ApiServer, swaps: SwapActions): void {
  const list = { tags, summary: 'Swaps, newest first', querystring: swapQuery, response: { 200: listOf(swapSchema) } };
  app.get('/swaps', { schema: list }, async ({ query }) => {
    const found = swaps
      .list()
      .filter(({ swap }) => matches(swap, query))
      .sort((a, b) => (a.swap.id < b.swap.id ? 1 : -1));
    const from = query.cursor === undefined ? 0 : found.findIndex(({ swap }) => swap.id < (query.cursor ?? ''));
    const page = from < 0 ? [] : found.slice(from, from + query.limit);
    return {
      items: page.map(swapBody),
      next: from >= 0 && from + query.limit < found.length ? (page.at(-1)?.swap.id ?? null) : null,
    };
  });
  const one = { tags, summary: 'One swap', ...byId, response: { 200: swapSchema } };
  app.get('/swaps/:id', { schema: one }, async ({ params }) => {
    const found = swaps.list().find(({ swap }) => swap.id === params.id);
    if (!found) {
      throw noSuch('swap', null, 'There is no such swap.');
    }
    return swapBody(found);
  });
}

function matches(swap: Swap, { state, rota, user }: SwapQuery): boolean {
  const people = [swap.asked.by, swap.askedOf, swap.taken?.by];
  return (
    (state === undefined || state.includes(swap.state)) &&
    (rota === undefined || swap.rota === rota) &&
    (user === undefined || people.includes(user))
  );
}

function windowOf({ start, end }: { start: string; end: string }): { start: number; end: number } {
  return { start: Date.parse(start), end: Date.parse(end) };
}

function sendSwap(reply: FastifyReply, stored: StoredSwap) {
  return sendVersioned(reply, swapBody(stored));
}

export function swapBody({ swap, version }: StoredSwap): SwapWire {
  const consent = (one: Swap['taken']) => one && { by: one.by, at: iso(one.at) };
  return {
    id: swap.id,
    rota: swap.rota,
    start: iso(swap.window.start),
    end: iso(swap.window.end),
    inReturn: swap.inReturn && { start: iso(swap.inReturn.start), end: iso(swap.inReturn.end) },
    askedOf: swap.askedOf,
    state: swap.state,
    asked: { by: swap.asked.by, at: iso(swap.asked.at) },
    taken: consent(swap.taken),
    closed: consent(swap.closed),
    note: swap.note,
    version,
  };
}
