/** Tests that Grafana's keys are fetched when needed and kept while Grafana is away. */
import { expect, test } from 'vitest';
import type { FetchedKeys } from '../ports/signing-keys.ts';
import { createKeys } from './keys.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

function world() {
  const state = { answer: { ok: true, keys: [{ kid: 'a' }] } as FetchedKeys, asked: 0, now: 0 };
  const source = {
    fetch: () => {
      state.asked += 1;
      return Promise.resolve(state.answer);
    },
  };
  return { state, keys: createKeys(source, { monotonic: () => state.now }, silent) };
}

test('a known key is not asked for again until an hour has passed', async () => {
  const { state, keys } = world();
  expect(await keys.find('a')).toEqual({ ok: true, key: { kid: 'a' } });
  state.now = 3_599_999;
  await keys.find('a');
  expect(state.asked).toBe(1);
  state.now = 3_600_000;
  await keys.find('a');
  expect(state.asked).toBe(2);
});

test('a new key is found at once; one that Grafana does not have is not asked for at every request', async () => {
  const { state, keys } = world();
  await keys.find('a');
  state.answer = { ok: true, keys: [{ kid: 'b' }, { kid: 'a' }] };
  expect((await keys.find('b')).ok).toBe(true);
  expect((await keys.find('x')).ok).toBe(false);
  expect((await keys.find('x')).ok).toBe(false);
  expect(state.asked).toBe(3);
  state.now = 9_999;
  await keys.find('x');
  expect(state.asked).toBe(3);
  state.now = 10_000;
  await keys.find('x');
  expect(state.asked).toBe(4);
});

test('while Grafana is unreachable, known keys stay valid and unknown ones fail with the reason', async () => {
  const { state, keys } = world();
  state.answer = { ok: false, reason: 'nobody answers' };
  expect(await keys.find('a')).toEqual({
    ok: false,
    why: 'keys-unreachable',
    message: expect.stringContaining('nobody answers'),
  });
  await keys.find('a');
  state.now = 999;
  await keys.find('a');
  expect(state.asked, 'not at every request').toBe(1);
  state.now = 1000;
  state.answer = { ok: true, keys: [{ kid: 'a' }] };
  expect((await keys.find('a')).ok).toBe(true);
  state.now = 4_000_000;
  state.answer = { ok: false, reason: 'nobody answers' };
  expect((await keys.find('a')).ok).toBe(true);
});

test('an hour passes from the last answer on, however late it came', async () => {
  const { state, keys } = world();
  state.now = 5_000_000;
  await keys.find('a');
  state.now = 8_599_999;
  await keys.find('a');
  expect(state.asked).toBe(1);
  state.now += 1;
  await keys.find('a');
  expect(state.asked).toBe(2);
});

test('after Grafana returns, unknown keys are remembered again', async () => {
  const { state, keys } = world();
  const away: FetchedKeys = { ok: false, reason: 'nobody answers' };
  state.answer = away;
  await keys.find('a');
  state.now = 2000;
  state.answer = { ok: true, keys: [{ kid: 'a' }] };
  expect(await keys.find('x')).toMatchObject({ ok: false, why: 'unknown-key' });
  state.now = 4000;
  await keys.find('x');
  expect(state.asked).toBe(2);
  state.answer = { ok: true, keys: [] };
  expect(await keys.find('y'), 'it has none at all').toMatchObject({ ok: false, why: 'unknown-key' });
  state.answer = away;
  expect(await keys.find('z'), 'none at all, and then away').toMatchObject({ ok: false, why: 'keys-unreachable' });
});

test('while Grafana is away, a key that it did not have before is still unknown, not unreachable', async () => {
  const { state, keys } = world();
  await keys.find('a');
  state.answer = { ok: false, reason: 'nobody answers' };
  expect(await keys.find('x')).toMatchObject({ ok: false, why: 'unknown-key' });
});

test('a hundred unknown keys are remembered, and then all are forgotten', async () => {
  const { state, keys } = world();
  await keys.find('a');
  for (let n = 1; n <= 100; n++) {
    await keys.find(`x${n}`);
  }
  expect(state.asked).toBe(101);
  await keys.find('x1');
  expect(state.asked, 'a hundred').toBe(101);
  await keys.find('x101');
  await keys.find('x101');
  expect(state.asked).toBe(102);
  await keys.find('x1');
  expect(state.asked, 'one more').toBe(103);
});

test('concurrent requests for keys share one fetch', async () => {
  const { state, keys } = world();
  await Promise.all([keys.find('a'), keys.find('a'), keys.find('a')]);
  expect(state.asked).toBe(1);
});

test('a key that Grafana withdrew is no longer valid', async () => {
  const { state, keys } = world();
  await keys.find('a');
  state.answer = { ok: true, keys: [{ kid: 'b' }] };
  await keys.find('b');
  expect((await keys.find('a')).ok).toBe(false);
});
