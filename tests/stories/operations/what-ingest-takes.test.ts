import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { nagios } from '../payloads.ts';

const token = (story: Story) => `token-of-${story.integration}-0123456789`;

stories('What ingest takes', (tell) => {
  tell('the token as a Bearer on POST /in', {}, async (story) => {
    const answer = await story.sidecar.request('POST', '/in', { title: 'Disk full' }, { token: token(story) });
    expect(answer.status).toBe(202);
    await story.reached('ann by hook: Disk full');
  });

  tell('a gzipped body', {}, async (story) => {
    const answer = await story.sidecar.ingest(token(story), gzipSync(JSON.stringify({ title: 'Disk full' })), {
      'Content-Type': 'application/json',
      'Content-Encoding': 'gzip',
    });
    expect(answer.status).toBe(202);
    await story.reached('ann by hook: Disk full');
  });

  tell('a form, as curl --data-urlencode sends it from Nagios', { integration: { type: 'nagios' } }, async (story) => {
    const form = new URLSearchParams(nagios('PROBLEM') as Record<string, string>).toString();
    const answer = await story.sidecar.ingest(token(story), form, {
      'Content-Type': 'application/x-www-form-urlencoded',
    });
    expect(answer.status).toBe(202);
    await story.reached('ann by hook: http on web-1 is CRITICAL');
  });

  tell('text that no program meant to break: titles with quotes, newlines, emoji and NUL', {}, async (story) => {
    await story.alert({ title: 'Say "it\'s" 💥\n<b>bold</b>\u0000 end' });
    const [page] = await story.pagesOf('ann');
    expect(page?.title).toContain('Say "it\'s" 💥');
    expect(page?.text).not.toContain('\u0000');
  });

  tell('several alerts in one body, each for itself', {}, async (story) => {
    const answer = await story.receives([
      { id: 'a', title: 'One' },
      { id: 'b', title: 'Two' },
    ]);
    expect(answer).toMatchObject({ accepted: 2, duplicates: 0 });
    await story.reached('ann by hook: One', 'ann by hook: Two');
  });
});
