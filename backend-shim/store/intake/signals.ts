/** Stores the received signals of integrations, one row per alert. */
import { insertRows } from '../query.ts';
import type { SignalTable } from '../schema/intake.ts';
import type { Work } from '../work.ts';

export async function insertSignals(work: Work, rows: readonly SignalTable[]): Promise<void> {
  await insertRows(work.tx, work.cap, 'signals', rows);
}
