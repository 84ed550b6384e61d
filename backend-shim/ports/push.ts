/** Defines the port for Vigie's identity at push services: a key pair and a contact (VAPID, RFC 8292). */
export interface PushIdentity {
  /** base64url, as browsers want it when they subscribe. */
  publicKey: string;
  privateKey: string;
  /** `https:` or `mailto:`. */
  subject: string;
}

export interface PushSettings {
  /**
   * The same for every sidecar of a database, for ever, since browsers subscribe to this key. Null: the stored key
   * cannot be read.
   */
  identity(): Promise<PushIdentity | null>;
  /** Push services that may be used: `*.push.apple.com`, or an origin such as `http://push.lan:8080`. */
  services: readonly string[];
}
