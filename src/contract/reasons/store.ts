/**
 * Lists why nothing can be written to the database. `where`: the folder of an SQLite database; null: the server of a
 * PostgreSQL database.
 */
import { z } from 'zod';
import { text } from '#contract/reasons/data';
import { reasonList, wordsOf } from '#contract/reasons/reason';
import type { CodeOf, ReasonOf, ReasonTexts } from '#contract/reasons/reason';

const where = text.nullable();

export const STORE_TROUBLES = reasonList({
  'disk-full': { where },
  'quota-used-up': { where },
  'read-only': { where },
  'disk-failing': { where },
  damaged: { where },
  /** Another program holds the lock. */
  locked: {},
  'database-away': {},
  /** The server is starting, or all servers are standbys. */
  recovering: {},
  /** Connections or memory of the server. */
  'nothing-left': {},
  /** It neither writes nor refuses. */
  silent: {},
  /** It refuses for another reason, which the log says. */
  refusing: {},
});

export type StoreTroubleCode = CodeOf<typeof STORE_TROUBLES>;
export type StoreTrouble = ReasonOf<typeof STORE_TROUBLES>;

export const storeTroubleCode = z.enum(Object.keys(STORE_TROUBLES) as [StoreTroubleCode, ...StoreTroubleCode[]]);

const at = (place: string | null) => place ?? 'the database server';

const ENGLISH: ReasonTexts<typeof STORE_TROUBLES> = {
  'disk-full': (data) => `the disk of ${at(data.where)} is full`,
  'quota-used-up': (data) => `the quota of ${at(data.where)} is used up`,
  'read-only': (data) => (data.where === null ? 'the database is read-only' : `${data.where} is read-only`),
  'disk-failing': (data) => `the disk of ${at(data.where)} fails`,
  damaged: (data) => `the database on ${at(data.where)} is damaged`,
  locked: () => 'another program locks the database',
  'database-away': () => 'the database cannot be reached',
  recovering: () => 'the database server is starting, or is a standby',
  'nothing-left': () => 'the database server has no connections or memory left',
  silent: () => 'the database does not answer',
  refusing: () => 'the database refuses what is written',
};

/** For logs, `vigie status` and `/readyz`; the plugin has its own words. */
export function storeTroubleText(trouble: StoreTrouble): string {
  return wordsOf(STORE_TROUBLES, ENGLISH, trouble) ?? trouble.reason;
}

const ADVICE: Partial<Record<StoreTroubleCode, string>> = {
  'disk-full': 'Free space there, or enlarge the disk',
  'quota-used-up': 'Free space there, or raise the quota',
  'read-only': 'Make it writable again',
  'disk-failing': 'Check the disk',
  damaged: 'Restore a backup',
  locked: 'End the other program',
  'nothing-left': 'Raise the limits of the server',
  refusing: 'Look at the log',
};

/** What an operator does about it. */
export function storeTroubleAdvice(reason: StoreTroubleCode): string {
  return ADVICE[reason] ?? 'Check that the server runs and that VIGIE_DATABASE_URL leads to it';
}
