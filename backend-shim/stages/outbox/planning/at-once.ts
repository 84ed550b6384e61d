/** How planning hands new deliveries to whoever sends them. */
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import type { Work } from '../../../store/work.ts';

/** New deliveries as they are to be stored. */
interface LeasedOnInsert {
  rows: readonly DeliveryRow[];
  /** Called in the same transaction, once everything that a message tells is stored. */
  prepare(): Promise<void>;
}

/**
 * Leases those of the new deliveries that this process sends itself as soon as the transaction is committed. Others stay
 * due, for the next claim.
 */
export type ImmediateDispatch = (work: Work, rows: readonly DeliveryRow[]) => Promise<LeasedOnInsert>;

/** All stay due. */
export const sendLater: ImmediateDispatch = (_, rows) => Promise.resolve({ rows, prepare: () => Promise.resolve() });
