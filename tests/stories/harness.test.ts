/** The harness must be able to fail: what it overlooks, every story overlooks. */
import { expect, it } from 'vitest';
import { loneStories, withErrors } from './harness.ts';
import { Story } from './story.ts';

// The log of a sidecar that other files used may have errors that they expected.
loneStories('A story fails', (tell) => {
  tell('on a page nobody expected', {}, async (story) => {
    await story.alert();
    await expect(story.close()).rejects.toThrow(/pages nobody expected/);
  });

  tell('on a page that was expected and did not come', {}, async (story) => {
    await story.alert();
    await expect(story.reached('ann by hook', 'ben by mail')).rejects.toThrow(/pages/);
  });

  tell('on a page about something else', {}, async (story) => {
    await story.alert();
    await expect(story.reached('ann by hook: Disk empty')).rejects.toThrow(/pages/);
  });

  tell('on an update that did not come', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await expect(story.told('ann by hook: Resolved by Scripts')).rejects.toThrow(/updates/);
  });

  tell('on an error in the log', {}, async (story) => {
    await story.sidecar.provision('apiVersion: 2\n');
    await story.sidecar.logLine(({ level }) => level === 'error');
    const other = new Story({ ...story }, story.scene, {});
    story.expectError(({ level }) => level === 'error');
    await other.close();
    await expect(withErrorsSinceItsBeginning(story)).rejects.toThrow(/errors in the log/);
  });
});

it('a story that fails says what the sidecar’s log has', () => {
  const failed = new Error('pages');
  expect(withErrors(failed, [])).toBe(failed);
  expect(failed.message).toBe('pages');
  expect(withErrors(failed, ['{"level":"error","msg":"a row failed"}'])).toBe(failed);
  expect(failed.message).toBe('pages\n\nThe sidecar\'s log has errors:\n{"level":"error","msg":"a row failed"}');
});

/** Like `close`, of a story that expected no error. */
async function withErrorsSinceItsBeginning(story: Story): Promise<void> {
  const unsuspecting = new Story(
    { sidecar: withoutErrorsAtFirst(story), databaseUrl: story.databaseUrl, mailbox: story.mailbox, sink: story.sink },
    story.scene,
    {},
  );
  await unsuspecting.close();
}

/** The same sidecar, whose log was clean when the story began. */
function withoutErrorsAtFirst({ sidecar }: Story): Story['sidecar'] {
  let asked = 0;
  return new Proxy(sidecar, {
    get: (target, name) => {
      if (name === 'errors' && asked++ === 0) {
        return [];
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}
