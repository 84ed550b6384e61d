/** Limits the bytes of request bodies held in memory, in total and per sender. */
import type { HeldBytes, BytesLease } from '../ports/held-bytes.ts';

const MIB = 1024 * 1024;

export interface HeldLimits {
  /** Bytes of all senders with a valid token. */
  known: number;
  /** Bytes of one such sender while it has several requests under way. */
  each: number;
  /** Bytes of all senders that have not shown a token yet. */
  strangers: number;
}

const LIMITS: HeldLimits = { known: 64 * MIB, each: 24 * MIB, strangers: 16 * MIB };

interface SenderAccount {
  bytes: number;
  leases: number;
}

/** A sender with a valid token is never refused because of strangers, nor because of one other sender. */
export function createHeldBytes(limits: HeldLimits = LIMITS): HeldBytes {
  let [known, strangers] = [0, 0];
  const accounts = new Map<string, SenderAccount>();

  function enter(who: string): SenderAccount {
    const account = accounts.get(who) ?? { bytes: 0, leases: 0 };
    account.leases++;
    accounts.set(who, account);
    return account;
  }

  function lease(): BytesLease {
    let own = 0;
    let admitted: { who: string; account: SenderAccount } | null = null;
    const add = (bytes: number) => {
      own += bytes;
      if (admitted === null) {
        strangers += bytes;
      } else {
        known += bytes;
        admitted.account.bytes += bytes;
      }
    };
    /** A sender's only request may exceed its share, or it could never be accepted. */
    const isWithin = (bytes: number) =>
      admitted === null
        ? strangers + bytes <= limits.strangers
        : known + bytes <= limits.known &&
          (admitted.account.leases === 1 || admitted.account.bytes + bytes <= limits.each);
    const end = () => {
      add(-own);
      if (admitted !== null && --admitted.account.leases === 0) {
        accounts.delete(admitted.who);
      }
      admitted = null;
    };
    return {
      admit(who) {
        const bytes = own;
        end();
        admitted = { who, account: enter(who) };
        add(bytes);
      },
      take(bytes) {
        const isRoom = isWithin(bytes);
        if (isRoom) {
          add(bytes);
        }
        return isRoom;
      },
      end,
    };
  }
  return { lease };
}
