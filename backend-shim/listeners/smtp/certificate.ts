/** Reads the certificate of the mail listener from files, and again when they change. */
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

export interface CertificateFiles {
  cert: string;
  key: string;
}

export type MailCertificate = { ok: true; cert: string; key: string } | { ok: false; reason: string };

/** Checks that certificate and key belong together, before the first sender does. */
export function readCertificate({ cert, key }: CertificateFiles): MailCertificate {
  try {
    const pem = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
    createSecureContext(pem);
    return { ok: true, ...pem };
  } catch (error) {
    // Messages of OpenSSL and the file system name files and fields, never the key.
    return {
      ok: false,
      reason: `the certificate of VIGIE_SMTP_TLS_CERT and the key of VIGIE_SMTP_TLS_KEY cannot be used: ${(error as Error).message}`,
    };
  }
}
