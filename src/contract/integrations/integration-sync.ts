/** Defines `sync` of an integration: how the source receives what people do in Vigie. */
import { z } from 'zod';
import type { SourceKind, SyncSettings } from '#domain/routing/integration';
import { DAY, MINUTE } from '#domain/time/duration';
import { duration, toMilliseconds } from '#contract/time/duration';
import { instant } from '#contract/base/scalars';
import { optional, strict } from '#contract/base/schema';
import { wellFormed } from '#contract/base/why';
import type { ProblemReason } from '#contract/reasons/problems';

const WEB = /^https?:\/\/[^\s/?#]+[^\s?#]*$/;
const PEM = /^\s*-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/;
const secret = z
  .string()
  .min(1)
  .max(10_000)
  .regex(...wellFormed('one-line', /^[^\r\n]+$/, 'must be on one line'));

/** The service account that the plugin made in Grafana for the token, so that it can be renewed and removed there. */
const serviceAccount = strict({
  id: z.int().min(1),
  /** The number of the token, not the token. */
  token: z.int().min(1),
  /** The organisation of Grafana that has the account. */
  org: z.int().min(1),
  /** null: the token does not expire. */
  expiresAt: optional(instant),
});

export const sync = strict({
  /**
   * Base address, without the path of a method: `https://zabbix.example.com/zabbix`, `https://icinga.example.com:5665`.
   */
  url: optional(
    z
      .string()
      .max(2_000)
      .regex(
        ...wellFormed(
          'web-address',
          WEB,
          'must be a complete address such as https://zabbix.example.com, without ? and #',
        ),
      ),
  ),
  token: optional(secret),
  user: optional(secret),
  password: optional(secret),
  ca: optional(
    z
      .string()
      .max(100_000)
      .regex(...wellFormed('certificate', PEM, 'must be a certificate in PEM form (-----BEGIN CERTIFICATE-----)')),
  ),
  close: z.boolean().default(true),
  /** How long an acknowledgement silences; `grafana` makes no silences without it, and follows those of others. */
  silence: optional(duration({ min: MINUTE, max: 30 * DAY })),
  /** Absent: somebody gave the token. */
  account: serviceAccount.optional(),
});

export type SyncWire = z.output<typeof sync>;
type SyncField = Exclude<keyof SyncWire, 'close' | 'account'>;

interface SyncFieldRules {
  required: readonly SyncField[];
  /** Fields that may be given besides the required ones. */
  allowed: readonly SyncField[];
}

const RULES: Partial<Record<SourceKind, SyncFieldRules>> = {
  zabbix: { required: ['url', 'token'], allowed: ['ca'] },
  icinga2: { required: ['url', 'user', 'password'], allowed: ['ca'] },
  alertmanager: { required: ['url', 'silence'], allowed: ['token', 'user', 'password', 'ca'] },
  grafana: { required: ['url', 'token'], allowed: ['silence', 'ca'] },
  // Nagios has no API to call, so its agent polls.
  nagios: { required: [], allowed: [] },
};

const MEANING: Record<SyncField, string> = {
  url: 'the address of its API',
  token: 'an API token',
  user: 'the name of an API user',
  password: 'the password of that user',
  ca: 'the certificate of its authority',
  silence: 'how long a silence lasts, e.g. 4h',
};

function takes({ required, allowed }: SyncFieldRules, field: SyncField): boolean {
  return required.includes(field) || allowed.includes(field);
}

function typesThatTake(field: SyncField): string[] {
  return Object.entries(RULES).flatMap(([type, rules]) => (takes(rules, field) ? [type] : []));
}

type SyncProblem = ProblemReason & { field: string[]; message: string };

function problemsOfAccount(type: SourceKind, { account }: SyncWire): SyncProblem[] {
  return account === undefined || type === 'grafana'
    ? []
    : [
        {
          field: ['account'],
          message: `is not used by integrations of type ${type}`,
          reason: 'only-of-type',
          data: { types: ['grafana'], given: type },
        },
      ];
}

/** Missing fields, and fields that this kind does not use. */
export function problemsOfSync(type: SourceKind, wire: SyncWire): SyncProblem[] {
  const rules = RULES[type];
  if (!rules) {
    return [
      {
        field: [],
        message: `is not known for integrations of type ${type}: nothing can be told to them`,
        reason: 'only-of-type',
        data: { types: Object.keys(RULES), given: type },
      },
    ];
  }
  const fields = Object.keys(MEANING) as SyncField[];
  const own = fields.flatMap((field): SyncProblem[] => {
    if (wire[field] === null) {
      return rules.required.includes(field)
        ? [
            {
              field: [field],
              message: `is missing; ${type} needs ${MEANING[field]}`,
              reason: 'missing',
              data: { wanted: 'text', choices: [] },
            },
          ]
        : [];
    }
    return takes(rules, field)
      ? []
      : [
          {
            field: [field],
            message: `is not used by integrations of type ${type}`,
            reason: 'only-of-type',
            data: { types: typesThatTake(field), given: type },
          },
        ];
  });
  return [...own, ...problemsOfAccount(type, wire)];
}

export function toSync({ account: _account, ...wire }: SyncWire): SyncSettings {
  return {
    ...wire,
    url: wire.url?.replace(/\/+$/, '') ?? null,
    silence: wire.silence === null ? null : toMilliseconds(wire.silence),
  };
}
