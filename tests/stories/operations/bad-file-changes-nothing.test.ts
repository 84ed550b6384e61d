import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';

const BAD = 'apiVersion: 1\nusers:\n  - login: ann\n    emial: ann@example.com\n';

async function reloadBad(story: Story, text: string): Promise<string> {
  story.expectError(({ msg }) => msg.startsWith('a provisioning file has a problem'));
  const before = story.sidecar.errors.length;
  await story.sidecar.provision(text);
  const line = await story.sidecar.logLine(
    ({ msg }) => msg.startsWith('a provisioning file has a problem') && story.sidecar.errors.length > before,
  );
  void line;
  return story.sidecar.errors
    .slice(before)
    .map(({ problem }) => String(problem))
    .join('\n');
}

stories('A bad provisioning file changes nothing', (tell) => {
  tell(
    'on reload: reported with file, line and path; the last good state runs on; the next good file counts again',
    {},
    async (story) => {
      const problem = await reloadBad(story, BAD);
      expect(problem).toContain('test.yaml:4');
      expect(problem).toContain('users[0].emial');
      expect(problem).toContain('email');
      expect(await story.metric('vigie_provisioning_ok')).toBe(0);
      await story.alert();
      await story.reached('ann by hook');
      await story.passes('5m');
      await story.reached('ben by mail');
      await story.script('acknowledge');
      await story.change({});
      expect(await story.metric('vigie_provisioning_ok')).toBe(1);
      await story.told('ann by hook: Acknowledged by api', 'ben by mail: Acknowledged by api');
    },
  );

  tell('not even YAML', {}, async (story) => {
    expect(await reloadBad(story, 'apiVersion: 1\nusers: [\n')).toMatch(/test\.yaml:\d/);
    await story.alert();
    await story.reached('ann by hook');
    await story.change({});
  });

  tell('at a start with an existing database the last good state runs', {}, async (story) => {
    await reloadBad(story, BAD);
    await story.sidecar.restart();
    expect(await story.metric('vigie_provisioning_ok')).toBe(0);
    await story.alert();
    await story.reached('ann by hook');
    await story.change({});
  });

  tell('an object that something still refers to cannot go', {}, async (story) => {
    const problem = await reloadBad(
      story,
      JSON.stringify({
        apiVersion: 1,
        users: [{ login: 'ann' }],
        escalationPolicies: [{ id: 'p', steps: [{ notify: [{ rota: 'sre' }] }] }],
      }),
    );
    expect(problem).toContain('sre');
    await story.alert();
    await story.reached('ann by hook');
    await story.change({});
  });
});
