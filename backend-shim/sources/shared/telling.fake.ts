/** Fakes the API of a source for tests of updates: it answers as instructed and records requests. */
import type { HttpClient, HttpFailure, HttpRequest } from '../../ports/http.ts';
import type { ReconcileRequest, SyncCaller, OpenAlert, SyncAlert, SourceUpdate } from '../../ports/source-sync.ts';
import type { SourceKind, SyncSettings } from '#domain/routing/integration';
import { AT, integrationOf } from './source.fake.ts';

export type FakeAnswer = { status: number; body?: unknown } | { failure: HttpFailure };

export interface FakeApi {
  caller: SyncCaller;
  requests: HttpRequest[];
  /** Bodies of the requests, parsed. */
  bodies(): Array<Record<string, unknown>>;
}

/** @param answers in the order of the requests; the last one repeats */
export function fakeApi(...answers: FakeAnswer[]): FakeApi {
  const requests: HttpRequest[] = [];
  const http: HttpClient = {
    send: (request) => {
      const answer = answers[Math.min(requests.length, answers.length - 1)] ?? { status: 200 };
      requests.push(request);
      if ('failure' in answer) {
        return Promise.resolve({ ok: false, failure: answer.failure });
      }
      const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {});
      return Promise.resolve({ ok: true, response: { status: answer.status, headers: {}, body } });
    },
  };
  return {
    caller: { http, signal: new AbortController().signal },
    requests,
    bodies: () => requests.map((request) => JSON.parse(String(request.body ?? '{}')) as Record<string, unknown>),
  };
}

/** Fakes an API that answers by path; an unknown path is 404. */
export function fakePaths(bodies: Record<string, unknown>): FakeApi {
  const requests: HttpRequest[] = [];
  const http: HttpClient = {
    send: (request) => {
      requests.push(request);
      const path = Object.keys(bodies).find((one) => new URL(request.url).pathname.endsWith(one));
      const body = path === undefined ? '' : JSON.stringify(bodies[path]);
      const answered = request.asBytes ? { body: '', bytes: new Uint8Array(Buffer.from(body)) } : { body };
      return Promise.resolve({
        ok: true,
        response: { status: path === undefined ? 404 : 200, headers: {}, ...answered },
      });
    },
  };
  return { caller: { http, signal: new AbortController().signal }, requests, bodies: () => [] };
}

export function askingOf(type: SourceKind, open: OpenAlert[], more: Partial<ReconcileRequest> = {}): ReconcileRequest {
  return {
    integration: { ...integrationOf(type), sync: settings },
    settings,
    open,
    quiet: [],
    now: AT,
    isFirst: true,
    absences: new Map(),
    ...more,
  };
}

export const settings: SyncSettings = {
  url: 'https://source.example.com',
  token: 'secret',
  user: 'vigie',
  password: 'password',
  ca: null,
  close: true,
  silence: 3_600_000,
};

export function alertWith(more: Partial<SyncAlert> = {}): SyncAlert {
  return {
    fingerprint: 'web-1;HTTP',
    problemId: '49',
    labels: { host: 'web-1', service: 'HTTP' },
    firing: true,
    ...more,
  };
}

export function openAlert(more: Partial<OpenAlert> = {}): OpenAlert {
  return {
    ...alertWith(),
    incident: 'i1',
    groupKey: '49',
    inDowntime: false,
    memory: null,
    isSilenced: false,
    lastAt: AT,
    ...more,
  };
}

export function tellingOf(
  type: SourceKind,
  what: SourceUpdate['what'],
  more: Partial<SourceUpdate> = {},
): SourceUpdate {
  return {
    id: 't1',
    what,
    actor: 'Ann Martin',
    text: what === 'note' ? 'the disk' : null,
    incident: { id: 'i1', number: 12, title: 'HTTP', severity: 'critical', url: null, snoozedUntil: null },
    alerts: [alertWith()],
    integration: { ...integrationOf(type), sync: settings },
    settings,
    memory: null,
    timeZone: 'UTC',
    now: AT,
    ...more,
  };
}
