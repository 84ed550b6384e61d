/** Who did what, from whichever surface, with how it was and how it is: for whoever has to find out later. */
import { expect } from 'vitest';
import type { AuditEntry } from '../../../backend-shim/store/access/audit.ts';
import { integrationId } from '../cast.ts';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';

async function entries(story: Story, query: string): Promise<AuditEntry[]> {
  return (await story.sidecar.api<{ items: AuditEntry[] }>('GET', `audit?${query}`)).body.items;
}

async function linkOfAnn(story: Story): Promise<string> {
  const [page] = await story.reached('ann by hook');
  const { incident } = page?.hook?.body as unknown as { incident: { acknowledgeUrl: string } };
  return story.sidecar.local(incident.acknowledgeUrl);
}

loneStories('The audit log', (tell) => {
  tell('has what a script did to an incident, with before and after', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    const { id } = await story.incident();
    await story.script('severity', { severity: 'info' });
    await story.script('snooze', { for: '1h' });
    await story.script('note', { text: 'Later' });
    expect(await entries(story, `kind=incidents&subject=${id}`)).toMatchObject([
      { actor: 'api', action: 'note', before: null, after: { text: 'Later' } },
      {
        actor: 'api',
        action: 'snooze',
        before: { state: 'open', snoozedUntil: null },
        after: { state: 'snoozed', snoozedUntil: story.at('Monday 13:00') },
      },
      { actor: 'api', action: 'severity', before: { severity: 'error' }, after: { severity: 'info' } },
    ]);
    await story.told('ann by hook: Snoozed by api');
  });

  tell('has what was pressed on the page of a link', {}, async (story) => {
    await story.alert();
    const link = await linkOfAnn(story);
    await story.sidecar.request('POST', link, '', {
      token: null,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    const { id } = await story.incident();
    expect(await entries(story, `kind=incidents&subject=${id}`)).toMatchObject([
      {
        actor: 'ann',
        action: 'acknowledge',
        before: { state: 'open', acknowledgedBy: null },
        after: { state: 'acknowledged', acknowledgedBy: 'ann', via: 'link' },
      },
    ]);
  });

  tell('has what was refused nowhere', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.asks(null, 'snooze', { until: story.at('Monday 11:00') });
    expect(await entries(story, `kind=incidents&subject=${(await story.incident()).id}`)).toEqual([]);
  });

  tell('names who asked in the name of somebody else', {}, async (story) => {
    const shift = { rota: 'sre', start: story.at('Tuesday 12:00'), end: story.at('Tuesday 13:00') };
    const asked = await story.sidecar.api('POST', 'swaps', { ...shift, by: 'ann' });
    expect(asked.status, JSON.stringify(asked.body)).toBe(201);
    expect(await entries(story, 'kind=swaps')).toMatchObject([
      { actor: 'api', action: 'ask', after: { asked: { by: 'ann' } } },
    ]);
    await story.toldOfDuties(
      'ben by mail: Ann Martin asks for somebody to take SRE primary from Tue 24 Mar 12:00 to Tue 24 Mar 13:00.',
    );
  });

  tell('has notes that were left, and alerts that were sent to try the way', {}, async (story) => {
    const integration = integrationId(story.scene);
    const tests = () => entries(story, `kind=integrations&actor=api&subject=${integration}`);
    await story.sidecar.api('POST', `integrations/${integration}/test`, {});
    expect(await tests()).toEqual([]);
    await story.sidecar.api('POST', `integrations/${integration}/test`, { send: true });
    expect(await tests()).toMatchObject([{ action: 'test', after: { incidents: [expect.any(String)], page: false } }]);
    await story.sidecar.api('POST', 'rotas/sre/handoff-notes', { text: 'The disk grows' });
    expect(await entries(story, 'kind=handoff-notes')).toMatchObject([
      { actor: 'api', action: 'create', subject: 'sre', after: { text: 'The disk grows' } },
    ]);
  });
});
