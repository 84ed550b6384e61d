/** Talks to the API of the Vigie into which a team moves. */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { ImportedBody, ImportedKind } from '#modules/importing/contract/plan';
import { PUSH } from '#contract/people/push';
import { pathOf } from '#contract/resources';
import type { CrewSpan } from '#modules/importing/domain/model';
import type { VigiePerson } from '../people/people-map.ts';

export interface VigieRequest {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

export interface VigieAnswer {
  status: number;
  /** null: it is no JSON. */
  body: unknown;
}

/** Rejects if nothing answers. */
export type VigieTransport = (request: VigieRequest) => Promise<VigieAnswer>;

/** An object that Vigie has. */
export interface SavedObject {
  version: number;
  isFromFile: boolean;
  body: ImportedBody;
}

export interface VigieClient {
  users(): Promise<ImportResult<VigiePerson[]>>;
  ids(kind: ImportedKind): Promise<ImportResult<string[]>>;
  /** null: there is none. */
  find(kind: ImportedKind, id: string): Promise<ImportResult<SavedObject | null>>;
  /** @returns what Vigie made of it */
  create(kind: ImportedKind, body: ImportedBody): Promise<ImportResult<SavedObject>>;
  replace(kind: ImportedKind, id: string, body: ImportedBody, version: number): Promise<ImportResult<SavedObject>>;
  /** Ids of teams about which nothing is sent, by whatever they or somebody said. */
  teamsInShadow(): Promise<ImportResult<ReadonlySet<string>>>;
  /** @param newUsers logins in the rota that Vigie need not know */
  preview(rota: ImportedBody, newUsers: readonly string[], from: number, to: number): Promise<ImportResult<CrewSpan[]>>;
  /**
   * All items of a list.
   * @param path below `/api/v1/`, with a query if it has one
   * @param isLast the list ends with this page: what comes after it is not needed
   */
  items(path: string, isLast?: (page: readonly ListedItem[]) => boolean): Promise<ImportResult<ListedItem[]>>;
  /** Of the saved rota. */
  timeline(rota: string, from: number, to: number): Promise<ImportResult<CrewSpan[]>>;
}

export type ListedItem = Readonly<Record<string, unknown>>;

export function createVigieClient(transport: VigieTransport, base: string, token: string): VigieClient {
  const root = `${base.replace(/\/+$/, '')}/api/v1`;
  const ask = async (
    what: string,
    method: VigieRequest['method'],
    path: string,
    body?: unknown,
    ifMatch?: number,
  ): Promise<ImportResult<VigieAnswer>> => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
    };
    const request = {
      method,
      url: `${root}/${path}`,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const answer = await transport(request).catch((error: unknown) => error as Error);
    if (answer instanceof Error) {
      return importFailure('vigie-unreachable', { url: base, detail: answer.message });
    }
    return answer.status < 300 || answer.status === 404
      ? done(answer)
      : importFailure('vigie-refused', { what, status: answer.status, detail: detailOf(answer.body) });
  };
  return clientOf(ask);
}

type Ask = (
  what: string,
  method: VigieRequest['method'],
  path: string,
  body?: unknown,
  ifMatch?: number,
) => Promise<ImportResult<VigieAnswer>>;

function clientOf(ask: Ask): VigieClient {
  const written = (answer: ImportResult<VigieAnswer>, what: string): ImportResult<SavedObject> =>
    !answer.ok
      ? answer
      : answer.value.status === 404
        ? importFailure('vigie-refused', { what, status: 404, detail: 'it is gone' })
        : done(savedOf(answer.value.body));
  return {
    async users() {
      const all = await listed(ask, 'users');
      return all.ok ? done(all.value.map(personOf)) : all;
    },
    async ids(kind) {
      const all = await listed(ask, pathOf(kind));
      return all.ok ? done(all.value.map((one) => String(one['id'] ?? one['login']))) : all;
    },
    async find(kind, id) {
      const answer = await ask(`${kind} ${id}`, 'GET', `${pathOf(kind)}/${encodeURIComponent(id)}`);
      return !answer.ok || answer.value.status === 404
        ? answer.ok
          ? done(null)
          : answer
        : done(savedOf(answer.value.body));
    },
    create: async (kind, body) =>
      written(await ask(`${kind} ${nameIn(body)}`, 'POST', pathOf(kind), body), nameIn(body)),
    replace: async (kind, id, body, version) =>
      written(await ask(`${kind} ${id}`, 'PUT', `${pathOf(kind)}/${encodeURIComponent(id)}`, body, version), id),
    async teamsInShadow() {
      const answer = await ask('the status', 'GET', 'status');
      const { shadow } = (answer.ok ? (answer.value.body ?? {}) : {}) as { shadow?: { teams?: string[] } };
      return answer.ok ? done(new Set(shadow?.teams ?? [])) : answer;
    },
    async preview(rota, newUsers, from, to) {
      const what = `the preview of ${nameIn(rota)}`;
      const body = { rota, newUsers, from: iso(from), to: iso(to) };
      return spansOf(await ask(what, 'POST', 'rotas/preview', body), what);
    },
    items: (path, isLast) => listed(ask, path, isLast),
    async timeline(rota, from, to) {
      const path = `rotas/${encodeURIComponent(rota)}/timeline?from=${iso(from)}&to=${iso(to)}`;
      return spansOf(await ask(`the rota ${rota}`, 'GET', path), `the rota ${rota}`);
    },
  };
}

async function listed(
  ask: Ask,
  path: string,
  isLast: (page: readonly ListedItem[]) => boolean = () => false,
): Promise<ImportResult<ListedItem[]>> {
  const items: ListedItem[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const answer: ImportResult<VigieAnswer> = await ask(
      path,
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}limit=500&cursor=${encodeURIComponent(cursor)}`,
    );
    if (!answer.ok) {
      return answer;
    }
    const page = answer.value.body as { items?: ListedItem[]; next?: string | null } | null;
    const some = page?.items ?? [];
    items.push(...some);
    cursor = isLast(some) ? null : (page?.next ?? null);
  }
  return done(items);
}

function personOf(item: ListedItem): VigiePerson {
  const methods = (item['contactMethods'] ?? []) as ReadonlyArray<{ type: string }>;
  return {
    login: String(item['login']),
    email: (item['email'] ?? null) as string | null,
    isFromFile: item['provisioned'] === true,
    hasMethods: methods.some(({ type }) => type !== PUSH),
    version: (item['version'] ?? null) as number | null,
  };
}

function savedOf(body: unknown): SavedObject {
  const { version, provisioned, ...own } = body as { version: number; provisioned: boolean } & ImportedBody;
  return { version, isFromFile: provisioned, body: own };
}

function spansOf(answer: ImportResult<VigieAnswer>, what: string): ImportResult<CrewSpan[]> {
  if (!answer.ok) {
    return answer;
  }
  const { segments } = (answer.value.body ?? {}) as {
    segments?: ReadonlyArray<{ start: string; end: string; onCall: ReadonlyArray<{ user: string }> }>;
  };
  if (segments === undefined) {
    return importFailure('vigie-refused', { what, status: answer.value.status, detail: 'it does not know it' });
  }
  return done(
    segments.map(({ start, end, onCall }) => ({
      start: Date.parse(start),
      end: Date.parse(end),
      people: onCall.map(({ user }) => user),
    })),
  );
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function nameIn(body: ImportedBody): string {
  return String(body['id'] ?? body['login'] ?? '?');
}

/** The first problems that Vigie names. */
function detailOf(body: unknown): string {
  const { error } = (body ?? {}) as {
    error?: { message?: string; details?: Array<{ path: string; message: string }> };
  };
  const fields = (error?.details ?? []).slice(0, 3).map((one) => `${one.path} ${one.message}`);
  return fields.length > 0 ? fields.join('; ') : (error?.message ?? 'no reason given');
}
