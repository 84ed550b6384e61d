import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';

interface Links {
  incident: { acknowledgeUrl: string; resolveUrl: string };
}

/** The page's own link, without an action. */
async function linkOfAnn(story: Story): Promise<string> {
  const [page] = await story.reached('ann by hook');
  const { incident } = page?.hook?.body as unknown as Links;
  return story.sidecar.local(incident.acknowledgeUrl).replace(/\/acknowledge$/, '');
}

const open = (story: Story, link: string) => story.sidecar.request<string>('GET', link, undefined, { token: null });
const press = (story: Story, link: string, body = '') =>
  story.sidecar.request<string>('POST', link, body, {
    token: null,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  });

stories('The link in a message', (tell) => {
  tell('opening it acts on nothing, however often and with whatever action', {}, async (story) => {
    await story.alert();
    const link = await linkOfAnn(story);
    for (const path of ['', '/acknowledge', '/resolve', '/snooze', '/escalate', '/acknowledge', '/resolve']) {
      const shown = await open(story, link + path);
      expect(shown.status).toBe(200);
      expect(shown.body).toContain('Disk full');
    }
    expect(
      (await story.sidecar.request('HEAD', link + '/acknowledge', undefined, { token: null })).status,
    ).toBeLessThan(500);
    expect(await story.incident()).toMatchObject({ state: 'open' });
    await story.passes('5m');
    await story.reached('ben by mail');
  });

  tell('pressing the button acknowledges, under the name of whose link it is', {}, async (story) => {
    await story.alert();
    const link = await linkOfAnn(story);
    const answer = await press(story, `${link}/acknowledge`);
    expect(answer.status).toBeLessThan(400);
    expect(await story.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ann' });
    expect((await story.timeline()).find(({ kind }) => kind === 'acknowledged')).toMatchObject({
      actor: 'ann',
      data: { via: 'link' },
    });
    await story.passes('1d');
    await story.nobodyIsPaged();
  });

  tell('resolve, snooze and escalate', {}, async (story) => {
    await story.alert();
    const link = await linkOfAnn(story);
    await press(story, `${link}/snooze`, 'for=1h');
    expect(await story.incident()).toMatchObject({ state: 'snoozed', snoozedUntil: story.at('Monday 13:00') });
    await press(story, `${link}/escalate`);
    await story.reached('ben by mail');
    await press(story, `${link}/resolve`);
    expect(await story.incident()).toMatchObject({ state: 'resolved', resolvedBy: 'ann' });
    await story.told('ben by mail: Resolved by Ann Martin');
  });

  tell('a note can be left there once somebody has answered, and nothing that is empty', {}, async (story) => {
    await story.alert({ description: 'Only 2 % are free.' });
    const link = await linkOfAnn(story);
    expect((await open(story, link)).body).not.toContain(`/note"`);
    await press(story, `${link}/acknowledge`);
    expect((await open(story, link)).body).toContain(`/note"`);
    expect((await press(story, `${link}/note`, 'text=+%0D%0A')).status).toBe(409);
    expect((await press(story, `${link}/note`, 'text=Logs+deleted.%0D%0AWatching.')).status).toBe(303);
    const notes = (await story.timeline()).filter(({ kind }) => kind === 'note');
    expect(notes).toMatchObject([{ actor: 'ann', data: { via: 'link' } }]);
    await story.explains('Logs deleted.\nWatching.');
    expect((await open(story, `${link}?done=note`)).body).toContain('role="status"');
    await story.passes('1d');
    await story.nobodyIsPaged();
  });

  tell('says first what is broken, and leads to Grafana only where it is known', {}, async (story) => {
    await story.alert({ description: 'Only 2 % are free.' });
    const { body } = await open(story, await linkOfAnn(story));
    expect(body.indexOf('Only 2 % are free.')).toBeLessThan(body.indexOf('<button'));
    expect(body).not.toContain('Grafana');
  });

  tell('says that something was done only where it was', {}, async (story) => {
    await story.alert();
    const link = await linkOfAnn(story);
    const confirmed = async (action: string) =>
      /<[^>]*role="status"/.test((await open(story, `${link}?done=${action}`)).body);
    for (const action of ['acknowledge', 'resolve', 'snooze', 'escalate', 'on-it']) {
      expect(await confirmed(action), action).toBe(false);
    }
    await press(story, `${link}/acknowledge`);
    expect(await confirmed('acknowledge')).toBe(true);
    expect(await confirmed('resolve')).toBe(false);
    expect(await confirmed('unacknowledge')).toBe(false);
    await press(story, `${link}/escalate`);
    await story.reached('ben by mail');
    expect(await confirmed('escalate')).toBe(true);
    await press(story, `${link}/resolve`);
    expect(await confirmed('resolve')).toBe(true);
    expect(await confirmed('acknowledge')).toBe(false);
    await story.told('ben by mail: Resolved by Ann Martin');
  });

  tell('pressing twice is pressing once', {}, async (story) => {
    await story.alert();
    const link = await linkOfAnn(story);
    await press(story, `${link}/acknowledge`);
    const { version } = await story.incident();
    expect((await press(story, `${link}/acknowledge`)).status).toBeLessThan(400);
    expect((await story.incident()).version).toBe(version);
  });

  tell('a link with one letter changed is no link', {}, async (story) => {
    await story.alert();
    const link = await linkOfAnn(story);
    const broken = link.slice(0, -3) + (link.at(-3) === 'A' ? 'B' : 'A') + link.slice(-2);
    expect((await open(story, broken)).status).toBe(404);
    expect((await press(story, `${broken}/acknowledge`)).status).toBe(404);
    expect((await story.incident()).state).toBe('open');
  });

  tell('it lives until 24 hours after the resolution', {}, async (story) => {
    await story.alert();
    const link = await linkOfAnn(story);
    await story.script('acknowledge');
    await story.passes('30d');
    expect((await open(story, link)).status).toBe(200);
    await story.script('resolve', undefined, (await story.incident()).id);
    await story.passes('23h59m');
    expect((await open(story, link)).status).toBe(200);
    await story.passes('2m');
    expect((await open(story, link)).status).toBe(410);
    expect((await press(story, `${link}/unresolve`)).status).toBe(410);
    expect((await story.incident()).state).toBe('resolved');
    await story.told('ann by hook: Acknowledged by api', 'ann by hook: Resolved by api');
    // Every week has its handoff.
    await story.onCallMessages();
  });

  tell('somebody who has left cannot use theirs', {}, async (story) => {
    await story.alert();
    const link = await linkOfAnn(story);
    await story.change({ ann: { disabled: true } });
    expect((await press(story, `${link}/acknowledge`)).status).toBe(403);
    expect((await story.incident()).state).toBe('open');
  });

  tell('it tells no other site where it came from, and is not kept', {}, async (story) => {
    await story.alert();
    const { headers } = await open(story, await linkOfAnn(story));
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toContain('no-store');
  });

  tell("in its owner's language", { ann: { language: 'fr' } }, async (story) => {
    await story.alert();
    const shown = await open(story, await linkOfAnn(story));
    expect(shown.body).toContain('lang="fr"');
  });
});
