/** Declares the tables of receipts and replies; see schema.ts. */

/** A receipt that waits for its delivery: a receipt may arrive before the result of the send is stored. */
export interface ReceiptTable {
  id: string;
  provider_id: string;
  /** A `Receipt`, JSON. */
  body: string;
  at: number;
  due_at: number;
}

/** Replies that were received, so that a repeated one is answered once. */
export interface HeardReplyTable {
  service: string;
  /** The service's own id, or the words. */
  message: string;
  number: string;
  at: number;
}

/** Numbers whose owner answered STOP. */
export interface StoppedNumberTable {
  number: string;
  at: number;
}
