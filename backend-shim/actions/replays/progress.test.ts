import { expect, it } from 'vitest';
import { StoreUnavailable } from '../../store/store.ts';
import { progressOf } from './progress.ts';

function teller() {
  const writes: Array<PromiseWithResolvers<void> & { progress: number }> = [];
  const lines: string[] = [];
  const log = {
    warn: (_: object, text: string) => void lines.push(`warn ${text}`),
    error: (_: object, text: string) => void lines.push(`error ${text}`),
  };
  const tell = progressOf({ log }, 'a replay', (progress) => {
    const write = { ...Promise.withResolvers<void>(), progress };
    writes.push(write);
    return write.promise;
  });
  return { tell, writes, lines };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('stores one progress at a time; steps during a write are left out, and the next one is stored', async () => {
  const { tell, writes } = teller();
  [0, 10, 20, 30].forEach(tell);
  expect(writes.map(({ progress }) => progress)).toEqual([10]);
  writes[0]?.resolve();
  await settled();
  [10, 40].forEach(tell);
  expect(writes.map(({ progress }) => progress)).toEqual([10, 40]);
});

it('logs one warning where the database takes no writes, however many steps fail, and goes on', async () => {
  const { tell, writes, lines } = teller();
  for (const progress of [10, 20, 30]) {
    tell(progress);
    writes.at(-1)?.reject(new StoreUnavailable('away'));
    await settled();
  }
  expect(writes).toHaveLength(3);
  expect(lines).toEqual(['warn could not store the progress of a replay: the database cannot be reached']);
});

it('logs an error where the write fails for another reason', async () => {
  const { tell, writes, lines } = teller();
  tell(10);
  writes[0]?.reject(new Error('no such column'));
  await settled();
  expect(lines).toEqual(['error could not store the progress of a replay']);
});
