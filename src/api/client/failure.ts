/**
 * The ways in which a request to the sidecar can fail. People must tell them apart: each has its own screen with its
 * own advice. Grafana's plugin proxy is between the plugin and the sidecar, so an answer without our error body comes
 * from Grafana, or from something between the two.
 */
import type { ErrorBody, ErrorCode } from '#contract/errors';
import type { RefusalCode } from '#contract/reasons/refusals';
import { outdatedPart } from './outdated-part.ts';

export type FailureKind =
  /** The browser cannot reach Grafana. */
  | 'offline'
  /** Grafana cannot reach the sidecar, or no address is set. */
  | 'unreachable'
  /** Something answers at the address, but it is not Vigie. */
  | 'not-vigie'
  /** Grafana itself refuses: the plugin is disabled here, or the person may not use it. */
  | 'blocked'
  /** Grafana does not know our route: it runs an older plugin.json than the pages. */
  | 'route-missing'
  /** Grafana forwards to the route of an older plugin. */
  | 'plugin-old'
  /** The sidecar is Vigie, and older than this plugin: it does not have the plugin's path. */
  | 'sidecar-old'
  /** The token in the settings is not the sidecar's. */
  | 'token'
  /** The sidecar could not identify the caller. */
  | 'identity'
  /** The sidecar serves other organizations of Grafana. */
  | 'foreign'
  | 'forbidden'
  | 'not-found'
  /** Somebody else changed the object meanwhile. */
  | 'conflict'
  /** The state of other objects forbids the change: something refers to the object, a file states it… */
  | 'in-the-way'
  | 'validation'
  /** The reader, or everybody together, asked too often. */
  | 'too-often'
  /** The sidecar is up but cannot answer now. */
  | 'busy'
  /** An API of Grafana's own fails or is limited; the sidecar was not asked. */
  | 'grafana-failing'
  | 'unexpected';

/** `reason` and `data` as in `#contract/reasons/problems`; a sidecar of another version may have other codes, or none. */
export interface FieldProblem {
  path: string;
  /** How the form calls the field; without it, its path is shown. */
  label?: string;
  message: string;
  reason?: string | null | undefined;
  data?: unknown;
}

export interface ApiFailure {
  kind: FailureKind;
  /** 0: no answer. */
  status: number;
  /** The message of the sidecar or Grafana, for people; may be empty. */
  message: string;
  /**
   * The sidecar's reason, as in `#contract/reasons/refusals`; null: none was given, or the answer is not the sidecar's.
   */
  reason: string | null;
  data: unknown;
  /** The fields that must change; only for `validation`. */
  details: FieldProblem[];
}

/** The fields of errors of `getBackendSrv().fetch` that we rely on. */
interface ThrownByGrafana {
  status?: unknown;
  statusText?: unknown;
  data?: unknown;
}

function isErrorBody(data: unknown): data is ErrorBody {
  const error = (data as Partial<ErrorBody> | null | undefined)?.error;
  return (
    typeof error === 'object' && error !== null && typeof error.code === 'string' && typeof error.message === 'string'
  );
}

const BY_CODE: Record<ErrorCode, FailureKind> = {
  unauthorized: 'identity',
  validation: 'validation',
  forbidden: 'forbidden',
  'not-found': 'not-found',
  conflict: 'in-the-way',
  'too-large': 'validation',
  'unsupported-type': 'unexpected',
  'too-many-requests': 'too-often',
  internal: 'unexpected',
  unavailable: 'busy',
};

/** The reason is checked before the code; a sidecar of 0.1 gives none. */
const BY_REASON: Partial<Record<RefusalCode, FailureKind>> = {
  'token-missing': 'token',
  'token-unknown': 'token',
  'token-expired': 'token',
  'plugin-token-wrong': 'token',
  'identity-foreign': 'foreign',
  stale: 'conflict',
};

/** The code of another version may be any word. */
function own(table: Readonly<Record<string, FailureKind>>, key: string): FailureKind | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function fromSidecar(status: number, body: ErrorBody): ApiFailure {
  const { code, message, details, reason = null, data = {} } = body.error;
  const kind = outdatedPart(body) ?? own(BY_REASON, reason ?? '') ?? own(BY_CODE, code) ?? 'unexpected';
  return { kind, status, message, reason, data, details: Array.isArray(details) ? details : [] };
}

function textOf(data: unknown, fallback: unknown): string {
  const message = (data as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : typeof fallback === 'string' ? fallback : '';
}

function fromElsewhere(status: number, message: string): FailureKind {
  switch (status) {
    case 0:
      return 'offline';
    case 404:
      // Grafana's answer for a plugin that is not installed, not enabled in this organization, or was never set up.
      return /^plugin (?:not found|is not enabled|setting not found)/i.test(message)
        ? 'blocked'
        : /route match not found/i.test(message)
          ? 'route-missing'
          : 'not-vigie';
    case 401:
    case 403:
      return 'blocked';
    case 500:
    case 502:
    case 503:
    case 504:
      return 'unreachable';
    default:
      return 'unexpected';
  }
}

/** @param thrown the error of a request. */
export function toFailure(thrown: unknown): ApiFailure {
  if (isFailure(thrown)) {
    return thrown;
  }
  const { status, statusText, data } = (thrown ?? {}) as ThrownByGrafana;
  const code = typeof status === 'number' ? status : 0;
  if (isErrorBody(data)) {
    return fromSidecar(code, data);
  }
  const message = textOf(data, statusText);
  return {
    kind: fromElsewhere(code, message),
    status: code,
    message: thrown instanceof Error ? thrown.message : message,
    reason: null,
    data: {},
    details: [],
  };
}

const ofKind = (kind: FailureKind, status: number): ApiFailure => ({
  kind,
  status,
  message: '',
  reason: null,
  data: {},
  details: [],
});

/** Another server answers at the address, with a success. */
export function notVigie(status: number): ApiFailure {
  return ofKind('not-vigie', status);
}

/** The sidecar did not answer in time. Grafana itself would wait longer than people look at a page. */
export function noAnswer(): ApiFailure {
  return ofKind('unreachable', 0);
}

function isFailure(value: unknown): value is ApiFailure {
  const failure = value as Partial<ApiFailure> | null;
  return (
    typeof failure === 'object' &&
    failure !== null &&
    typeof failure.kind === 'string' &&
    Array.isArray(failure.details)
  );
}

const PASSING: readonly FailureKind[] = ['offline', 'unreachable', 'too-often', 'busy', 'grafana-failing'];

/** Whether to retry automatically: the next request may well succeed. */
export function isPassing(failure: ApiFailure): boolean {
  return PASSING.includes(failure.kind);
}
