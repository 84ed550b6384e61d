/** Swaps, taking over a shift at once, and what an absence leaves to be covered. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { listOf } from '#contract/list';
import { override as overrideSchema } from '#contract/rotas/rota';
import { coverNeeded, newSwap, swap as swapSchema, swapQuery, takeOver } from '#contract/rotas/swap';
import type { NewSwap, SwapQuery, SwapWire } from '#contract/rotas/swap';
import { coverNeeded as spansToCover, takeOver as takeShift } from '#domain/rota/cover';
import type { Absence, Swap } from '#domain/rota/model';
import type { StoredSwap, SwapDeps } from '../swap-deps.ts';
import type { ApiDeps } from '../api-deps.ts';
import { HttpError, noSuch } from '../errors.ts';
import { callerOf } from '../guard.ts';
import { sendVersioned, versionOf } from '../if-match.ts';
import { iso } from '../incident-body.ts';
import { done } from '../refusal.ts';

const tags = ['rotas'];
const byId = { params: z.object({ id: z.string() }) };

export function swapRoutes(app: FastifyInstance, deps: ApiDeps, swaps: SwapDeps): void {
  app.get(
    '/swaps',
    { schema: { tags, summary: 'Swaps, newest first', querystring: swapQuery, response: { 200: listOf(swapSchema) } } },
    async (request) => {
      const query = request.query as SwapQuery;
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
    },
  );
  app.get(
    '/swaps/:id',
    { schema: { tags, summary: 'One swap', ...byId, response: { 200: swapSchema } } },
    async (request) => {
      const found = swaps.list().find(({ swap }) => swap.id === idOf(request));
      if (!found) {
        throw noSuch('swap', null, 'There is no such swap.');
      }
      return swapBody(found);
    },
  );
  app.post(
    '/swaps',
    { schema: { tags, summary: 'Ask for somebody to take a shift', body: newSwap, response: { 201: swapSchema } } },
    async (request, reply) => {
      const body = request.body as NewSwap;
      const ask = {
        by: body.by ?? callerOf(request).name,
        window: span(body),
        inReturn: body.inReturn && span(body.inReturn),
        askedOf: body.askedOf,
        note: body.note,
      };
      return send(reply.code(201), done(await swaps.ask(body.rota, ask, callerOf(request).name)).stored);
    },
  );
  for (const kind of ['take', 'decline', 'cancel'] as const) {
    app.post(
      `/swaps/:id/${kind}`,
      { schema: { tags, summary: `${kind} it`, ...byId, body: strict({}).nullish(), response: { 200: swapSchema } } },
      async (request, reply) => {
        const caller = callerOf(request);
        const event =
          kind === 'cancel'
            ? { kind, by: caller.name, forOthers: swaps.actsForOthers(caller) }
            : { kind, by: caller.name };
        return send(
          reply,
          done(await swaps.change(idOf(request), event, versionOf(request.headers['if-match']))).stored,
        );
      },
    );
  }
  coverRoutes(app, deps, swaps);
}

function coverRoutes(app: FastifyInstance, deps: ApiDeps, swaps: SwapDeps): void {
  app.post(
    '/rotas/:id/take-over',
    {
      schema: {
        tags,
        summary: '“I take this shift now”: until it ends',
        ...byId,
        body: takeOver,
        response: { 201: overrideSchema },
      },
    },
    async (request, reply) => {
      const id = idOf(request);
      const { facts, rotas } = deps.directory();
      const rota = rotas.get(id);
      if (!rota) {
        throw noSuch('rota', id);
      }
      const { user, by } = request.body as z.output<typeof takeOver>;
      const caller = callerOf(request).name;
      const override = takeShift(rota, facts, { id: deps.newId(), user, by: by ?? caller }, await deps.clock.now());
      if (!override || override.change.kind !== 'replace') {
        throw new HttpError('conflict', `${user} is not on call on this rota now, so there is no shift to take.`, [], {
          reason: 'not-on-call',
          data: { user },
        });
      }
      const body = overrideSchema.parse({
        id: override.id,
        start: override.start,
        end: override.end,
        replace: override.change.user,
        with: override.change.with,
        note: 'taken over',
      });
      const result = done(await deps.editor.createOverride({ rota: id, body, actor: caller }));
      return reply.code(201).send(result.override.override);
    },
  );
  app.get(
    '/absences/:id/cover',
    {
      schema: {
        tags,
        summary: 'Shifts that this absence leaves to be covered',
        ...byId,
        response: { 200: listOf(coverNeeded) },
      },
    },
    async (request) => ({
      items: toCover(deps, absenceOf(deps, idOf(request)), await deps.clock.now()).map(({ rota, window }) => ({
        rota,
        start: iso(window.start),
        end: iso(window.end),
      })),
      next: null,
    }),
  );
  app.post(
    '/absences/:id/offer',
    {
      schema: {
        tags,
        summary: 'Offer all of them for swap',
        ...byId,
        body: strict({}).nullish(),
        response: { 201: listOf(swapSchema) },
      },
    },
    async (request, reply) => {
      const absence = absenceOf(deps, idOf(request));
      const items: SwapWire[] = [];
      const open = swaps.list().filter(({ swap }) => swap.state === 'open' && swap.asked.by === absence.user);
      for (const { rota, window } of toCover(deps, absence, await deps.clock.now())) {
        const already = open.find(
          ({ swap }) => swap.rota === rota && swap.window.start === window.start && swap.window.end === window.end,
        );
        items.push(
          swapBody(
            already ??
              done(
                await swaps.ask(
                  rota,
                  { by: absence.user, window, inReturn: null, askedOf: null, note: '' },
                  callerOf(request).name,
                ),
              ).stored,
          ),
        );
      }
      return reply.code(201).send({ items, next: null });
    },
  );
}

function absenceOf(deps: ApiDeps, id: string): Absence {
  const absence = deps.directory().facts.absences.find((one) => one.id === id);
  if (!absence) {
    throw noSuch('absence', id);
  }
  return absence;
}

/** What is over is covered by nobody any more. */
function toCover(
  deps: ApiDeps,
  absence: Absence,
  now: number,
): Array<{ rota: string; window: { start: number; end: number } }> {
  const { rotas, facts } = deps.directory();
  const rest = { ...absence, start: Math.max(absence.start, now) };
  return [...rotas].flatMap(([rota, any]) =>
    spansToCover(any, facts, rest).map(({ start, end }) => ({ rota, window: { start, end } })),
  );
}

function matches(swap: Swap, { state, rota, user }: SwapQuery): boolean {
  const people = [swap.asked.by, swap.askedOf, swap.taken?.by];
  return (
    (state === undefined || state.includes(swap.state)) &&
    (rota === undefined || swap.rota === rota) &&
    (user === undefined || people.includes(user))
  );
}

function idOf(request: FastifyRequest): string {
  return (request.params as { id: string }).id;
}

function span({ start, end }: { start: string; end: string }): { start: number; end: number } {
  return { start: Date.parse(start), end: Date.parse(end) };
}

function send(reply: FastifyReply, stored: StoredSwap) {
  return sendVersioned(reply, swapBody(stored));
}

function swapBody({ swap, version }: StoredSwap): SwapWire {
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
