/** Limits the bytes of request bodies held in memory, in total and per sender. */
import type { HeldBytes, BytesLease } from '../ports/held-bytes.ts';

const MIB = 1024 * 1024;

export interface HeldLimits {
  /** Bytes of all senders with a valid token. */
  known: number;
  /** Bytes of one such sender while several of its requests hold some. */
  each: number;
  /** Bytes of all senders that have not shown a token yet. */
  strangers: number;
}

const LIMITS: HeldLimits = { known: 64 * MIB, each: 24 * MIB, strangers: 16 * MIB };

interface SenderAccount {
  bytes: number;
  leases: number;
}

/** A stranger that makes way for others. */
interface GivingWay {
  bytes(): number;
  giveWay(): void;
}

function enter(accounts: Map<string, SenderAccount>, who: string): SenderAccount {
  const account = accounts.get(who) ?? { bytes: 0, leases: 0 };
  account.leases++;
  accounts.set(who, account);
  return account;
}

/** @param all ordered by the time of their beginning @returns whether there was another that made way */
function makeRoom(all: ReadonlySet<GivingWay>, besides: GivingWay | null): boolean {
  let most: GivingWay | null = null;
  for (const one of all) {
    if (one !== besides && one.bytes() > (most?.bytes() ?? 0)) {
      most = one;
    }
  }
  most?.giveWay();
  return most !== null;
}

function placeOf(bytes: () => number, end: () => void, displaced: (() => void) | undefined): GivingWay | null {
  return displaced === undefined
    ? null
    : {
        bytes,
        giveWay: () => {
          end();
          displaced();
        },
      };
}

/**
 * A sender with a valid token is never refused because of strangers, nor because of one other sender. Among strangers,
 * the one that holds most makes way for whoever comes: an honest one shows its token within milliseconds, so that those
 * who stall displace each other.
 */
export function createHeldBytes(limits: HeldLimits = LIMITS): HeldBytes {
  let [known, strangers] = [0, 0];
  const movable = new Set<GivingWay>();
  const accounts = new Map<string, SenderAccount>();

  function lease(displaced?: () => void): BytesLease {
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
    /** A sender's only request that holds bytes may exceed its share, or it could never be accepted. */
    const isWithin = (bytes: number): boolean =>
      admitted === null
        ? strangers + bytes <= limits.strangers ||
          (bytes <= limits.strangers && makeRoom(movable, place) && isWithin(bytes))
        : known + bytes <= limits.known &&
          (admitted.account.bytes === own || admitted.account.bytes + bytes <= limits.each);
    const end = () => {
      if (place !== null) {
        movable.delete(place);
      }
      add(-own);
      if (admitted !== null && --admitted.account.leases === 0) {
        accounts.delete(admitted.who);
      }
      admitted = null;
    };
    const place = placeOf(() => own, end, displaced);
    if (place !== null) {
      movable.add(place);
    }
    return {
      admit(who) {
        const bytes = own;
        end();
        admitted = { who, account: enter(accounts, who) };
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
