/**
 * The same tests on a real Grafana, when GRAFANA_URL names one that has the plugin:
 *
 *   GRAFANA_URL=http://localhost:3000 npx playwright test -c tests/e2e
 *
 * GRAFANA_ADMIN and GRAFANA_PASSWORD (admin/admin) make the people of the tests and set the plugin up.
 * Grafana must reach the sidecar that the tests start, on this machine's loopback. Never run here.
 */
import { test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { World } from './world.ts';

export const GRAFANA_URL = process.env.GRAFANA_URL?.replace(/\/+$/, '') ?? null;

const ADMIN = { user: process.env.GRAFANA_ADMIN ?? 'admin', password: process.env.GRAFANA_PASSWORD ?? 'admin' };
const PASSWORD = 'vigie-e2e-0123456789';
const ROLES = { cleo: 'Admin', admin: 'Admin', ann: 'Editor', ben: 'Editor', dee: 'Viewer' } as const;
const NAMES: Record<string, string> = { ann: 'Ann Martin', ben: 'Ben Petit', cleo: 'Cleo Roux', dee: 'Dee Blanc' };

async function api<T>(method: string, route: string, body?: unknown): Promise<{ status: number; body: T }> {
  const authorization = `Basic ${Buffer.from(`${ADMIN.user}:${ADMIN.password}`).toString('base64')}`;
  const answer = await fetch(`${GRAFANA_URL}${route}`, { method, headers: { authorization, 'content-type': 'application/json' }, body: body === undefined ? null : JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json().catch(() => ({}))) as T };
}

async function makePerson(login: string, role: string): Promise<void> {
  const known = await api<{ id: number }>('GET', `/api/users/lookup?loginOrEmail=${login}`);
  const made = known.status === 200 ? known : await api<{ id: number }>('POST', '/api/admin/users', { login, password: PASSWORD, name: NAMES[login] ?? login, email: `${login}@example.com`, OrgId: 1 });
  if (made.status !== 200) {
    throw new Error(`Grafana did not make ${login} (${made.status}); are GRAFANA_ADMIN and GRAFANA_PASSWORD those of an administrator?`);
  }
  await api('PATCH', `/api/org/users/${made.body.id}`, { role });
}

/** What stands in the preview host's place. Tests that ask it what it was told cannot ask Grafana. */
export function realHost(): World['host'] {
  return {
    url: GRAFANA_URL ?? '',
    get state(): World['host']['state'] {
      test.skip(true, 'asks the preview host what it was told; a real Grafana does not say');
      throw new Error('skipped');
    },
    close: () => Promise.resolve(),
  };
}

export async function connect(sidecarUrl: string, sidecarToken: string): Promise<void> {
  for (const [login, role] of Object.entries(ROLES).filter(([name]) => name !== 'admin')) {
    await makePerson(login, role);
  }
  const settings = { enabled: true, pinned: true, jsonData: { sidecarUrl }, secureJsonData: { sidecarToken } };
  const { status, body } = await api('POST', '/api/plugins/vigie-oncall-app/settings', settings);
  if (status !== 200) {
    throw new Error(`the plugin's settings were refused (${status}: ${JSON.stringify(body)}); is the plugin installed in ${GRAFANA_URL}?`);
  }
}

/** Logs in as one of the people, with the looks that the test wants. */
export async function becomePerson(page: Page, person: string, theme: string, language: string): Promise<void> {
  await page.context().clearCookies();
  const data = person === 'admin' ? ADMIN : { user: person, password: PASSWORD };
  const login = await page.request.post(`${GRAFANA_URL}/login`, { data });
  if (!login.ok()) {
    throw new Error(`Grafana did not let ${person} in: ${login.status()}`);
  }
  await page.request.put(`${GRAFANA_URL}/api/user/preferences`, { data: { theme, language } });
}
