/** Settings of the mail listener. */
import type { CertificateFiles } from './certificate.ts';

export interface SmtpSettings {
  host: string;
  port: number;
  /** Lower case; empty: any domain. */
  domains: readonly string[];
  /** The host name in the greeting. */
  name: string;
  tls: (CertificateFiles & { mode: 'starttls' | 'required' | 'implicit' }) | null;
  auth: { user: string; password: string } | null;
  /** Whether passwords may come in the clear: only where no other machine can connect. */
  insecureAuth: boolean;
}
