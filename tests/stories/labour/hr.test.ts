/** Whoever names themselves HR of a unit, as Admins can, does it in front of the others. */
import { expect } from 'vitest';
import { contextOf } from '../../support/grafana.ts';
import { loneStories } from '../harness.ts';

const unit = {
  ...{ id: 'lab', name: 'Lab', since: '2026-01-01', timeZone: 'UTC' },
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
