import { expect, test } from 'vitest';
import type { Channel } from '../ports/channel.ts';
import { createCollector } from './collector.ts';

const definition = { kind: 'a' } as Channel['definition'];

function collectorOver(collect: Channel['collect']) {
  const warned: object[] = [];
  const log = {
    debug: () => undefined,
    info: () => undefined,
    error: () => undefined,
    warn: (fields: object) => void warned.push(fields),
    child: () => log,
  };
  const channel: Channel = {
    definition,
    lane: () => 'a',
    send: () => Promise.reject(new Error('not here')),
    ...(collect ? { collect } : {}),
  };
  const services = () => ['one', 'two'].map((id) => ({ id, settings: {}, secrets: {} }));
  return { warned, collector: createCollector({ channels: new Map([['a', channel]]), services, log }) };
}

test('every service is asked, one look at a time', async () => {
  const asked: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const { collector } = collectorOver(async ({ id }) => {
    asked.push(id);
    await promise;
  });
  collector.look();
  collector.look();
  resolve();
  await collector.idle();
  expect(asked).toEqual(['one', 'two']);
  collector.look();
  await collector.idle();
  expect(asked).toHaveLength(4);
});

test('one that fails is noted and does not keep the others from being asked', async () => {
  const { collector, warned } = collectorOver(({ id }) =>
    id === 'one' ? Promise.reject(new Error('away')) : Promise.resolve(),
  );
  collector.look();
  await collector.idle();
  expect(warned).toEqual([{ channel: 'a', service: 'one', err: 'away' }]);
});

test('channels that are told by their services are not asked', async () => {
  const { collector, warned } = collectorOver(undefined);
  collector.look();
  await collector.idle();
  expect(warned).toEqual([]);
});
