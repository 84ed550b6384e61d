/** Defines the numbers that people see when Vigie calls or writes. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';

const sender = strict({
  /** `+33937000000`, or a short code. */
  number: z.string(),
  /** Ids under `channels`. */
  channels: z.array(z.string()),
});

export const senders = strict({
  items: z.array(sender),
  /** The number as a phone contact. */
  vcard: z.string(),
  /** The contact as a QR code (SVG). */
  qr: z.string(),
});

export type SenderWire = z.output<typeof sender>;
export type SendersWire = z.output<typeof senders>;
