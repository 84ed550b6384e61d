import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { does } from '../rotas/rota.ts';
import { readRows } from '../rows.ts';

interface KeptVersion {
  kind: string;
  id: string;
  number: number | string;
  at: number | string;
  body: string | null;
}

/** `14:05 gone`, or `14:05` and what the caller reads in the body. */
async function versions(story: Story, kind: string, id: string, read: (body: never) => unknown): Promise<string[]> {
  const rows = await readRows<KeptVersion>(
    story.databaseUrl,
    `select * from config_versions where kind = '${kind}' and id = '${id}' order by number`,
  );
  return rows.map(({ at, body }) => {
    const time = new Date(Number(at)).toISOString().slice(11, 16);
    return `${time} ${body === null ? 'gone' : String(read(JSON.parse(body) as never))}`;
  });
}

const everything = async (story: Story) =>
  JSON.stringify(await readRows<KeptVersion>(story.databaseUrl, 'select * from config_versions'));

loneStories('What decided who is paged can be told afterwards', (tell) => {
  tell('policies by the API: made, changed, deleted, and the deletion undone', {}, async (story) => {
    const policy = (wait: string) => ({
      id: 'late',
      name: 'Late',
      team: 'sre',
      steps: [{ notify: [{ user: 'ben' }], wait }],
    });
    await does(story, 'cleo', 'POST', 'policies', policy('5m'));
    await story.passes('5m');
    await does(story, 'cleo', 'PUT', 'policies/late', policy('9m'));
    await does(story, 'cleo', 'PUT', 'policies/late', policy('9m'));
    await story.passes('5m');
    await does(story, 'cleo', 'DELETE', 'policies/late');
    await story.passes('5s');
    await does(story, 'cleo', 'POST', 'deletions/undo', { resource: 'policies', id: 'late' });
    const wait = (body: { steps: Array<{ wait: string }> }) => body.steps[0]?.wait;
    expect(await versions(story, 'escalationPolicies', 'late', wait)).toEqual([
      '12:00 5m',
      '12:05 9m',
      '12:10 gone',
      '12:10 9m',
    ]);
  });

  tell('files, and the own settings of people; a restart adds nothing', {}, async (story) => {
    await story.passes('5m');
    await story.change({ ben: { email: 'ben.petit@example.com' } });
    await story.passes('5m');
    await does(story, 'dee', 'PUT', 'users/dee', {
      login: 'dee',
      name: 'Dee Noir',
      email: 'dee@example.com',
      contactMethods: [{ id: 'night', type: 'email', to: 'dee.at.night@example.com', secret: 'only-dee-knows-this' }],
      notificationRules: { default: [{ method: 'night' }], urgent: [] },
    });
    await story.sidecar.restart();
    const email = (body: { email: string }) => body.email;
    const methods = (body: { contactMethods: Array<{ id: string }> }) => body.contactMethods.map(({ id }) => id).join();
    expect(await versions(story, 'users', 'ben', email)).toEqual([
      '12:00 ben@example.com',
      '12:05 ben.petit@example.com',
    ]);
    expect(await versions(story, 'profiles', 'dee', methods)).toEqual(['12:10 night']);
    const all = await everything(story);
    expect(all).not.toContain('only-dee-knows-this');
    expect(all).not.toContain(`token-of-${story.integration}`);
  });

  tell('alerts as they were read, and commands as they were given', {}, async (story) => {
    await story.alert({ title: 'Disk full', labels: { team: 'db' } });
    await story.reached('ann by hook');
    await story.alert({ title: 'Disk full', labels: { team: 'db' } });
    await story.person('ann', 'acknowledge');
    await story.person('ann', 'acknowledge');
    const incident = (await story.incident()).id;
    const bodies = await readRows<{ body: string }>(
      story.databaseUrl,
      `select b.body from signal_bodies b join signals s on s.id = b.signal where s.incident = '${incident}'`,
    );
    const read = bodies.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(read).toEqual([
      expect.objectContaining({ title: 'Disk full', status: 'firing', groupKey: expect.any(String) as unknown }),
    ]);
    expect(read[0]).not.toHaveProperty('raw');
    const given = await readRows<{ actor: string; via: string; command: string }>(
      story.databaseUrl,
      `select actor, via, command from commands_given where incident = '${incident}'`,
    );
    expect(given.map(({ actor, command }) => `${actor} ${(JSON.parse(command) as { kind: string }).kind}`)).toEqual([
      'ann acknowledge',
    ]);
  });
});
