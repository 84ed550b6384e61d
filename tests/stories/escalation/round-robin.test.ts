import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { Message } from '../post.ts';

function nextIn({ text }: Message): string | undefined {
  return /(\S+) \S+ will be paged/.exec(text)?.[1];
}

stories('A round-robin gives each incident to the next in turn', (tell) => {
  const steps = [{ notify: [{ roundRobin: ['ann', 'ben', 'cleo'] }], wait: '1h' }];

  tell('Ann, Ben, Cleo, and Ann again', { steps }, async (story) => {
    for (const [id, reached] of [
      ['a', 'ann by hook'],
      ['b', 'ben by mail'],
      ['c', 'cleo by mail'],
      ['d', 'ann by hook'],
    ] as const) {
      await story.alert({ id });
      await story.reached(reached);
    }
  });

  tell('incidents of the same instant get different people', { steps }, async (story) => {
    await Promise.all(
      ['a', 'b', 'c'].map((id) =>
        story.sidecar.ingest(`token-of-${story.integration}-0123456789`, { id, title: 'Disk full' }),
      ),
    );
    await story.reached('ann by hook', 'ben by mail', 'cleo by mail');
  });

  tell('who cannot be paged is passed over', { steps, ben: { disabled: true } }, async (story) => {
    await story.alert({ id: 'a' });
    await story.alert({ id: 'b' });
    await story.alert({ id: 'c' });
    await story.reached('ann by hook', 'cleo by mail', 'ann by hook');
  });

  tell(
    'each step keeps its own turn',
    { steps: [...steps.map((step) => ({ ...step, wait: '5m' })), ...steps] },
    async (story) => {
      await story.alert({ id: 'a' });
      await story.passes('5m');
      await story.reached('ann by hook', 'ann by hook');
    },
  );

  tell(
    'the message names who is next, and it is who is paged',
    { steps: [{ notify: [{ user: 'dee' }], wait: '5m' }, ...steps] },
    async (story) => {
      await story.alert({ id: 'a' });
      await story.alert({ id: 'b' });
      const pages = await story.reached('dee by mail', 'dee by mail');
      expect(pages.map(nextIn)).toEqual(['Ann', 'Ann']);
      await story.passes('5m');
      await story.reached('ann by hook', 'ben by mail');
      await story.alert({ id: 'c' });
      expect((await story.reached('dee by mail')).map(nextIn)).toEqual(['Cleo']);
      await story.passes('5m');
      await story.reached('cleo by mail');
    },
  );
});
