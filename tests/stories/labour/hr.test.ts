/** Whoever names themselves HR of a unit, as Admins can, does it in front of the others. */
import { expect } from 'vitest';
import { contextOf } from '../../support/grafana.ts';
import { loneStories } from '../harness.ts';

const unit = {
  id: 'lab',
  name: 'Lab',
  since: '2026-01-01',
  timeZone: 'UTC',
  rules: [{ from: '2026-01-01', pack: 'fr-default@1' }],
};

loneStories('An Admin who names themselves HR', (tell) => {
  tell('is in a message to the others', {}, async (story) => {
    const ask = async (login: string, method: string, path: string, body: object) => {
      const headers = { 'X-Grafana-Context': contextOf({ uid: `uid-${login}`, login, name: login, role: 'Admin' }) };
      const { status } = await story.sidecar.api(method, path, body, { headers });
      await story.settle();
      return status;
    };
    expect(await ask('cleo', 'POST', 'units', { ...unit, hr: ['cleo', 'dee'] })).toBe(201);
    await story.toldOfDuties('dee by mail: Cleo Roux has named themselves HR of Lab.');
    expect(await ask('cleo', 'PUT', 'units/lab/hr', { hr: ['dee'] })).toBe(200);
    await story.toldOfDuties();
    expect(await ask('ben', 'PUT', 'units/lab/hr', { hr: ['ben'] })).toBe(200);
    const [message] = await story.onCallMessages();
    expect([message?.who, message?.text]).toEqual([
      'dee',
      expect.stringContaining('now read working time, rules and pay of the unit'),
    ]);
  });
});

const profile = (user: string, more: object = {}) => ({
  user,
  unit: 'lab',
  from: '2026-01-01',
  contract: 'hours',
  weeklyHours: '35h',
  schedule: [],
  ...more,
});

loneStories('A work profile that HR of a unit gives somebody', (tell) => {
  tell('is told to the person, with who reads what; an Admin ends it, and both are told', {}, async (story) => {
    const ask = async (
      login: string,
      role: 'Viewer' | 'Editor' | 'Admin',
      method: string,
      path: string,
      body?: object,
    ) => {
      const headers = { 'X-Grafana-Context': contextOf({ uid: `uid-${login}`, login, name: login, role }) };
      const answer = await story.sidecar.api<{ id: string }>(method, path, body, { headers });
      await story.settle();
      return answer;
    };
    await ask('dee', 'Admin', 'POST', 'units', { ...unit, hr: ['cleo'], managers: ['ben'] });
    const given = await ask('cleo', 'Viewer', 'POST', 'work-profiles', profile('dee'));
    expect(given.status).toBe(201);
    const [message] = await story.onCallMessages();
    expect(message?.who).toBe('dee');
    expect(message?.text).toContain('Cleo Roux gave you a work profile in Lab');
    expect(message?.text).toContain('HR of Lab (Cleo Roux) reads your calls');
    expect(message?.text).toContain('managers (Ben Petit)');
    expect(message?.text).toContain('right to object');
    // A second one, and a changed one, change nothing about who reads.
    const second = await ask('cleo', 'Viewer', 'POST', 'work-profiles', profile('dee', { from: '2030-01-01' }));
    await ask('cleo', 'Viewer', 'POST', 'work-profiles', profile('cleo'));
    await ask('cleo', 'Viewer', 'POST', 'work-profiles', profile('ann', { contract: 'exempt', weeklyHours: null }));
    expect(await story.onCallMessages()).toEqual([]);

    const first = 'work-profiles/work-dee-2026-01-01';
    expect((await ask('ben', 'Editor', 'POST', `${first}/end`)).status).toBe(403);
    expect((await ask('dee', 'Admin', 'POST', `${first}/end`)).status).toBe(204);
    expect((await ask('dee', 'Admin', 'POST', `work-profiles/${second.body.id}/end`)).status).toBe(204);
    const yesterday = new Date(Date.parse(story.at('Monday 12:00')) - 86_400_000).toISOString().slice(0, 10);
    expect((await ask('dee', 'Admin', 'GET', first)).body).toMatchObject({ until: yesterday });
    expect((await ask('cleo', 'Viewer', 'GET', `work-profiles/${second.body.id}`)).status).toBe(403);
    const told = await story.onCallMessages();
    expect(told.map(({ who }) => who)).toEqual(['cleo', 'cleo']);
    expect(told[0]?.text).toContain('Dee Noir ended the work profile of Dee Noir in Lab');
    const audit = await story.sidecar.api<{ items: Array<{ actor: string; action: string; subject: string }> }>(
      'GET',
      'audit?kind=work-profiles',
    );
    expect(audit.body.items.map(({ actor, action }) => `${actor} ${action}`).slice(0, 2)).toEqual([
      'dee delete',
      'dee change',
    ]);
  });
});
