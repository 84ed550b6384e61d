/** Turns failures into HTTP answers; no other code does. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorOf, ERROR_STATUS } from '#contract/errors';
import type { CodeWithReason, ErrorCode, ErrorReason } from '#contract/errors';
import type { Problem } from '#contract/base/problem';
import type { SubjectKind } from '#contract/reasons/data';
import { storeTroubleText } from '#contract/reasons/store';
import type { StoreTrouble } from '#contract/reasons/store';
import type { Unreadable } from '#contract/unreadable';
import type { HeavyRefusal } from '../ports/heavy/work.ts';
import type { Log } from '../ports/log.ts';
import { TooMuchPast } from '../store/too-much.ts';
import { SearchRefused } from '../store/search/search.ts';
import { StoreUnavailable } from '../store/store.ts';

/** Thrown by routes to end a request with the contract's error body. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: ErrorCode;
  readonly details: Problem[];
  readonly why: ErrorReason | null;
  constructor(code: CodeWithReason, message: string, details?: Problem[], why?: ErrorReason | null);
  constructor(code: ErrorCode, message: string, details: Problem[], why: ErrorReason);
  constructor(code: ErrorCode, message: string, details: Problem[] = [], why: ErrorReason | null = null) {
    super(message);
    this.code = code;
    this.details = details;
    this.why = why;
  }
}

const WORDS: Partial<Record<SubjectKind, string>> = {
  policy: 'escalation policy',
  'time-window': 'time window',
  token: 'token',
};

/** @param message replaces the default sentence */
export function noSuch(
  kind: SubjectKind,
  id: string | null,
  message = `There is no ${WORDS[kind] ?? kind} ${id ?? ''}`.trimEnd() + '.',
): HttpError {
  return new HttpError('not-found', message, [], { reason: 'no-such', data: { kind, id } });
}

/** @param message replaces the default sentence */
export function wrongCursor(message = 'cursor must be the `next` of an earlier answer.'): HttpError {
  return new HttpError('validation', message, [
    { path: 'cursor', message: 'is not a cursor of this list', reason: 'wrong-format', data: { format: 'cursor' } },
  ]);
}

const TOO_MUCH: Record<Extract<HeavyRefusal, { reason: 'too-much' }>['by'], string> = {
  time: 'This takes longer to compute than one answer may take. Ask for a shorter range, or for less at once.',
  memory: 'This takes more memory than one answer may take. Ask for a shorter range, or for less at once.',
  size: 'This is more than one answer may hold. Ask for a shorter range, or for less at once.',
};

/** The answer to a question that takes long and was refused. */
export function heavyRefusal(refused: HeavyRefusal): HttpError {
  return refused.reason === 'busy'
    ? new HttpError(
        'unavailable',
        'Others are answered first, who asked for much, too. Ask again in a few seconds.',
        [],
        {
          reason: 'busy',
        },
      )
    : new HttpError('validation', TOO_MUCH[refused.by], [], { reason: 'too-much', data: { by: refused.by } });
}

/** The object exists but cannot be read. @param why the problem, as in `GET status` */
export function brokenObject({ kind, id, field, message }: Unreadable): HttpError {
  return new HttpError(
    'unavailable',
    `What is stored of ${kind} ${id} cannot be read (${`${field} ${message}`.trim()}). An Admin replaces or deletes it.`,
    [],
    { reason: 'object-unreadable', data: { kind, id, field } },
  );
}

const RETRY_AFTER_SECONDS = '5';

/** A failure before it takes the form of an answer. */
export interface RequestFailure {
  code: ErrorCode;
  message: string;
  details: Problem[];
  why: ErrorReason | null;
}

/** Formats a failure as this API or the vendor whose paths are served would answer it. */
export type FailureAnswer = (failure: RequestFailure, reply: FastifyReply) => { status: number; body: unknown };

const ownAnswer: FailureAnswer = ({ code, message, details, why }) => ({
  status: ERROR_STATUS[code],
  body: errorOf(code, message, details, why),
});

export function errorHandler(log: Log, answerOf: FailureAnswer = ownAnswer) {
  return (
    error: Error & { statusCode?: number; code?: string },
    request: FastifyRequest,
    reply: FastifyReply,
  ): FastifyReply => {
    const failure = failureOf(log, error, request);
    const { status, body } = answerOf(failure, reply);
    const answer = failure.code === 'unavailable' ? reply.header('retry-after', RETRY_AFTER_SECONDS) : reply;
    return answer.code(status).send(body);
  };
}

function failureOf(
  log: Log,
  error: Error & { statusCode?: number; code?: string },
  request: FastifyRequest,
): RequestFailure {
  if (error instanceof HttpError) {
    return { code: error.code, message: error.message, details: error.details, why: error.why };
  }
  if (error instanceof SearchRefused) {
    return failureOf(log, heavyRefusal(error.refusal), request);
  }
  if (error instanceof TooMuchPast) {
    const message = 'The period has more than one answer may take. Ask for a shorter one.';
    return { code: 'validation', message, details: [], why: { reason: 'too-much', data: { by: error.by } } };
  }
  if (error instanceof StoreUnavailable) {
    const fields = { err: error.message, route: request.routeOptions.url };
    log.warn(fields, `${storeTroubleText(error.trouble)}; a request was refused`);
    return { code: 'unavailable', details: [], ...refusalOf(error.trouble) };
  }
  return fromFastify(log, error, request);
}

function refusalOf({ reason }: StoreTrouble): Pick<RequestFailure, 'message' | 'why'> {
  return reason === 'disk-full' || reason === 'quota-used-up'
    ? {
        message: 'The disk of the database is full; nothing was stored. Try again later.',
        why: { reason: 'disk-full' },
      }
    : {
        message: 'The database cannot be reached or is full; nothing was stored. Try again shortly.',
        why: { reason: 'database-unavailable' },
      };
}

const BY_STATUS: Record<number, [ErrorCode, string, ErrorReason?]> = {
  413: ['too-large', 'The body is larger than allowed.'],
  415: [
    'unsupported-type',
    'Send JSON: Content-Type: application/json.',
    { reason: 'unsupported-type', data: { type: null } },
  ],
};

function fromFastify(log: Log, error: Error & { statusCode?: number }, request: FastifyRequest): RequestFailure {
  const status = error.statusCode ?? 500;
  const known = BY_STATUS[status];
  if (known) {
    return { code: known[0], message: known[1], details: [], why: known[2] ?? null };
  }
  if (status >= 400 && status < 500) {
    const code = status === 429 ? 'too-many-requests' : 'validation';
    return { code, message: error.message, details: [], why: null };
  }
  log.error({ err: error, route: request.routeOptions.url, method: request.method }, 'a request failed unexpectedly');
  return {
    code: 'internal',
    message: 'Vigie failed unexpectedly. The log of the sidecar says why.',
    details: [],
    why: null,
  };
}
