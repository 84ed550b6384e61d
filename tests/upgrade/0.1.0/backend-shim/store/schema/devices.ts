/** Tables of the app on people's devices; see schema.ts. */

/** One per device: the app on it may ask until `expires_at`, which every use moves on. */
export interface DeviceSessionTable {
  device: string;
  user: string;
  /** Keyed hash of the cookie. */
  token: string;
  created_at: number;
  seen_at: number;
  expires_at: number;
}

/** At most one per person: a new link ends the one before. */
export interface EnrolmentTable {
  user: string;
  /** Keyed hash of what is in the link. */
  code: string;
  made_at: number;
  expires_at: number;
}
