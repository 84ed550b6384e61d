/** Matchers that an earlier release took, and that are more work than is allowed: whatever holds them errs towards paging. */
import { expect } from 'vitest';
import type { Unreadable } from '#contract/unreadable';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { changeRows } from '../rows.ts';

/** As short as any, and more than half a million instructions. */
const HEAVY = '(?:(?:.{0,99}){0,99}){0,99}';
const LIGHT = 'env=~"heavy"';

/** As 0.1 would have written it; the new revision makes the sidecar look. */
async function makesHeavy(story: Story, kind: string): Promise<void> {
  story.expectError((line) => line.kind === kind);
  const set = `body = replace(body, 'env=~\\"heavy\\"', 'env=~\\"${HEAVY}\\"')`;
  expect(
    await changeRows(story.databaseUrl, `update config set ${set} where kind = '${kind}' and body like '%heavy%'`),
  ).toBe(1);
  await changeRows(
    story.databaseUrl,
    "update meta set value = cast(cast(value as bigint) + 1 as text) where key = 'config_revision'",
  );
  await story.settle();
}

async function unreadable(story: Story): Promise<Unreadable[]> {
  return (await story.sidecar.api<{ unreadable: Unreadable[] }>('GET', 'status')).body.unreadable;
}

const alert = { labels: { env: 'prod' } };

loneStories('Matchers that are more work than is allowed', (tell) => {
  tell(
    'of a route that drops: the alert pages by the default route, and the managers are told once',
    { integration: { routes: [{ match: [LIGHT], drop: true }] } },
    async (story) => {
      await makesHeavy(story, 'integrations');
      expect(await unreadable(story)).toMatchObject([
        { kind: 'integrations', field: 'routes[0].match[0]', reason: 'too-heavy' },
      ]);
      await story.reached('cleo by mail');
      await story.alert(alert);
      await story.reached('ann by hook');
      await story.explains('the default route, since the matchers of route 1 are too much work');
      const { body } = await story.sidecar.api<{ items: Array<{ title: string }> }>('GET', 'incidents');
      expect(body.items.filter(({ title }) => /^A route of integration/.test(title))).toHaveLength(1);
    },
  );

  tell(
    'of a route: at the urgency of the route',
    { integration: { routes: [{ match: [LIGHT], urgency: 'urgent' }] } },
    async (story) => {
      await makesHeavy(story, 'integrations');
      await story.reached('cleo by mail');
      await story.alert(alert);
      const [page] = await story.reached('ann by hook');
      expect(page?.urgency).toBe('urgent');
    },
  );

  tell(
    'of a step: its condition counts as met',
    { steps: [{ notify: [{ user: 'ann' }], wait: '5m', when: { match: [LIGHT] } }] },
    async (story) => {
      await makesHeavy(story, 'escalationPolicies');
      expect(await unreadable(story)).toMatchObject([
        { kind: 'escalationPolicies', field: 'steps[0].when.match[0]', reason: 'too-heavy' },
      ]);
      await story.alert(alert);
      await story.reached('ann by hook');
    },
  );

  tell('of a maintenance: it holds nothing, and can be repaired', {}, async (story) => {
    const maintenance = {
      id: 'move',
      match: [LIGHT],
      timeZone: 'UTC',
      start: story.at('Monday 00:00').slice(0, 16),
      end: story.at('Friday 00:00').slice(0, 16),
    };
    expect(await story.sidecar.api('POST', 'maintenances', maintenance)).toMatchObject({ status: 201 });
    await makesHeavy(story, 'maintenances');
    expect(await unreadable(story)).toMatchObject([{ kind: 'maintenances', id: 'move', field: 'match[0]' }]);
    await story.alert({ labels: { env: 'heavy' } });
    await story.reached('ann by hook');
    const shown = await story.sidecar.api<typeof maintenance>('GET', 'maintenances/move');
    expect(shown.body.match).toEqual([`env=~"${HEAVY}"`]);
    expect(await story.sidecar.api('PUT', 'maintenances/move', shown.body)).toMatchObject({
      status: 400,
      body: { error: { details: [{ path: 'match[0]', reason: 'too-heavy' }] } },
    });
    expect(await story.sidecar.api('PUT', 'maintenances/move', maintenance)).toMatchObject({ status: 200 });
    expect(await unreadable(story)).toEqual([]);
  });

  tell(
    'of a maintenance, on an alert that is large: it holds nothing, says so on Home and in the incident, until it is over',
    {},
    async (story) => {
      const maintenance = {
        id: 'rack',
        name: 'Move to the new rack',
        match: ['message=~"(?:a|[^b]){0,270}x"'],
        timeZone: 'UTC',
        start: story.at('Monday 00:00').slice(0, 16),
        end: story.at('Friday 00:00').slice(0, 16),
      };
      expect(await story.sidecar.api('POST', 'maintenances', maintenance)).toMatchObject({ status: 201 });
      await story.alert({ labels: { message: 'aax' } });
      await story.nobodyIsPaged();
      await story.recovers({ labels: { message: 'aax' } });
      expect(await unreadable(story), 'of this size it is clear').toEqual([]);
      story.expectError((line) => line.kind === 'maintenances');
      await story.alert({ id: 'large', labels: { message: 'y'.repeat(8_000) } });
      await story.reached('ann by hook');
      await story.explains('maintenance Move to the new rack holds nothing, since its matchers are too much work');
      const named = { kind: 'maintenances', id: 'rack', field: 'match', reason: 'too-heavy' };
      expect(await unreadable(story)).toMatchObject([named]);
      await story.recovers({ id: 'large' });
      await story.told('ann by hook: Resolved by Scripts');
      await story.alert({ id: 'another', labels: { message: 'z'.repeat(8_000) } });
      await story.reached('ann by hook');
      await story.recovers({ id: 'another' });
      await story.told('ann by hook: Resolved by Scripts');
      expect(await unreadable(story)).toMatchObject([named]);
      await story.until('Friday 00:10');
      expect(await unreadable(story)).toEqual([]);
    },
  );

  tell('of several maintenances that may be under way together: refused with their sum', {}, async (story) => {
    const maintenance = (id: string, integrations: string[], week: [string, string]) => ({
      id,
      integrations,
      timeZone: 'UTC',
      match: Array.from({ length: 3 }, (_, i) => `env=~"(?:a|[^${i}]){0,270}x{${i}}"`),
      start: story.at(week[0]).slice(0, 16),
      end: story.at(week[1]).slice(0, 16),
    });
    const save = async (id: string) =>
      story.sidecar.api('POST', 'maintenances', maintenance(id, [], ['Monday 00:00', 'Friday 00:00']));
    const answers = [];
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) answers.push(await save(id));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.slice(0, 1)).toEqual([201]);
    expect(answers.at(-1)).toMatchObject({
      status: 400,
      body: { error: { details: [{ path: 'match', reason: 'too-heavy' }] } },
    });
    expect(statuses).toEqual(statuses.toSorted((a, b) => (a - b === 0 ? 0 : a === 201 ? -1 : 1)));
    const light = { ...maintenance('light', [], ['Monday 00:00', 'Friday 00:00']), match: ['env="prod"'] };
    expect(await story.sidecar.api('POST', 'maintenances', light)).toMatchObject({ status: 201 });
  });

  tell('of a subscription: nobody is told, and the page is as ever', {}, async (story) => {
    const subscription = { id: 'news', match: [LIGHT], to: [{ user: 'ben' }] };
    expect(await story.sidecar.api('POST', 'subscriptions', subscription)).toMatchObject({ status: 201 });
    await makesHeavy(story, 'subscriptions');
    expect(await unreadable(story)).toMatchObject([{ kind: 'subscriptions', id: 'news', reason: 'too-heavy' }]);
    await story.alert({ labels: { env: 'heavy' } });
    await story.reached('ann by hook');
  });
});
