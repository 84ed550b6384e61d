/**
 * Stores the copy of a policy that an incident runs on, once per content: ten thousand incidents on one policy share
 * one row.
 */
import { createHash } from 'node:crypto';
import type { Policy } from '#domain/escalation/policy';
import type { StoreCapabilities } from '../capabilities.ts';
import { insertRows, selectIn } from '../query.ts';
import type { Db } from '../store.ts';
import { readStored } from '../stored/json.ts';
import { UNNOTED } from '../stored/unreadable.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';
import { storedPolicy } from './stored-policy.ts';

const MOST_REMEMBERED = 2000;

export interface PolicyCopies {
  hashOf(policy: Policy): string;
  save(db: Db, cap: StoreCapabilities, policies: readonly Policy[]): Promise<void>;
  /** Reporter for readers of incidents: tells whether each value can be read. */
  noting: UnreadableReporter;
  /** The policies of all these hashes, except those that cannot be read. */
  load(db: Db, cap: StoreCapabilities, hashes: readonly string[]): Promise<ReadonlyMap<string, Policy>>;
}

/** @param unreadable is told what cannot be read */
export function createPolicyCopies(unreadable: UnreadableReporter = UNNOTED): PolicyCopies {
  const hashes = new WeakMap<Policy, string>();
  const byHash = new Map<string, Policy>();
  const remember = (hash: string, policy: Policy) => {
    if (byHash.size >= MOST_REMEMBERED) {
      byHash.clear();
    }
    byHash.set(hash, policy);
    hashes.set(policy, hash);
  };
  const hashOf = (policy: Policy): string => {
    const known = hashes.get(policy);
    if (known !== undefined) {
      return known;
    }
    const hash = createHash('sha256').update(JSON.stringify(policy)).digest('base64url').slice(0, 22);
    hashes.set(policy, hash);
    return hash;
  };
  return {
    hashOf,
    noting: unreadable,
    save: async (db, cap, policies) => {
      // A copy that was read once is stored, and copies are never removed.
      const unknown = [...new Set(policies)].filter((policy) => !byHash.has(hashOf(policy)));
      const rows = unknown.map((policy) => ({ hash: hashOf(policy), body: JSON.stringify(policy) }));
      await insertRows(db, cap, 'policy_copies', rows, 'on conflict (hash) do nothing');
    },
    load: async (db, cap, wanted) => {
      const found = new Map<string, Policy>();
      for (const hash of wanted) {
        const policy = byHash.get(hash);
        if (policy) {
          found.set(hash, policy);
        }
      }
      const missing = wanted.filter((hash) => !found.has(hash));
      const rows = await selectIn<{ hash: string; body: string }>(db, cap, '* from policy_copies', 'hash', missing);
      for (const row of rows) {
        const read = readStored(storedPolicy, row.body, { kind: 'policyCopies', id: row.hash });
        if (read.ok) {
          // The domain wrote the windows and the labels of matchers.
          const policy = read.value as Policy;
          remember(row.hash, policy);
          found.set(row.hash, policy);
        } else {
          unreadable.note(read.unreadable);
        }
      }
      return found;
    },
  };
}
