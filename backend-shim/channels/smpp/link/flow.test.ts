import { EventEmitter } from 'node:events';
import type { Session } from 'smpp';
import { expect, it } from 'vitest';
import { limitFlow } from './flow.ts';

function bench() {
  let [isPaused, isDestroyed] = [false, false];
  const socket = { writableLength: 0 };
  const session = Object.assign(new EventEmitter(), {
    socket,
    pause: () => void (isPaused = true),
    resume: () => void (isPaused = false),
    destroy: () => {
      isDestroyed = true;
      session.emit('close');
    },
  });
  const ends: Array<() => void> = [];
  limitFlow(session as unknown as Session, { sleep: () => new Promise((resolve) => void ends.push(resolve)) });
  return {
    socket,
    /** As the library does: until it is paused, or nothing is left. @returns how many were taken */
    takes(count: number): number {
      let taken = 0;
      for (; taken < count && !isPaused; taken += 1) session.emit('pdu', {});
      return taken;
    },
    second: async () => {
      ends.splice(0).forEach((end) => end());
      await Promise.resolve();
    },
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    isDestroyed: () => isDestroyed,
  };
}

it('an SMSC that never stops is read 20 PDUs a turn, and 1,000 a second', async () => {
  const { takes, turn, second } = bench();
  let taken = 0;
  for (let turns = 0; turns < 100; turns++) {
    const now = takes(5_000);
    expect(now).toBeLessThanOrEqual(20);
    taken += now;
    await turn();
  }
  expect(taken).toBe(1_000);
  await second();
  expect(takes(5_000)).toBe(20);
});

it('what comes in small portions is taken at once, or in the next turn', async () => {
  const { takes, turn, second } = bench();
  for (let portion = 0; portion < 200; portion++) {
    const first = takes(19);
    await turn();
    expect(first + takes(19 - first)).toBe(19);
    await turn();
    await second();
  }
});

it('an SMSC that reads no answers is hung up on', () => {
  const { socket, takes, isDestroyed } = bench();
  socket.writableLength = 300 * 1024;
  takes(1);
  expect(isDestroyed()).toBe(true);
});
