/** What Vigie shows push services: a key pair of its own, and whom to write to about it (VAPID, RFC 8292). */
export interface PushIdentity {
  /** base64url, as browsers want it when they subscribe. */
  publicKey: string;
  privateKey: string;
  /** `https:` or `mailto:`. */
  subject: string;
}

export interface PushSettings {
  /** The same for every sidecar of a database, for ever: browsers subscribe to this key alone. Null: what is stored of it cannot be read. */
  identity(): Promise<PushIdentity | null>;
  /** Push services that may be written to: `*.push.apple.com`, or a whole origin such as `http://push.lan:8080`. */
  services: readonly string[];
}
