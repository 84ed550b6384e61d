/** What a sidecar does before it listens. */
import { expect, it } from 'vitest';
import { createRotaRefreshQueue } from './stages/duty/rota-refresh-queue.ts';
import { takeUp } from './start.ts';

it('knows who must rest before the first signal can come, by the configuration in force', async () => {
  const order: string[] = [];
  const does = (what: string) => () => Promise.resolve(void order.push(what));
  const sidecar = {
    transact: does('adjust') as never,
    reload: does('reload'),
    takeOver: async () => undefined,
    catchUp: does('catch up'),
    downtime: () => Promise.resolve(0),
    rotaRefreshQueue: createRotaRefreshQueue(),
    isAllShadow: false,
    rests: { refresh: (now: number) => Promise.resolve(void order.push(`rests at ${now}`)) } as never,
    clock: { now: () => Promise.resolve(7) } as never,
  };
  await takeUp(sidecar, { dialect: 'postgres' });
  expect(order).toEqual(['adjust', 'reload', 'rests at 7']);
});
