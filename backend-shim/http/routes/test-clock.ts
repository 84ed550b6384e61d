/** `/test/clock`: lets simulations and tests move time by hand, only with `VIGIE_CLOCK=manual`. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { duration } from '#contract/time/duration';
import { parseDuration } from '#domain/time/duration';
import { HttpError } from '../errors.ts';
import { iso } from '../incident-body.ts';

export interface TestClockDeps {
  now(): Promise<number>;
  travelTo(target: number): Promise<number>;
}

const move = strict({
  advance: duration({ max: 100 * 366 * 86_400_000 }).optional(),
  set: z.iso.datetime({ offset: true }).optional(),
});

export function testClockRoutes(app: FastifyInstance, deps: TestClockDeps): void {
  app.get('/test/clock', { schema: { hide: true } }, async () => ({ now: iso(await deps.now()) }));
  app.post<{ Body: z.output<typeof move> }>('/test/clock', { schema: { hide: true, body: move } }, async (request) => {
    const { advance, set } = request.body;
    if ((advance === undefined) === (set === undefined)) {
      throw new HttpError('validation', 'Give exactly one of advance (a duration) and set (an instant).', [
        {
          path: 'advance',
          message: 'or set must be given',
          reason: 'exactly-one',
          data: { of: ['advance', 'set'], given: [] },
        },
      ]);
    }
    const target = set === undefined ? (await deps.now()) + (parseDuration(String(advance)) ?? 0) : Date.parse(set);
    return { now: iso(await deps.travelTo(target)) };
  });
}
