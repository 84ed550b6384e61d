/** Settings of the mail listener. */
import type { CertificateFiles } from './certificate.ts';

export interface SmtpSettings {
  host: string;
  port: number;
  /** Lower case; empty: any domain. */
  domains: readonly string[];
  /** How it calls itself. */
  name: string;
  tls: (CertificateFiles & { mode: 'starttls' | 'required' | 'implicit' }) | null;
  auth: { user: string; password: string } | null;
  /** Whether passwords may come in the clear: only where no other machine can reach it. */
  insecureAuth: boolean;
}
