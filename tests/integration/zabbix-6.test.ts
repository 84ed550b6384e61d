/** Zabbix 6.0 by its written-down API: the docs' set-up, its media type, and the way back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/waiting.ts';
import { snippet } from './support/docs.ts';
import { startSpine, token, type Spine } from './support/spine.ts';
import { Zabbix6 } from './support/zabbix-6.ts';
import { runSetUp } from './support/zabbix.ts';

describe('Zabbix 6.0 (its API written down; the product itself is not in Debian 13)', () => {
  const zabbix = new Zabbix6();
  let spine: Spine;

  beforeAll(async () => {
    await zabbix.start();
    const port = await freePort();
    const apiToken = await runSetUp(zabbix.url, zabbix.admin, `http://127.0.0.1:${port}/in`, token);
    spine = await startSpine({
      integrations: snippet('zabbix.md', 'vigie.yaml', { 'https://zabbix.example.com': zabbix.url }),
      env: { VIGIE_INGEST_ZABBIX: token, ZABBIX_API_TOKEN: apiToken, VIGIE_LISTEN: `127.0.0.1:${port}` },
      clock: 'manual',
    });
  });
  afterAll(async () => {
    await spine?.stop();
    await zabbix.stop();
  });

  function problem(id: string, more: object = {}): void {
    zabbix.events.set(id, {
      eventid: id,
      r_eventid: '0',
      suppressed: '0',
      manual_close: '0',
      relatedObject: { status: '0' },
      suppression_data: [],
      ...more,
    });
    zabbix.notify({
      '{EVENT.ID}': id,
      '{EVENT.SOURCE}': '0',
      '{EVENT.VALUE}': '1',
      '{EVENT.UPDATE.STATUS}': '0',
      '{EVENT.NAME}': `Problem ${id}`,
      '{EVENT.NSEVERITY}': '4',
      '{EVENT.TAGSJSON}': '[{"tag":"team","value":"db"}]',
      '{HOST.HOST}': 'db-1',
      '{HOST.NAME}': 'db-1',
    });
  }

  it('the set-up makes one user with the media and the token, an action of all three kinds, and retries that outlast an outage', () => {
    const [user] = zabbix.objects['user']?.filter(({ username }) => username === 'vigie') ?? [];
    expect(user).toMatchObject({ medias: [{ mediatypeid: '50', sendto: token }] });
    expect(zabbix.objects['token']).toContainEqual(
      expect.objectContaining({ name: 'Vigie', userid: user?.['userid'] }),
    );
    expect(zabbix.objects['usergroup']).toContainEqual(
      expect.objectContaining({ name: 'Vigie', rights: [{ id: '4', permission: 3 }] }),
    );
    expect(zabbix.objects['action']).toMatchObject([
      { operations: [{}], recovery_operations: [{ operationtype: 11 }], update_operations: [{ operationtype: 12 }] },
    ]);
    expect(zabbix.mediaType).toMatchObject({
      attempts: '100',
      attempt_interval: '30s',
      event_menu_url: '{EVENT.TAGS.__vigie_url}',
    });
  });

  it('a problem opens, its menu leads back; acknowledge, severity and note go to it as the user of the media', async () => {
    problem('7');
    const incident = await spine.incident('it came', ({ title }) => title.startsWith('Problem 7'));
    expect(incident).toMatchObject({ severity: 'error', labels: { team: 'db', host: 'db-1' } });
    expect(zabbix.events.get('7')?.['tags']).toContainEqual({
      tag: '__vigie_url',
      value: `https://grafana.example.com/a/vigie-oncall-app/incidents/${incident.id}`,
    });
    await spine.sidecar.advance('0s');
    await spine.acknowledgeByLink(incident);
    await spine.command(incident, 'severity', { severity: 'critical' });
    await spine.command(incident, 'note', { text: 'I look' });
    await spine.sidecar.advance('1s');
    expect(await spine.toldOf(incident, 'note')).toMatchObject({ state: 'done', answer: 'event 7 commented' });
    expect(zabbix.acknowledged).toEqual([
      {
        eventids: ['7'],
        action: 6,
        message: 'Acknowledged by Ann Martin (Vigie #1)',
        severity: undefined,
        user: 'vigie',
      },
      { eventids: ['7'], action: 12, message: expect.any(String) as string, severity: 5, user: 'vigie' },
      {
        eventids: ['7'],
        action: 4,
        message: expect.stringContaining('I look') as string,
        severity: undefined,
        user: 'vigie',
      },
    ]);
  });

  it('a resolution closes a problem that may be closed, and comments on one that may not', async () => {
    problem('8', { manual_close: '1' });
    problem('9');
    for (const [id, answer] of [
      ['8', 'event 8 closed'],
      ['9', expect.stringContaining('does not allow manual closing')],
    ]) {
      const incident = await spine.incident('it came', ({ title }) => title.startsWith(`Problem ${id as string}`));
      await spine.command(incident, 'resolve');
      await spine.sidecar.advance('1s');
      expect(await spine.toldOf(incident, 'resolve')).toMatchObject({ state: 'done', answer });
    }
  });

  it('problems that ended unnoticed are found by a query', async () => {
    problem('10');
    const incident = await spine.incident('it came', ({ title }) => title.startsWith('Problem 10'));
    zabbix.events.set('10', { ...zabbix.events.get('10'), r_eventid: '11' });
    await spine.sidecar.advance('2m');
    expect(await spine.incidents()).toContainEqual(
      expect.objectContaining({ id: incident.id, state: 'resolved', resolvedBy: 'Zabbix' }),
    );
    expect(spine.sidecar.errors).toEqual([]);
  });
});
