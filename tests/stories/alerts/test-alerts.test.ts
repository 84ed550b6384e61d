import { expect } from 'vitest';
import { capture } from '../../captures/load.ts';
import { stories } from '../harness.ts';

stories('A test alert is visible and pages nobody', (tell) => {
  tell("Grafana's Test button", { integration: { type: 'grafana' } }, async (story) => {
    const { incidents } = await story.receives(capture('grafana/05-webhook-test-button.json').body);
    expect(incidents).toHaveLength(1);
    expect(await story.incident()).toMatchObject({ state: 'open', test: true });
    await story.explains('This is a test: it pages nobody and ends by itself after an hour.');
    await story.passes('1h');
    expect((await story.incident()).state).toBe('resolved');
    await story.nobodyIsPaged();
  });

  tell("the test of Zabbix's media type", { integration: { type: 'zabbix' } }, async (story) => {
    await story.receives({ 'EVENT.ID': '{EVENT.ID}', 'EVENT.NAME': '{EVENT.NAME}', 'EVENT.VALUE': '{EVENT.VALUE}' });
    expect(await story.incident()).toMatchObject({ test: true });
    await story.passes('10m');
    await story.nobodyIsPaged();
  });

  tell('a test that is asked to page does', {}, async (story) => {
    await story.sidecar.api('POST', `integrations/${story.integration}/test`, { send: true });
    await story.nobodyIsPaged();
    await story.sidecar.api('POST', `integrations/${story.integration}/test`, { send: true, page: true });
    await story.reached('ann by hook');
    await story.script('resolve');
    await story.told('ann by hook: Resolved by api');
  });
});
