/**
 * Limits codes and test messages, which cost money and reach people who may not have asked for them: by address over
 * all people, by person, and for the installation, over all sidecars. Pages are not counted.
 */
import { DAY, HOUR, MINUTE, SECOND } from '#domain/time/duration';
import type { Refusal } from '#contract/reasons/refusals';
import { addUse, readUses } from '../../store/deliveries/reach-uses.ts';
import type { ReachUse, UseOf } from '../../store/deliveries/reach-uses.ts';
import type { Work } from '../../store/work.ts';

type Per = 'address' | 'person' | 'installation';

interface Limit {
  per: Per;
  most: number;
  /** ms */
  within: number;
}

const CODES: readonly Limit[] = [
  { per: 'address', most: 5, within: DAY },
  { per: 'person', most: 10, within: DAY },
  { per: 'installation', most: 100, within: HOUR },
  { per: 'installation', most: 500, within: DAY },
];
const TESTS: readonly Limit[] = [
  { per: 'address', most: 10, within: HOUR },
  { per: 'person', most: 30, within: DAY },
];
/** Codes per address, whatever the person and the method: of 1,000,000 possible codes, 5 a day are sent. */
const WRONG_CODES: readonly Limit[] = [{ per: 'address', most: 10, within: DAY }];

/** The shortest time between two codes to one address. */
const CODE_EVERY = 30 * SECOND;

export interface OverLimit {
  message: string;
  why: Refusal;
}

/**
 * Counts a code if it may be sent.
 * @returns why it may not; null: it may
 */
export async function countCode(work: Work, use: UseOf): Promise<OverLimit | null> {
  const uses = await readUses(work, 'code');
  if (uses.some(({ address, at }) => address === use.address && at > work.now - CODE_EVERY)) {
    return {
      message: 'A code was sent a moment ago. Wait half a minute before you ask for another.',
      why: { reason: 'too-soon', data: {} },
    };
  }
  const over = CODES.find((limit) => isReached(limit, uses, use, work.now));
  if (over) {
    const hours = over.within / HOUR;
    return {
      message: `${WHOSE[over.per]} at most ${over.most} codes in ${hours} h. Try again later, or ask an Admin to confirm the address.`,
      why: { reason: 'too-many-codes', data: { per: over.per, limit: over.most, hours } },
    };
  }
  await addUse(work, 'code', use);
  return null;
}

const WHOSE: Record<Per, string> = {
  address: 'To one address go',
  person: 'One person is sent',
  installation: 'All people together are sent',
};

/**
 * Counts a test message if it may be sent.
 * @returns why it may not; null: it may
 */
export async function countTest(work: Work, use: UseOf): Promise<OverLimit | null> {
  const uses = await readUses(work, 'test');
  const over = TESTS.find((limit) => isReached(limit, uses, use, work.now));
  if (over) {
    const hours = over.within / HOUR;
    return {
      message: `At most ${over.most} test messages are sent in ${hours} h. Try again later.`,
      why: { reason: 'too-many-tests', data: { limit: over.most, hours } },
    };
  }
  await addUse(work, 'test', use);
  return null;
}

/**
 * Called before a code is compared.
 * @returns why no code is accepted for this address now; null: one is
 */
export async function wrongCodes(work: Work, use: UseOf): Promise<OverLimit | null> {
  const uses = await readUses(work, 'wrong-code');
  return WRONG_CODES.some((limit) => isReached(limit, uses, use, work.now))
    ? {
        message:
          'Too many wrong codes were typed in for this address. Try again tomorrow, or ask an Admin to confirm the address.',
        why: { reason: 'wrong-codes-for-address', data: {} },
      }
    : null;
}

export function countWrong(work: Work, use: UseOf): Promise<void> {
  return addUse(work, 'wrong-code' satisfies ReachUse, use);
}

function isReached(
  { per, most, within }: Limit,
  uses: ReadonlyArray<UseOf & { at: number }>,
  use: UseOf,
  now: number,
): boolean {
  const isCounted = (one: UseOf) =>
    per === 'installation' || (per === 'person' ? one.user === use.user : one.address === use.address);
  return uses.filter((one) => one.at > now - within && isCounted(one)).length >= most;
}

/** How long a code is valid, ms. */
export const CODE_LIFE = 10 * MINUTE;
/** Of a code that somebody else had sent: the person may be asleep, or in a meeting. */
export const ASKED_LIFE = DAY;
