import { expect, test } from 'vitest';
import type { Unreadable } from '#contract/unreadable';
import { makePushKeys } from '../adapters/push-keys.ts';
import { createVault } from '../adapters/vault.ts';
import type { RunTransaction } from '../store/work.ts';
import { wirePush } from './push.ts';

const vault = createVault('a key of at least thirty-two characters');
const pair = makePushKeys();
const config = {
  push: { key: null, subject: null, services: null },
  publicUrl: 'https://oncall.example.com',
  mailFrom: null,
};

/** @param kept what the database says, one after the other */
function reading(...kept: string[]) {
  const noted: Unreadable[] = [];
  const transact = (() => Promise.resolve(kept.length > 1 ? kept.shift() : kept[0])) as RunTransaction;
  return {
    noted,
    push: wirePush(config, vault, () => transact, {
      note: (one) => void noted.push(one),
      clear: () => noted.splice(0),
    }),
  };
}

test.each([
  ['no text', ''],
  ['as it is', JSON.stringify(pair)],
  ['sealed with another key', createVault('another key of at least thirty-two characters').seal(JSON.stringify(pair))],
  ['no JSON', vault.seal('{"publicKey')],
  ['no pair', vault.seal('7')],
  ['half of one', vault.seal(JSON.stringify({ publicKey: pair.publicKey }))],
  ['halves of two', vault.seal(JSON.stringify({ ...pair, publicKey: makePushKeys().publicKey }))],
  ['a private key that is none', vault.seal(JSON.stringify({ ...pair, privateKey: 'x' }))],
])('%s: no identity, the row is named, and what is put back counts at once', async (_, text) => {
  const { push, noted } = reading(text, vault.seal(JSON.stringify(pair)));
  expect(await push.identity()).toBeNull();
  expect(noted).toMatchObject([{ kind: 'meta', id: 'push_keys' }]);
  expect(await push.identity()).toMatchObject(pair);
  expect(noted).toEqual([]);
});
