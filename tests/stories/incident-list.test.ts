/** The list that people and scripts look through: in pages, in every order, by every filter, on both databases. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { apiToken, startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';

const provisioning = `
apiVersion: 1
users: [ { login: ann, email: ann@example.com }, { login: ben, email: ben@example.com } ]
teams: [ { id: sre, members: [ann] }, { id: db, members: [ben] } ]
rotas: [ { id: sre, team: sre, timeZone: UTC, layers: [ { id: all, participants: [[ann]] } ] } ]
escalationPolicies:
  - { id: sre, team: sre, steps: [ { notify: [ { rota: sre } ], wait: 1h } ] }
  - { id: db, team: db, steps: [ { notify: [ { user: ben } ], wait: 1h } ] }
integrations:
  - { id: web, type: webhook, team: sre, token: list-token-of-web-0123456789, policy: sre }
  - { id: base, type: webhook, team: db, token: list-token-of-base-0123456789, policy: db }
`;

interface Listed {
  items: Array<{ title: string }>;
  next: string | null;
}

onEachDatabase('The list of incidents', (database) => {
  let sidecar: Sidecar;
  const list = async (query: string, headers: Record<string, string> = {}) => {
    const { status, body } = await sidecar.api<Listed>('GET', `incidents?${query}`, undefined, {
      token: apiToken,
      headers,
    });
    expect(status, JSON.stringify(body)).toBe(200);
    return { titles: body.items.map(({ title }) => title), next: body.next };
  };
  const alert = (which: 'web' | 'base', title: string, more: object = {}) =>
    sidecar.ingest<{ incidents: string[] }>(`list-token-of-${which}-0123456789`, { title, id: title, ...more });

  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning, databaseUrl: await database.fresh() });
    const [disk] = (await alert('web', 'Disk full', { severity: 'critical', labels: { host: 'web1' } })).body.incidents;
    await sidecar.advance('1h');
    const [slow] = (await alert('base', 'Slow query', { severity: 'warning' })).body.incidents;
    await sidecar.advance('1h');
    await alert('base', '100% of connections', { severity: 'error' });
    await sidecar.api('POST', `incidents/${disk}/acknowledge`);
    await sidecar.api('POST', `incidents/${slow}/resolve`);
  });
  afterAll(() => sidecar?.remove());

  const all = ['100% of connections', 'Slow query', 'Disk full'];

  test.each([
    ['', all],
    ['state=open', ['100% of connections']],
    ['state=acknowledged,resolved', ['Slow query', 'Disk full']],
    ['state=acknowledged&state=resolved', ['Slow query', 'Disk full']],
    ['team=sre', ['Disk full']],
    ['rota=sre', ['Disk full']],
    ['policy=db', ['100% of connections', 'Slow query']],
    ['rota=sre&policy=db', []],
    ['integration=base&severity=warning', ['Slow query']],
    ['severity=critical,error', ['100% of connections', 'Disk full']],
    ['q=DISK', ['Disk full']],
    ['q=web1', ['Disk full']],
    ['q=%23100', []],
    ['q=100%25', ['100% of connections']],
    ['q=2', ['Slow query']],
    ['from=2026-01-01T01:00:00Z', ['100% of connections', 'Slow query']],
    ['to=2026-01-01T01:00:00Z', ['Disk full']],
    ['from=2026-01-01T02:00:00%2B01:00&to=2026-01-01T02:00:00Z', ['Slow query']],
    ['team=nobody', []],
    ['sort=-opened', all],
    ['sort=opened', ['Disk full', 'Slow query', '100% of connections']],
    ['sort=severity', ['Disk full', '100% of connections', 'Slow query']],
    ['sort=attention', ['100% of connections', 'Disk full', 'Slow query']],
  ])('?%s', async (query, titles) => {
    expect((await list(query)).titles).toEqual(titles);
  });

  test.each([
    ['', 3, ['100% of connections', 'Slow query', 'Disk full']],
    ['limit=2', 3, ['100% of connections', 'Slow query']],
    ['limit=2&sort=opened', 3, ['Disk full', 'Slow query']],
    ['limit=2000&state=open,acknowledged', 2, ['100% of connections', 'Disk full']],
    ['limit=9&q=DISK', 1, ['Disk full']],
    ['team=nobody', 0, []],
    ['limit=0', 3, []],
  ])('matching?%s counts all, and names the first', async (query, total, titles) => {
    const [matching, listed] = await Promise.all([
      sidecar.api<{ total: number; more: boolean; items: Array<{ id: string; number: number }> }>(
        'GET',
        `incidents/matching?${query}`,
      ),
      sidecar.api<{ items: Array<{ id: string; title: string }> }>('GET', 'incidents'),
    ]);
    const names = new Map(listed.body.items.map(({ id, title }) => [id, title]));
    expect(matching.body).toMatchObject({ total, more: false });
    expect(matching.body.items.map(({ id }) => names.get(id))).toEqual(query.includes('limit=') ? titles : []);
  });

  test('matching takes no more than 2,000, and no cursor', async () => {
    expect((await sidecar.api('GET', 'incidents/matching?limit=2001')).status).toBe(400);
    expect((await sidecar.api('GET', 'incidents/matching?cursor=1')).status).toBe(400);
  });

  test('mine is what pages me, or would by a policy on which I am on call', async () => {
    const asAnn = {
      'X-Grafana-Context': JSON.stringify({ OrgID: 1, OrgRole: 'Viewer', Login: 'ann', UserUID: 'u-ann' }),
    };
    expect((await list('mine=true', asAnn)).titles).toEqual(['Disk full']);
    expect((await list('mine=false', asAnn)).titles).toEqual(all);
  });

  test('what a script leaves empty is no filter, and no page', async () => {
    for (const name of ['state', 'team', 'rota', 'policy', 'integration', 'severity', 'q', 'cursor']) {
      expect((await list(`${name}=`)).titles, name).toEqual(all);
    }
  });

  describe('in pages', () => {
    test('nothing comes twice and nothing is left out, also where new ones open meanwhile', async () => {
      const first = await list('limit=2');
      expect(first.titles).toEqual(all.slice(0, 2));
      const [late] = (await alert('web', 'Late')).body.incidents;
      expect(await list(`limit=2&cursor=${first.next}`)).toEqual({ titles: ['Disk full'], next: null });
      await sidecar.api('POST', `incidents/${late}/resolve`);
    });

    test.each(['opened', 'severity', 'attention'])(
      'by %s, each page goes on where the last one ended',
      async (sort) => {
        const whole = await list(`sort=${sort}`);
        const pages: string[] = [];
        let cursor: string | null = '';
        while (cursor !== null) {
          const { titles, next } = await list(`sort=${sort}&limit=1&cursor=${cursor}`);
          pages.push(...titles);
          cursor = next;
        }
        expect(pages).toEqual(whole.titles);
      },
    );

    test.each(['abc', '-1', '1e3', '1.5', '0x10'])('cursor %s is none of ours', async (cursor) => {
      const { status, body } = await sidecar.api<{ error: { details: object[] } }>('GET', `incidents?cursor=${cursor}`);
      expect({ status, details: body.error?.details }).toMatchObject({ status: 400, details: [{ path: 'cursor' }] });
    });
  });

  test('words are found however they are written, also where they have accents', async () => {
    const [french = ''] = (await alert('web', 'Échec du verrou')).body.incidents;
    for (const words of ['Échec', 'échec', 'ÉCHEC verrou']) {
      expect((await list(`q=${encodeURIComponent(words)}`)).titles, words).toEqual(['Échec du verrou']);
    }
    for (const words of ['障害', 'écheque', 'échec_du']) {
      expect((await list(`q=${encodeURIComponent(words)}`)).titles, words).toEqual([]);
    }
    await sidecar.api('POST', `incidents/${french}/resolve`);
  });
});
