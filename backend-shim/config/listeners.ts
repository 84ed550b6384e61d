/** Settings of the listeners for mail and traps, checked against each other. */
import type { ProblemReason } from '#contract/reasons/problems';
import type { SettingValues } from './settings.ts';
import { isLoopback } from './values.ts';
import type { ConfigProblem, ListenAddress } from './values.ts';

export interface MailInConfig {
  listen: ListenAddress;
  /** Lower case; empty: any domain. */
  domains: string[];
  /** `cert` and `key` are paths of PEM files. */
  tls: { mode: NonNullable<SettingValues['VIGIE_SMTP_TLS']>; cert: string; key: string } | null;
  auth: { user: string; password: string } | null;
}

export interface ListenersConfig {
  mailIn: MailInConfig | null;
  snmp: ListenAddress | null;
}

/** @param problems receives problems found here */
export function listenersConfig(values: SettingValues, problems: ConfigProblem[]): ListenersConfig {
  const { VIGIE_SMTP_TLS_CERT: cert, VIGIE_SMTP_TLS_KEY: key, VIGIE_SMTP_TLS: mode } = values;
  const { VIGIE_SMTP_LISTEN: smtp, VIGIE_SMTP_AUTH: auth, VIGIE_SMTP_DOMAIN: domains } = values;
  const problem = (variable: string, message: string, why: ProblemReason) => problems.push({ variable, message, why });
  const certificate = ['VIGIE_SMTP_TLS_CERT', 'VIGIE_SMTP_TLS_KEY'];
  if ((cert === null) !== (key === null)) {
    const [unset = '', other = ''] = cert === null ? certificate : certificate.toReversed();
    problem(unset, 'is not set, but the other of the two is; give the paths of both files, certificate and key', {
      reason: 'needed-beside',
      data: { other },
    });
  }
  if (mode !== null && cert === null) {
    problem('VIGIE_SMTP_TLS', 'needs VIGIE_SMTP_TLS_CERT and VIGIE_SMTP_TLS_KEY', {
      reason: 'needs-settings',
      data: { variables: certificate },
    });
  }
  if (auth !== null && cert === null && smtp !== null && !isLoopback(smtp)) {
    problem(
      'VIGIE_SMTP_AUTH',
      'needs VIGIE_SMTP_TLS_CERT and VIGIE_SMTP_TLS_KEY: the password would cross the network in the clear',
      { reason: 'password-in-clear', data: { variables: certificate } },
    );
  }
  const set = Object.entries({ VIGIE_SMTP_DOMAIN: domains[0], VIGIE_SMTP_TLS_CERT: cert, VIGIE_SMTP_AUTH: auth }).find(
    ([, value]) => value != null,
  );
  if (smtp === null && set !== undefined) {
    problem(set[0], 'needs VIGIE_SMTP_LISTEN', {
      reason: 'only-with',
      data: { field: 'VIGIE_SMTP_LISTEN' },
    });
  }
  const tls = cert === null || key === null ? null : { mode: mode ?? ('starttls' as const), cert, key };
  return { mailIn: smtp === null ? null : { listen: smtp, domains, tls, auth }, snmp: values.VIGIE_SNMP_LISTEN };
}

/** Warnings of `--check`. */
export function listenerFindings(mailIn: MailInConfig | null, publicUrl: string): ConfigProblem[] {
  const shown = new URL(publicUrl).hostname;
  return mailIn !== null && mailIn.domains.length === 0
    ? [
        {
          variable: 'VIGIE_SMTP_DOMAIN',
          message: `is not set: mail for any domain is taken, and the pages show addresses at ${shown}`,
          why: { reason: 'any-domain', data: { shown } },
        },
      ]
    : [];
}
