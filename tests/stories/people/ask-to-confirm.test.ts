/** A manager asks everybody of the team to confirm how they are reached; nothing is sent before. */
import { expect } from 'vitest';
import type { AskedToConfirmWire, TeamShadowWire } from '#contract/people/team-shadow';
import { contextOf } from '../../support/grafana.ts';
import { stories, type Story } from '../harness.ts';

const cleo = { headers: { 'X-Grafana-Context': contextOf({ uid: 'uid-cleo', login: 'cleo', name: 'Cleo Roux' }) } };

async function asks(story: Story): Promise<AskedToConfirmWire[]> {
  const answer = await story.sidecar.api<{ items: AskedToConfirmWire[] }>('POST', 'teams/sre/confirmations', {}, cleo);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.items;
}

async function ann(story: Story): Promise<TeamShadowWire['people'][number] | undefined> {
  const { body } = await story.sidecar.api<TeamShadowWire>('GET', 'teams/sre/shadow');
  return body.people.find(({ login }) => login === 'ann');
}

const unconfirmed = (story: Story, path = '/ann') => ({
  ann: {
    contactMethods: [
      { id: 'hook', type: 'webhook', to: story.sink.url(path), verified: false },
      { id: 'mail', type: 'email', to: 'ann@example.com' },
    ],
    notificationRules: { default: [{ method: 'mail' }], urgent: [{ method: 'hook' }, { method: 'mail' }] },
  },
});

stories('Ask everyone to confirm', (tell) => {
  tell('a code goes to each method that is not confirmed, and is good for a day', {}, async (story) => {
    await story.change(unconfirmed(story));
    expect(await ann(story)).toEqual({ login: 'ann', way: 'mail', unconfirmed: 1 });
    expect(story.sink.take()).toEqual([]);
    expect(await asks(story)).toEqual([{ user: 'ann', method: 'hook', sent: 'code', reason: null }]);
    const [sent] = story.sink.take();
    const { text } = sent?.body as unknown as { text: string };
    expect(text).toContain('Your profile: http');
    await story.passes('23h');
    const code = /\d{6}/.exec(text)?.[0];
    const verified = await story.sidecar.api('POST', 'users/ann/contact-methods/hook/verify', { code });
    expect(verified).toMatchObject({ status: 200, body: { verified: true } });
    expect(await ann(story)).toEqual({ login: 'ann', way: 'urgent', unconfirmed: 0 });
    expect(await asks(story)).toEqual([]);
  });

  tell('where a code cannot be sent, a mail leads to the profile', {}, async (story) => {
    await story.change(unconfirmed(story, '/other'));
    story.breaks('/other', { status: 500 });
    expect(await asks(story)).toMatchObject([{ user: 'ann', method: 'hook', sent: 'mail' }]);
    const [mail] = story.mailbox.take();
    expect(mail?.to).toEqual(['ann@example.com']);
    expect(mail?.subject).toBe('Confirm how Vigie may reach you');
    expect(mail?.text).toContain('Your profile: http');
    await story.refused();
  });
});
