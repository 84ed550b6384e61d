/** Settings of the listeners for mail and traps. */
import type { ProblemReason } from '#contract/reasons/problems';
import type { ConfigProblem, SidecarConfig } from './config.ts';
import { isLoopback, wrong } from './config-values.ts';
import type { Listen, Read } from './config-values.ts';

export const SMTP_TLS_MODES = ['starttls', 'required', 'implicit'] as const;
export type SmtpTlsMode = (typeof SMTP_TLS_MODES)[number];

export interface MailInConfig {
  listen: Listen;
  /** Lower case; empty: any. */
  domains: string[];
  /** Paths of PEM files. */
  tls: { mode: SmtpTlsMode; cert: string; key: string } | null;
  auth: { user: string; password: string } | null;
}

export interface ListenersConfig {
  mailIn: MailInConfig | null;
  snmp: Listen | null;
}

/** As read, before it is looked at as a whole. */
export interface ListenerValues {
  smtp: Listen | null;
  domains: string[];
  cert: string | null;
  key: string | null;
  mode: SmtpTlsMode | null;
  auth: { user: string; password: string } | null;
  snmp: Listen | null;
}

const DOMAIN = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

export function readDomains(text: string): Read<string[]> {
  const domains = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const bad = domains.find((domain) => !DOMAIN.test(domain));
  return bad === undefined
    ? { value: domains }
    : wrong(`must be domains with commas between them, such as vigie.example.com; "${bad}" is none`, 'domains');
}

export function readUser(text: string): Read<{ user: string; password: string }> {
  const [, user, password] = /^([^:\s]+):(\S+)$/.exec(text) ?? [];
  return user && password
    ? { value: { user, password } }
    : wrong('must be user:password, without spaces', 'user-and-password');
}

export function listenersConfig(values: ListenerValues, problems: ConfigProblem[]): ListenersConfig {
  const { smtp, cert, key, mode, auth, domains, snmp } = values;
  const problem = (variable: string, message: string, why: ProblemReason) => problems.push({ variable, message, why });
  const certificate = ['VIGIE_SMTP_TLS_CERT', 'VIGIE_SMTP_TLS_KEY'];
  if ((cert === null) !== (key === null)) {
    const [unset = '', other = ''] = cert === null ? certificate : certificate.toReversed();
    problem(unset, 'is not set, but the other of the two is: give the paths of both files, certificate and key', {
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
    problem(set[0], 'is of no use without VIGIE_SMTP_LISTEN', {
      reason: 'only-with',
      data: { field: 'VIGIE_SMTP_LISTEN' },
    });
  }
  const tls = cert === null || key === null ? null : { mode: mode ?? ('starttls' as const), cert, key };
  return { mailIn: smtp === null ? null : { listen: smtp, domains, tls, auth }, snmp };
}

/** What `--check` warns about. */
export function listenerFindings({ mailIn, publicUrl }: Pick<SidecarConfig, 'mailIn' | 'publicUrl'>): ConfigProblem[] {
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
