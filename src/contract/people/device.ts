/** Defines **devices**: phones and computers with Vigie's own app, which receive push messages and can answer. */
import { z } from 'zod';
import { optional, strict } from '#contract/base/schema';
import { wellFormed } from '#contract/base/why';
import { instant } from '#contract/base/scalars';

/** A device as it is stored beside the user. Its id is that of the contact method. */
export interface DeviceWire {
  user: string;
  name: string;
  /** A short name of what the browser says it is: `iPhone`, `Android`. */
  platform: string;
  /** The endpoint of the browser's push service; null: notifications are not allowed. */
  to: string | null;
  /** `PushKeys` as JSON; whoever has them can read and write messages. */
  secret: string | null;
  /** Epoch ms of the last subscription. */
  subscribedAt: number | null;
}

const ID = /^phone-[0-9a-z]{6,30}$/;

/**
 * Whether an id is that of a device. A rule may name a deleted device, which is skipped, so that a lost phone breaks
 * nothing.
 */
export function isDeviceId(id: string): boolean {
  return ID.test(id);
}

const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** The keys of a browser's subscription (RFC 8291 §3.1): an uncompressed point of P-256, and 16 bytes. */
export const pushKeys = strict({
  p256dh: z
    .string()
    .regex(...wellFormed('base64url', BASE64URL, 'must be base64url'))
    .length(87, 'must have 65 bytes'),
  auth: z
    .string()
    .regex(...wellFormed('base64url', BASE64URL, 'must be base64url'))
    .length(22, 'must have 16 bytes'),
});
export type PushKeys = z.output<typeof pushKeys>;

/** The result of a browser's `PushSubscription.toJSON()`. */
export const subscription = strict({
  endpoint: z.url().max(1_000),
  expirationTime: optional(z.number()),
  keys: pushKeys,
});
export type PushSubscriptionWire = z.output<typeof subscription>;

/** `GET users/:login/devices`. */
export const device = strict({
  id: z.string(),
  name: z.string(),
  platform: z.string(),
  /**
   * `on`: notifications are allowed; `failing`: the last one was refused, open the app on the device; `off`: not
   * allowed yet.
   */
  push: z.enum(['on', 'failing', 'off']),
  addedAt: instant,
  /** When its app last sent a request; null: its session has ended. */
  seenAt: instant.nullable(),
});
export type DeviceAnswer = z.output<typeof device>;

/** `POST users/:login/devices/enrolment`. */
export const enrolment = strict({
  /** To open on the device; works once. */
  url: z.string(),
  /** The same code for typing. */
  code: z.string(),
  /** The link as a QR code (SVG). */
  qr: z.string(),
  expiresAt: instant,
});
export type EnrolmentAnswer = z.output<typeof enrolment>;
