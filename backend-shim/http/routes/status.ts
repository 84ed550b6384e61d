/** `GET /api/v1/status`: the sidecar's state for the settings page. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { instant } from '#contract/base/scalars';
import { errorDetail } from '#contract/errors';
import { storeTroubleCode } from '#contract/reasons/store';
import { unreadable } from '#contract/unreadable';
import type { Caller } from '../../rights/caller.ts';
import { isAdmin } from '../../rights/who.ts';
import { callerOf } from '../guard.ts';

const health = z.enum(['ok', 'failing']);

export const status = strict({
  version: z.string(),
  now: instant,
  clock: z.enum(['system', 'manual']),
  database: strict({ kind: z.enum(['sqlite', 'postgres']), bytes: z.int() }),
  engine: health,
  /** Whether the database takes writes; if not, alerts are refused. */
  store: strict({
    state: health,
    /** `where`: the folder of an SQLite database; null: the database's server. */
    trouble: strict({
      reason: storeTroubleCode,
      data: strict({ where: z.string().nullable() }).nullable(),
      message: z.string(),
      since: instant,
    }).nullable(),
    /** So little space is left on the disk that only what belongs to paging is written. */
    low: z.boolean(),
  }),
  /** The problems of the files; until they are fixed, the last good state applies. */
  provisioning: strict({
    state: health,
    problems: z.array(z.string()),
    details: z.array(errorDetail),
    /** Problems of files in force that make the next reload fail. */
    warnings: z.array(z.string()),
    warningDetails: z.array(errorDetail),
  }),
  /**
   * `verified`: Grafana signs the identity. `believed`: Grafana's address is unknown, so the identity is not verified.
   */
  identity: z.enum(['verified', 'believed']),
  grafana: z.string().nullable(),
  /** The URL at which people and monitors reach the sidecar. */
  publicUrl: z.string(),
  /** Listeners besides HTTP, for mail and SNMP traps. */
  listeners: z.array(
    strict({
      kind: z.enum(['smtp', 'snmp']),
      address: z.string(),
      tls: z.enum(['none', 'offered', 'required']).nullable(),
      domain: z.string().nullable(),
    }),
  ),
  /** Services behind channels that do not work now. */
  channelsDown: z.array(strict({ service: z.string(), kind: z.string(), since: instant })),
  /** Stored objects that cannot be read. Each is out of service until it is repaired; everything else works. */
  unreadable: z.array(unreadable),
  /**
   * What is in shadow: everything is decided, and nothing is sent. `all`: everything, by `VIGIE_SHADOW`. `setting`:
   * `VIGIE_SHADOW` of the sidecar that answers; it should be equal to `all`.
   */
  shadow: strict({
    all: z.boolean(),
    setting: z.boolean(),
    teams: z.array(z.string()),
    integrations: z.array(z.string()),
  }),
  incidents: strict({ open: z.int(), acknowledged: z.int(), snoozed: z.int(), exhausted: z.int() }),
});

export type StatusAnswer = z.output<typeof status>;

export interface StatusDeps {
  status(): Promise<StatusAnswer>;
}

export function statusRoutes(app: FastifyInstance, deps: StatusDeps): void {
  app.get(
    '/status',
    { schema: { tags: ['operation'], summary: 'How the sidecar does', response: { 200: status } } },
    async (request) => statusShownTo(callerOf(request), await deps.status()),
  );
}

/** Kinds of objects that are about people's working time, and in which others learn neither problems nor ids. */
const LABOUR_KINDS: readonly string[] = [
  'units',
  'workProfiles',
  'rests',
  'decisions',
  'statements',
  'intervention_details',
];

/** What a labour matter is wrong with is for Admins, who repair it; that something is wrong is for everybody. */
export function statusShownTo(caller: Caller, answer: StatusAnswer): StatusAnswer {
  if (isAdmin(caller)) {
    return answer;
  }
  const { problems, details, warnings, warningDetails, ...provisioning } = answer.provisioning;
  const isOpen = ({ path }: { path: string }) => !LABOUR_KINDS.includes(/^\w*/.exec(path)?.[0] ?? '');
  return {
    ...answer,
    provisioning: {
      ...provisioning,
      problems: problems.filter((_, i) => details[i] !== undefined && isOpen(details[i])),
      details: details.filter(isOpen),
      warnings: warnings.filter((_, i) => warningDetails[i] !== undefined && isOpen(warningDetails[i])),
      warningDetails: warningDetails.filter(isOpen),
    },
    unreadable: answer.unreadable.filter(({ kind }) => !LABOUR_KINDS.includes(kind)),
  };
}
