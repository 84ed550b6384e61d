/**
 * The same tests on a real Grafana, when GRAFANA_URL names one that has the plugin:
 *
 *   GRAFANA_URL=http://localhost:3000 npx playwright test -c tests/e2e
 *
 * GRAFANA_ADMIN and GRAFANA_PASSWORD (admin/admin) make the people of the tests, a service account, a second
 * organization and a rule that fires, and set the plugin up. Grafana must reach the sidecar that the tests start, on
 * this machine's loopback, let anonymous visitors in (GF_AUTH_ANONYMOUS_ENABLED=true) and have TestData.
 */
import { test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { OLGA, PEOPLE, ROBOT_TOKEN, TEAMS } from '../host/people.ts';
import type { Person } from '../host/people.ts';
import type { Credentials } from './grafana-api.ts';
import { GrafanaApi, PLUGIN } from './grafana-api.ts';
import type { World } from './world.ts';

export const GRAFANA_URL = process.env.GRAFANA_URL?.replace(/\/+$/, '') ?? null;

export const ADMIN: Credentials = {
  user: process.env.GRAFANA_ADMIN ?? 'admin',
  password: process.env.GRAFANA_PASSWORD ?? 'admin',
};
const PASSWORD = 'vigie-e2e-0123456789';

export const credentialsOf = (login: string): Credentials =>
  login === 'admin' ? ADMIN : { user: login, password: PASSWORD };

const grafana = new GrafanaApi(GRAFANA_URL ?? '', ADMIN, () => '');

async function must<T>(method: string, route: string, body?: unknown): Promise<T> {
  const answer = await grafana.ask<T>(method, route, body);
  if (answer.status < 200 || answer.status > 299) {
    throw new Error(
      `Grafana answered ${answer.status} to ${method} ${route} (${JSON.stringify(answer.body)}); are GRAFANA_ADMIN and GRAFANA_PASSWORD those of an administrator, and is the plugin installed in ${GRAFANA_URL}?`,
    );
  }
  return answer.body;
}

/** Of that organisation, with the role that they have in the preview host; who is there already stays as they are. */
async function makePerson({ login, name, email, role, isDisabled }: Person, org: number): Promise<number> {
  const known = await grafana.ask<{ id: number }>('GET', `/api/users/lookup?loginOrEmail=${login}`);
  const { id } =
    known.status === 200
      ? known.body
      : await must<{ id: number }>('POST', '/api/admin/users', { login, password: PASSWORD, name, email, OrgId: org });
  await must('PATCH', `/api/orgs/${org}/users/${id}`, { role });
  if (isDisabled) {
    await must('POST', `/api/admin/users/${id}/disable`);
  }
  return id;
}

async function makeTeam(members: readonly number[]): Promise<void> {
  const [{ name } = { name: '' }] = TEAMS;
  const { teams } = await must<{ teams: Array<{ id: number }> }>('GET', `/api/teams/search?name=${name}`);
  const id = teams[0]?.id ?? (await must<{ teamId: number }>('POST', '/api/teams', { name })).teamId;
  // Who is a member already is told so, which is fine.
  await Promise.all(members.map((userId) => grafana.ask('POST', `/api/teams/${id}/members`, { userId })));
}

async function makeSecondOrg(): Promise<void> {
  const known = await grafana.ask<{ id: number }>('GET', `/api/orgs/name/${encodeURIComponent(OLGA.org.name)}`);
  const id =
    known.status === 200
      ? known.body.id
      : (await must<{ orgId: number }>('POST', '/api/orgs', { name: OLGA.org.name })).orgId;
  await makePerson(OLGA, id);
}

const FOLDER = { uid: 'services', title: 'Services' };
const QUERY = {
  refId: 'A',
  relativeTimeRange: { from: 600, to: 0 },
  datasourceUid: 'vigie-testdata',
  model: { refId: 'A', scenarioId: 'csv_content', csvContent: 'service,seconds\napi,2.3\nshop,2.3' },
};
const CONDITION = {
  refId: 'C',
  relativeTimeRange: { from: 600, to: 0 },
  datasourceUid: '__expr__',
  model: { refId: 'C', type: 'threshold', expression: 'A', conditions: [{ evaluator: { type: 'gt', params: [2] } }] },
};
const RULE = {
  uid: 'rule1',
  title: 'HighLatency',
  condition: 'C',
  data: [QUERY, CONDITION],
  for: '0s',
  noDataState: 'OK',
  execErrState: 'Error',
  labels: { severity: 'critical' },
  annotations: { summary: 'p99 of {{ $labels.service }} above 2 s', description: 'Measured over 5 minutes.' },
  orgID: 1,
  folderUID: FOLDER.uid,
  ruleGroup: 'latency',
};

/** The rule that the preview host has, too, with two instances that fire. */
async function makeRule(): Promise<void> {
  if ((await grafana.ask('GET', `/api/v1/provisioning/alert-rules/${RULE.uid}`)).status === 200) {
    return;
  }
  await grafana.ask('POST', '/api/datasources', {
    uid: 'vigie-testdata',
    name: 'Vigie TestData',
    type: 'grafana-testdata-datasource',
    access: 'proxy',
  });
  await grafana.ask('POST', '/api/folders', FOLDER);
  await must('POST', '/api/v1/provisioning/alert-rules', RULE);
  await must('PUT', `/api/v1/provisioning/folder/${FOLDER.uid}/rule-groups/latency`, {
    title: 'latency',
    folderUid: FOLDER.uid,
    interval: 10,
    rules: [RULE],
  });
}

let robot: string | null = null;

/** The token of the service account; in a real Grafana made once a run. */
export async function robotToken(): Promise<string> {
  if (GRAFANA_URL === null) {
    return ROBOT_TOKEN;
  }
  if (robot === null) {
    const { serviceAccounts } = await must<{ serviceAccounts: Array<{ id: number; name: string }> }>(
      'GET',
      '/api/serviceaccounts/search?query=robot',
    );
    const id =
      serviceAccounts.find(({ name }) => name === 'robot')?.id ??
      (await must<{ id: number }>('POST', '/api/serviceaccounts', { name: 'robot', role: 'Editor' })).id;
    robot = (
      await must<{ key: string }>('POST', `/api/serviceaccounts/${id}/tokens`, {
        name: `e2e-${process.pid}-${process.hrtime.bigint()}`,
      })
    ).key;
  }
  return robot;
}

/** What stands in the preview host's place. What only that can be told, a real Grafana cannot: see docs/testing.md. */
export function realHost(): World['host'] {
  return {
    url: GRAFANA_URL ?? '',
    get state(): World['host']['state'] {
      test.skip(
        true,
        'changes what only the preview host lets itself be told (the routes of an older plugin, a wrong signature)',
      );
      throw new Error('skipped');
    },
    close: () => Promise.resolve(),
  };
}

let isPrepared = false;

/** Makes whom and what the tests need; once for each worker. */
export async function prepare(): Promise<void> {
  if (isPrepared) {
    return;
  }
  const [admin, ...others] = PEOPLE;
  const { id } = await must<{ id: number }>('GET', '/api/user');
  await must('PUT', `/api/users/${id}`, { login: ADMIN.user, name: admin?.name, email: admin?.email });
  const ids: number[] = [];
  for (const person of others) {
    const made = await makePerson(person, 1);
    ids.push(...(person.teams.length > 0 ? [made] : []));
  }
  await makeTeam(ids);
  await makeSecondOrg();
  await makeRule();
  await must('GET', `/api/plugins/${PLUGIN}/settings`);
  isPrepared = true;
}

/** Logs in as one of the people at that address, with the looks that the test wants. */
export async function becomePerson(
  page: Page,
  url: string,
  person: string,
  theme: string,
  language: string,
): Promise<void> {
  await page.context().clearCookies();
  await page.context().setExtraHTTPHeaders(person === 'robot' ? { authorization: `Bearer ${await robotToken()}` } : {});
  if (person === 'anonymous') {
    const visit = await page.request.get(`${url}/api/org`);
    if (!visit.ok()) {
      throw new Error(
        `Grafana lets no anonymous visitors in (${visit.status()}); start it with GF_AUTH_ANONYMOUS_ENABLED=true`,
      );
    }
    return;
  }
  if (person !== 'robot') {
    const login = await page.request.post(`${url}/login`, { data: credentialsOf(person) });
    if (!login.ok()) {
      throw new Error(`Grafana did not let ${person} in: ${login.status()}`);
    }
    await page.request.put(`${url}/api/user/preferences`, { data: { theme, language } });
  }
}
