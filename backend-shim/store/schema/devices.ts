/** Declares the tables of the app on people's devices; see schema.ts. */

/** One session per device. The app may call the API until `expires_at`, which every use extends. */
export interface DeviceSessionTable {
  device: string;
  user: string;
  /** Keyed hash of the cookie. */
  token: string;
  created_at: number;
  seen_at: number;
  expires_at: number;
}

/** At most one link per person: a new link replaces the one before. */
export interface EnrolmentTable {
  user: string;
  /** Keyed hash of what is in the link. */
  code: string;
  made_at: number;
  expires_at: number;
}
