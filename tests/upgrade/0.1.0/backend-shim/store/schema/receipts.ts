/** Tables of what comes back from services; see schema.ts. */

/** Waits until the delivery it is about is known: a receipt may come before the answer to the send is stored. */
export interface ReceiptTable {
  id: string;
  provider_id: string;
  /** A `Receipt`, JSON. */
  body: string;
  at: number;
  due_at: number;
}

/** Messages that were heard, so that one that comes twice is answered once. */
export interface HeardTable {
  service: string;
  /** The service's own id, or the words. */
  message: string;
  number: string;
  at: number;
}

/** Numbers whose owner answered STOP. */
export interface StoppedTable {
  number: string;
  at: number;
}
