/** The preview host's BackendSrv asks as Grafana's does: a 401 twice with a ping between, the sub path for `fetch` only. */
import { firstValueFrom } from 'rxjs';
import { afterEach, expect, test, vi } from 'vitest';
import { backendSrv } from './client/backend-srv.ts';

const asked: Array<{ url: string; org: string | undefined }> = [];

function answering(statuses: Record<string, number>, user = { orgId: 1, isSignedIn: true }): void {
  asked.length = 0;
  vi.stubGlobal('window', { grafanaBootData: { user } });
  vi.stubGlobal('fetch', async (url: string, { headers }: { headers: Record<string, string> }) => {
    asked.push({ url, org: headers['x-grafana-org-id'] });
    return new Response('{}', { status: statuses[url] ?? 200 });
  });
}
afterEach(() => vi.unstubAllGlobals());

const statusOf = async (url: string) =>
  firstValueFrom(backendSrv.fetch({ url })).then(
    ({ status }) => status,
    ({ status }: { status: number }) => status,
  );
const urls = () => asked.map(({ url }) => url);

test('a 401 is asked again once, after a ping', async () => {
  answering({ 'api/plugin-proxy/x/api/v1/me': 401 });
  expect(await statusOf('/api/plugin-proxy/x/api/v1/me')).toBe(401);
  expect(urls()).toEqual(['api/plugin-proxy/x/api/v1/me', 'api/login/ping', 'api/plugin-proxy/x/api/v1/me']);
});

test('where the session is over, the ping says so, and nothing is asked again', async () => {
  answering({ 'api/me': 401, 'api/login/ping': 401 });
  expect(await statusOf('/api/me')).toBe(401);
  expect(urls()).toEqual(['api/me', 'api/login/ping']);
});

test('a visitor who has not signed in has no session to renew; other answers are final', async () => {
  answering({ 'api/me': 401, 'api/other': 503 }, { orgId: 1, isSignedIn: false });
  await statusOf('/api/me');
  await statusOf('/api/other');
  expect(urls()).toEqual(['api/me', 'api/other']);
});

test('`fetch` is relative to the page’s base, where the sub path is; `chunked` is not; both name the organisation', async () => {
  answering({}, { orgId: 2, isSignedIn: true });
  await statusOf('/api/me');
  await firstValueFrom(backendSrv.chunked({ url: '/api/events' }));
  expect(asked).toEqual([
    { url: 'api/me', org: '2' },
    { url: '/api/events', org: '2' },
  ]);
});
