import { expect } from 'vitest';
import type { IncidentRights } from '#contract/incidents/incident';
import { createVault } from '../../../backend-shim/adapters/vault.ts';
import { linkKey, makeLink } from '../../../backend-shim/stages/response/link.ts';
import { contextOf } from '../../support/grafana.ts';
import { loneStories, stories } from '../harness.ts';
import type { Story } from '../harness.ts';

interface Refusal {
  error: { code: string; reason: string | null; message: string };
}
interface Bulk {
  items: Array<{ id: string; ok: boolean; reason: string | null }>;
}

const as = (login: string, role: 'Viewer' | 'Editor' | 'Admin' = 'Viewer') => ({
  headers: { 'X-Grafana-Context': contextOf({ uid: `uid-${login}`, login, name: login, role }) },
});
const BODIES: Array<[string, object]> = [
  ['acknowledge', {}],
  ['unacknowledge', {}],
  ['resolve', {}],
  ['unresolve', {}],
  ['wake', {}],
  ['escalate', {}],
  ['snooze', { for: '1h' }],
  ['reassign', { users: ['dee'] }],
  ['responders', { users: ['dee'] }],
  ['severity', { severity: 'info' }],
  ['restart', {}],
];

async function canOf(story: Story, login: string, role?: 'Viewer' | 'Editor'): Promise<IncidentRights> {
  const { id } = await story.incident();
  const one = await story.sidecar.api<{ can: IncidentRights }>('GET', `incidents/${id}`, undefined, as(login, role));
  const list = await story.sidecar.api<{ items: Array<{ id: string; can: IncidentRights }> }>(
    'GET',
    'incidents?limit=200',
    undefined,
    as(login, role),
  );
  expect(list.body.items.find((item) => item.id === id)?.can, 'in lists').toEqual(one.body.can);
  return one.body.can;
}

async function bulk(
  story: Story,
  login: string,
  command: string,
  ids: string[],
  body?: object,
): Promise<Bulk['items']> {
  return (await story.sidecar.api<Bulk>('POST', 'incidents/bulk', { ids, command, body }, as(login))).body.items;
}

loneStories('Who may do what', (tell) => {
  tell('Dee, who has nothing to do with it, reads and leaves notes; she silences nothing', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    for (const [command, body] of BODIES) {
      const { status, body: said } = await story.asks<Refusal>('dee', command as 'resolve', body);
      expect([command, status, said.error?.reason]).toEqual([command, 403, 'not-concerned']);
    }
    expect((await story.asks('dee', 'note', { text: 'I saw it too.' })).status).toBe(200);
    expect(await canOf(story, 'dee')).toEqual({ note: true, acknowledge: false, act: false });
    expect(await story.incident()).toMatchObject({ state: 'open', severity: 'error' });
  });

  tell('in bulk each incident is judged by itself, and those that are not theirs say so', {}, async (story) => {
    await story.alert();
    await story.alert({ id: 'cpu', title: 'CPU' });
    await story.reached('ann by hook', 'ann by hook');
    const [cpu, disk] = await story.incidents();
    await story.script('responders', { users: ['dee'] }, disk?.id);
    await story.reached('dee by mail');
    const ids = [cpu?.id ?? '', disk?.id ?? ''];
    expect(await bulk(story, 'dee', 'acknowledge', ids)).toMatchObject([
      { ok: false, reason: 'not-concerned' },
      { ok: true, reason: null },
    ]);
    expect((await story.incident(cpu?.id)).state).toBe('open');
    expect(await bulk(story, 'dee', 'note', ids, { text: 'Seen' })).toMatchObject([{ ok: true }, { ok: true }]);
    await story.told('ann by hook: Acknowledged by Dee Noir');
  });

  tell('once she is paged for it, she may do everything', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('responders', { users: ['dee'] });
    await story.reached('dee by mail');
    expect(await canOf(story, 'dee')).toEqual({ note: true, acknowledge: true, act: true });
    expect(await story.person('dee', 'resolve')).toMatchObject({ state: 'resolved', resolvedBy: 'dee' });
    await story.told('ann by hook: Resolved by Dee Noir');
  });

  tell('Cleo, of its team, may, without having been paged', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    expect(await story.person('cleo', 'resolve')).toMatchObject({ state: 'resolved', resolvedBy: 'cleo' });
    await story.told('ann by hook: Resolved by Cleo Roux');
  });

  tell(
    'so may whoever a later step of its policy would page',
    {
      steps: [
        { notify: [{ rota: 'sre' }], wait: '5m' },
        { notify: [{ user: 'dee' }], wait: '10m' },
      ],
    },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      expect(await story.person('dee', 'acknowledge')).toMatchObject({ acknowledgedBy: 'dee' });
      await story.told('ann by hook: Acknowledged by Dee Noir');
    },
  );

  tell('the policy that it runs on counts as well as the policy as it is now', {}, async (story) => {
    await story.change({
      steps: [
        { notify: [{ rota: 'sre' }], wait: '5m' },
        { notify: [{ user: 'dee' }], wait: '10m' },
      ],
    });
    await story.alert();
    await story.reached('ann by hook');
    await story.change({ steps: [{ notify: [{ rota: 'sre' }], wait: '5m' }] });
    expect((await canOf(story, 'dee')).act).toBe(true);
    expect(await story.person('dee', 'resolve')).toMatchObject({ resolvedBy: 'dee' });
    await story.alert({ id: 'cpu', title: 'CPU' });
    await story.reached('ann by hook');
    expect((await canOf(story, 'dee')).act).toBe(false);
    await story.change({
      steps: [
        { notify: [{ rota: 'sre' }], wait: '5m' },
        { notify: [{ user: 'dee' }], wait: '10m' },
      ],
    });
    expect((await canOf(story, 'dee')).act).toBe(true);
    await story.change({ steps: [{ notify: [{ rota: 'sre' }], wait: '5m' }] });
    expect((await story.asks('dee', 'resolve')).status).toBe(403);
    await story.told('ann by hook: Resolved by Dee Noir');
  });

  tell(
    'on call is who is on call at that instant: of a rota that the policy names',
    {
      rota: {
        team: null,
        layers: [
          {
            id: 'day',
            rotation: { every: 1, unit: 'day', start: '2026-03-02T00:00' },
            participants: [['ann'], ['dee']],
          },
        ],
      },
      more: { teams: [{ id: 'sre', name: 'SRE', members: [], managers: ['cleo'] }] },
    },
    async (story) => {
      const first =
        (await story.sidecar.api<{ onCall: Array<{ user: 'ann' | 'dee' }> }>('GET', 'rotas/sre/on-call')).body.onCall[0]
          ?.user ?? 'ann';
      const second = first === 'ann' ? 'dee' : 'ann';
      await story.change({
        steps: [
          { notify: [], wait: '36h' },
          { notify: [{ rota: 'sre', who: 'next' }], wait: '10m' },
        ],
      });
      await story.alert();
      // The step asks for whoever is next: both are meant, the one who is on call and the one who would be paged.
      expect((await canOf(story, first)).act).toBe(true);
      expect((await canOf(story, second)).act).toBe(true);
      await story.change({
        steps: [
          { notify: [], wait: '36h' },
          { notify: [{ rota: 'sre' }], wait: '10m' },
        ],
      });
      await story.alert({ id: 'cpu', title: 'CPU' });
      expect((await canOf(story, second)).act).toBe(false);
      await story.passes('24h');
      expect((await canOf(story, second)).act).toBe(true);
      expect((await canOf(story, first)).act).toBe(false);
      await story.script('resolve');
      await story.toldOfDuties(
        'ann by hook: Your duty for SRE primary ended at 00:00.',
        'dee by mail: You are on call for SRE primary until Wed 15 Apr 00:00.',
      );
    },
  );

  tell(
    'what has no team is for any Editor, for no other Viewer',
    { policy: { team: null }, integration: { team: null } },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      const { id } = await story.incident();
      expect((await story.asks<Refusal>('cleo', 'acknowledge')).body.error.reason).toBe('not-concerned');
      expect(await canOf(story, 'dee', 'Editor')).toEqual({ note: true, acknowledge: true, act: true });
      expect((await story.sidecar.api('POST', `incidents/${id}/resolve`, {}, as('dee', 'Editor'))).status).toBe(200);
      await story.told('ann by hook: Resolved by Dee Noir');
    },
  );

  tell('an Editor of another team is a Viewer here', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    const { id } = await story.incident();
    expect((await story.sidecar.api('POST', `incidents/${id}/acknowledge`, {}, as('dee', 'Editor'))).status).toBe(403);
    expect((await story.sidecar.api('POST', `incidents/${id}/acknowledge`, {}, as('cleo', 'Editor'))).status).toBe(200);
    await story.told('ann by hook: Acknowledged by Cleo Roux');
  });

  tell(
    'a merge is for those who may do both',
    {
      more: {
        teams: [
          { id: 'sre', name: 'SRE', members: ['ann', 'ben', 'cleo'], managers: ['cleo'] },
          { id: 'db', name: 'DB', members: ['dee'] },
        ],
      },
    },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      const theirs = await story.incident();
      const own = await story.sidecar.api<{ id: string }>('POST', 'incidents', {
        title: 'Ours',
        users: ['dee'],
        team: 'db',
      });
      await story.reached('dee by mail');
      expect((await story.asks<Refusal>('dee', 'merge', { into: theirs.id }, own.body.id)).body.error.reason).toBe(
        'not-concerned',
      );
      expect((await story.asks<Refusal>('dee', 'merge', { into: own.body.id }, theirs.id)).body.error.reason).toBe(
        'not-concerned',
      );
      expect(await bulk(story, 'dee', 'merge', [own.body.id], { into: theirs.id })).toMatchObject([
        { ok: false, reason: 'not-concerned' },
      ]);
      await story.script('responders', { users: ['dee'] }, theirs.id);
      await story.reached('dee by mail');
      expect(await story.person('dee', 'merge', { into: theirs.id }, own.body.id)).toMatchObject({
        mergedInto: theirs.id,
      });
    },
  );

  tell(
    'whoever was paged for an incident that was merged into this one was woken for this one, too',
    {
      more: {
        teams: [
          { id: 'sre', name: 'SRE', members: ['ann', 'ben', 'cleo'], managers: ['cleo'] },
          { id: 'db', name: 'DB', members: [] },
        ],
      },
    },
    async (story) => {
      const own = await story.sidecar.api<{ id: string }>('POST', 'incidents', {
        title: 'Replication stopped',
        users: ['dee'],
        team: 'db',
      });
      await story.reached('dee by mail: Replication stopped');
      const [between = ''] = (await story.alert({ id: 'cpu', title: 'CPU' })).incidents;
      const [theirs = ''] = (await story.alert()).incidents;
      await story.reached('ann by hook: CPU', 'ann by hook: Disk full');
      await story.script('merge', { into: between }, own.body.id);
      expect((await canOf(story, 'dee')).act, 'of the latest, into which nothing was merged').toBe(false);
      expect(await bulk(story, 'dee', 'wake', [between, theirs])).toMatchObject([
        { ok: true },
        { ok: false, reason: 'not-concerned' },
      ]);
      await story.script('merge', { into: theirs }, between);
      expect((await canOf(story, 'dee')).act).toBe(true);
      expect(await story.person('dee', 'acknowledge', {}, theirs)).toMatchObject({ acknowledgedBy: 'dee' });
      expect((await story.asks('dee', 'reassign', { users: ['ben'] }, theirs)).status).toBe(200);
      await story.reached('ben by mail: Disk full');
      const key = linkKey(createVault('test-secret-key-that-is-long-enough-0123456789').key('responder links'));
      expect(
        (
          await fetch(`${story.sidecar.url}/r/${makeLink(key, theirs, 'dee')}/resolve`, {
            method: 'POST',
            redirect: 'manual',
          })
        ).status,
      ).toBe(303);
      expect((await story.incident(theirs)).state).toBe('resolved');
      await story.told(
        'ann by hook: Acknowledged by Dee Noir',
        'ann by hook: Resolved by Dee Noir',
        'ann by hook: Resolved by api',
        'ben by mail: Resolved by Dee Noir',
        'dee by mail: Resolved by api',
      );
    },
  );

  tell('a link of somebody who is not concerned shows it, without buttons', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    const key = linkKey(createVault('test-secret-key-that-is-long-enough-0123456789').key('responder links'));
    const link = `${story.sidecar.url}/r/${makeLink(key, (await story.incident()).id, 'dee')}`;
    const shown = await (await fetch(link)).text();
    expect(shown).toContain('You can read this incident.');
    expect(shown).not.toContain('<button');
    for (const action of ['acknowledge', 'resolve', 'snooze', 'escalate', 'on-it']) {
      const answer = await fetch(`${link}/${action}`, { method: 'POST', redirect: 'manual' });
      expect([action, answer.status]).toEqual([action, 403]);
    }
    expect((await story.incident()).state).toBe('open');
  });
});

stories(
  'Who may do what, where Viewers acknowledge',
  (tell) => {
    tell('Dee acknowledges one incident at a time, and does nothing else', {}, async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      const { id } = await story.incident();
      expect(await canOf(story, 'dee')).toEqual({ note: true, acknowledge: true, act: false });
      expect(await bulk(story, 'dee', 'acknowledge', [id])).toMatchObject([{ ok: false, reason: 'not-concerned' }]);
      for (const [command, body] of BODIES.filter(([name]) => name !== 'acknowledge')) {
        expect([command, (await story.asks('dee', command as 'resolve', body)).status]).toEqual([command, 403]);
      }
      expect(await story.person('dee', 'acknowledge')).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'dee' });
      expect((await story.asks('dee', 'unacknowledge')).status).toBe(403);
      await story.told('ann by hook: Acknowledged by Dee Noir');
    });
  },
  { VIGIE_VIEWERS_ACKNOWLEDGE: 'true' },
);
