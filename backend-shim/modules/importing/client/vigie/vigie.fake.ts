/** Stands in for the API of a Vigie in tests of imports: it keeps objects with their versions. */
import type { ImportedBody } from '#modules/importing/contract/plan';
import { zoneTableOf } from '../../../../adapters/zones.ts';
import type { VigieAnswer, VigieRequest, VigieTransport } from './client.ts';
import { answerLocally } from './local-answer.ts';

export interface VigieFake {
  transport: VigieTransport;
  /** By `<path> <id>`: `users ann`. */
  objects: Map<string, ImportedBody & { version: number; provisioned: boolean }>;
  /** `PUT users/ann` */
  writes: string[];
  put(path: string, body: ImportedBody): void;
}

export function vigieFake(): VigieFake {
  const objects: VigieFake['objects'] = new Map();
  const writes: string[] = [];
  const put = (path: string, body: ImportedBody) => {
    const key = `${path} ${String(body['id'] ?? body['login'])}`;
    const whole = { provisioned: false, ...body, version: (objects.get(key)?.version ?? 0) + 1 };
    objects.set(key, whole as VigieFake['objects'] extends Map<string, infer One> ? One : never);
    return objects.get(key);
  };
  const answer = ({ method, url, body }: VigieRequest): VigieAnswer => {
    const { pathname, searchParams } = new URL(url);
    const [path = '', id, more] = pathname.replace('/api/v1/', '').split('/').map(decodeURIComponent);
    const sent = (body === undefined ? {} : JSON.parse(body)) as ImportedBody;
    if (path === 'rotas' && (id === 'preview' || more === 'timeline')) {
      const shown = id === 'preview' ? (sent['rota'] as ImportedBody) : objects.get(`rotas ${id ?? ''}`);
      const [from, to] = ['from', 'to'].map((name) => Date.parse(String(sent[name] ?? searchParams.get(name))));
      return shown === undefined ? { status: 404, body: null } : { status: 200, body: segments(shown, from, to) };
    }
    if (method !== 'GET') {
      writes.push(`${method} ${path}${id === undefined ? '' : `/${id}`}`);
      return { status: 200, body: put(path, sent) };
    }
    if (path === 'status') {
      const inShadow = [...objects].filter(([key, { shadow }]) => key.startsWith('teams ') && shadow === true);
      return { status: 200, body: { shadow: { teams: inShadow.map(([, { id: team }]) => team) } } };
    }
    const found = objects.get(`${path} ${id ?? ''}`);
    const items = [...objects].filter(([key]) => key.startsWith(`${path} `)).map(([, one]) => one);
    return id === undefined ? { status: 200, body: { items } } : { status: found ? 200 : 404, body: found ?? null };
  };
  return { objects, writes, put, transport: (request) => Promise.resolve().then(() => answer(request)) };
}

function segments(shown: ImportedBody, from = 0, to = 0): object {
  const { version: _version, provisioned: _provisioned, ...own } = shown;
  const spans = answerLocally(own, zoneTableOf, from, to);
  if (!spans.ok) {
    throw new Error(JSON.stringify(spans));
  }
  return {
    segments: spans.value.map(({ start, end, people }) => ({
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
      onCall: people.map((user) => ({ user })),
    })),
  };
}
