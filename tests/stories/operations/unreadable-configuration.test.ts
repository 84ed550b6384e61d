/** A row of the configuration is broken by hand in the database: everything else pages, and it is well again when it is stated anew. */
import { expect } from 'vitest';
import type { Unreadable } from '#contract/unreadable';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { changeRows } from '../rows.ts';
import { policyId, tokenOf } from '../cast.ts';

/** Behind the sidecar's back; the new revision makes it look. */
async function breaks(story: Story, kind: string, id: string, body: string): Promise<void> {
  story.expectError((line) => line.kind === kind || line.id === id);
  expect(
    await changeRows(story.databaseUrl, `update config set body = '${body}' where kind = '${kind}' and id = '${id}'`),
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

const DAMAGES: Array<[what: string, body: (id: string) => string]> = [
  ['is no JSON', () => '{"id'],
  [
    'has the wrong types',
    (id) =>
      JSON.stringify({
        id,
        login: id,
        name: 7,
        team: 7,
        layers: 7,
        steps: 7,
        members: 7,
        timeZone: 7,
        type: 7,
        windows: 7,
      }),
  ],
  ['lacks what is needed', () => '{}'],
];

stories('A row that cannot be read', (tell) => {
  for (const [what, body] of DAMAGES) {
    for (const [kind, idOf, paged] of [
      ['rotas', () => 'sre', 'ben by mail'],
      ['escalationPolicies', (story) => policyId(story.scene), 'cleo by mail'],
      ['users', () => 'ann', 'ben by mail'],
      ['teams', () => 'sre', 'ann by hook'],
      ['channels', () => 'room', 'ann by hook'],
    ] as Array<[string, (story: Story) => string, string]>) {
      tell(`of ${kind} ${what}: it is named, and the page goes to ${paged}`, {}, async (story) => {
        const id = idOf(story);
        await breaks(story, kind, id, body(id));
        expect(await unreadable(story)).toMatchObject([{ kind, id }]);
        expect(
          (await story.sidecar.request<string>('GET', '/metrics')).body.includes(`vigie_unreadable{kind="${kind}"} 1`),
        ).toBe(true);
        await story.alert();
        await story.reached(paged);
        await story.change({});
        expect(await unreadable(story)).toEqual([]);
      });
    }

    tell(
      `of integrations ${what}: Admins are paged once, alerts are told to come again, and are taken when it is well`,
      { dee: { admin: true } },
      async (story) => {
        const id = story.integration;
        await breaks(story, 'integrations', id, body(id));
        await story.reached('dee by mail');
        const refused = await story.sidecar.ingest(tokenOf(id), { id: 'disk', title: 'Disk full' });
        expect(refused.status).toBe(503);
        expect(refused.headers.get('retry-after')).not.toBeNull();
        await story.change({});
        await story.alert();
        await story.reached('ann by hook');
        await story.told('dee by mail: Resolved by Scripts');
      },
    );
  }

  tell(
    'of an integration whose team can be read: its managers are paged once, with whatever else changes',
    {},
    async (story) => {
      await breaks(
        story,
        'integrations',
        story.integration,
        JSON.stringify({ id: story.integration, team: 'sre', type: 7 }),
      );
      await story.reached('cleo by mail');
      await changeRows(
        story.databaseUrl,
        "update meta set value = cast(cast(value as bigint) + 1 as text) where key = 'config_revision'",
      );
      await story.passes('1m');
      await story.nobodyIsPaged();
      await story.change({});
      expect((await story.incident()).state).toBe('resolved');
      await story.told('cleo by mail: Resolved by Scripts');
    },
  );

  tell(
    'of a policy may lack every field that may be left out',
    { steps: [{ notify: [{ rota: 'sre' }] }] },
    async (story) => {
      const id = policyId(story.scene);
      await breaks(story, 'escalationPolicies', id, JSON.stringify({ id, steps: [{ notify: [{ rota: 'sre' }] }] }));
      expect(await unreadable(story)).toEqual([]);
      await story.alert();
      await story.reached('ann by hook');
    },
  );
});
