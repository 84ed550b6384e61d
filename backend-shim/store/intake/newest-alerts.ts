/** Reads the newest received alerts, as their sources' parsers read them. */
import type { Alert } from '#domain/incident/signal/alert';
import type { StoreCapabilities } from '../capabilities.ts';
import { readPortions } from '../concurrency/by-portions.ts';
import { ALERT_BODY, toAlert } from '../past/stored-past.ts';
import { run } from '../query.ts';
import type { Db } from '../store.ts';
import { readOr } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';

export interface NewestAlert {
  id: string;
  /** Epoch ms. */
  at: number;
  integration: string;
  decision: string;
  incident: string | null;
  alert: Alert;
}

/** Signals that are looked at, with or without an alert that can be read. */
export const MOST_SIGNALS = 500;
const PORTION = 50;
/** Characters of all bodies together; a body may have as many as a payload. */
const MOST_CHARACTERS = 2_000_000;

interface Row {
  id: string;
  at: number;
  integration: string;
  decision: string;
  incident: string | null;
  body: string | null;
}

export interface NewestQuery {
  /** null: of all. */
  integration: string | null;
  /** Alerts at most. */
  most: number;
}

/**
 * Firing alerts that are no tests, newest first. Exact repeats are no signals, so each counts once.
 * @param breathe awaited after each row
 */
export async function readNewestAlerts(
  { db, cap, noting }: { db: Db; cap: StoreCapabilities; noting: UnreadableReporter },
  { integration, most }: NewestQuery,
  breathe: () => Promise<void> | undefined,
): Promise<NewestAlert[]> {
  const p = cap.placeholder;
  const found: NewestAlert[] = [];
  let characters = 0;
  const isEnough = () => found.length >= most || characters > MOST_CHARACTERS;
  const take = ({ body, ...row }: Row) => {
    if (body === null || isEnough()) {
      return;
    }
    characters += body.length;
    const read = readOr(ALERT_BODY, body, { kind: 'signalBodies', id: row.id, field: 'body' }, noting, null);
    if (read?.status === 'firing' && !read.test) {
      found.push({ ...row, alert: toAlert(read) });
    }
  };
  await readPortions<Row>(
    { size: PORTION, most: MOST_SIGNALS },
    async (last) => {
      if (isEnough()) {
        return [];
      }
      const where = [
        ...(integration === null ? [] : [{ text: 's.integration =', value: integration }]),
        ...(last === undefined ? [] : [{ text: 's.id <', value: last.id }]),
      ];
      const conditions = where.map(({ text }, i) => `${text} ${p(i + 1)}`).join(' and ');
      return run<Row>(
        db,
        `select s.id, s.received_at as at, s.integration, s.decision, s.incident, b.body
         from signals s left join signal_bodies b on b.signal = s.id
         ${conditions === '' ? '' : `where ${conditions}`} order by s.id desc limit ${PORTION}`,
        where.map(({ value }) => value),
      );
    },
    async (rows) => {
      for (const row of rows) {
        take(row);
        await breathe();
      }
    },
  );
  return found;
}
