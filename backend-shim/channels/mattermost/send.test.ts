import { describe, expect, it } from 'vitest';
import { fakeIncident, fakeMessage } from '../shared/testing/delivery.fake.ts';
import { useBench } from '../shared/http/http-bench.fake.ts';
import { markup, renderMattermost } from './render.ts';
import { createMattermostChannel } from './send.ts';

const bench = useBench((deps) => createMattermostChannel({ ...deps, services: () => [], callbackUrl: () => '' }));

describe('a message in Mattermost', () => {
  it('to a room, and to another channel of it', async () => {
    await bench.send((url) => ({ secrets: { url: `${url}/hooks/x` }, settings: { channel: 'sre' } }));
    expect(bench.peer().received[0]?.path).toBe('/hooks/x');
    const body = bench.body<{ text: string; channel: string }>();
    expect(body.channel).toBe('sre');
    expect(body.text.split('\n')[0]).toBe('**\\[Critical\\] Disk full on db-1 \\(\\#1042\\)**');
    expect(body.text).toContain('[Acknowledge](<https://vigie.example.com/r/TOKEN/acknowledge>)');
  });

  it('names no channel where none is set', () => {
    expect(renderMattermost(fakeMessage(), null)).not.toHaveProperty('channel');
  });

  it('mentions nobody and shows no picture because of foreign text', () => {
    const { text } = renderMattermost(
      fakeMessage({ incident: fakeIncident({ title: '@all ![x](https://evil.example.com/x.png) `a` **b** <c>' }) }),
      null,
    );
    expect(text).not.toContain('@all');
    expect(text).toContain('@\u200ball \\!\\[x\\]\\(https://evil.example.com/x.png\\) \\`a\\` \\*\\*b\\*\\* \\<c\\>');
    expect(markup.link('a', 'https://example.com/a b>c')).toBe('[a](<https://example.com/a%20b%3Ec>)');
  });
});

it.each([
  [400, 'never', 'refused'],
  [404, 'never', 'bad-address'],
  [429, 'retry', 'rate-limited'],
  [501, 'retry', 'server-error'],
])('Mattermost answers %i', async (status, kind, reason) => {
  bench.peer().answer({ status });
  expect(await bench.send((url) => ({ to: `${url}/x` }))).toMatchObject({ kind, reason });
});
