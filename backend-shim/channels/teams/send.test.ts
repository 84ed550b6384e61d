import { describe, expect, it } from 'vitest';
import { fakeIncident, fakeMessage } from '../shared/testing/delivery.fake.ts';
import { useBench } from '../shared/http/http-bench.fake.ts';
import { renderTeams } from './render.ts';
import { createTeamsChannel } from './send.ts';

const bench = useBench(createTeamsChannel);

interface Card {
  type: string;
  attachments: Array<{
    contentType: string;
    contentUrl: null;
    content: { type: string; version: string; body: Array<Record<string, unknown>>; actions: unknown[] };
  }>;
}

describe('a card in Teams', () => {
  it('is what the workflow expects', async () => {
    bench.peer().answer({ status: 202 });
    expect(await bench.send((url) => ({ secrets: { url: `${url}/invoke?sig=x` } }))).toMatchObject({ kind: 'done' });
    expect(bench.peer().received[0]?.path).toBe('/invoke?sig=x');
    const { type, attachments } = bench.body<Card>();
    expect(type).toBe('message');
    expect(attachments).toHaveLength(1);
    const [attachment] = attachments;
    expect(attachment).toMatchObject({
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: { type: 'AdaptiveCard', version: '1.4' },
    });
    expect(attachment?.content.body[0]).toMatchObject({ type: 'TextBlock', color: 'attention', wrap: true });
    expect(attachment?.content.actions).toEqual([
      { type: 'Action.OpenUrl', title: 'Acknowledge', url: 'https://vigie.example.com/r/TOKEN/acknowledge' },
      { type: 'Action.OpenUrl', title: 'Resolve', url: 'https://vigie.example.com/r/TOKEN/resolve' },
      { type: 'Action.OpenUrl', title: 'Open in Grafana', url: fakeIncident().url },
    ]);
  });

  it('turns green when it is over', () => {
    const card = renderTeams(
      fakeMessage({
        kind: 'update',
        update: { kind: 'resolved', actor: null, text: null },
        incident: fakeIncident({ state: 'resolved' }),
      }),
    );
    expect(card.attachments[0]?.content.body[0]).toMatchObject({ color: 'good' });
  });

  it('keeps what a source wrote plain', () => {
    const card = renderTeams(fakeMessage({ incident: fakeIncident({ title: '[x](https://evil.example.com) **b**' }) }));
    expect(card.attachments[0]?.content.body[0]).toMatchObject({ text: expect.not.stringContaining('](') });
  });

  it('stays below 28 kB', () => {
    const huge = '火*'.repeat(50_000);
    const labels = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}${huge}`, huge]));
    const card = renderTeams(
      fakeMessage({
        policy: huge,
        next: { at: 0, what: huge },
        incident: fakeIncident({ title: huge, description: huge, source: huge, labels }),
      }),
    );
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(28_000);
  });
});

it.each([
  [404, 'never', 'bad-address'],
  [413, 'never', 'refused'],
  [429, 'retry', 'rate-limited'],
  [502, 'retry', 'server-error'],
])('the workflow answers %i', async (status, kind, reason) => {
  bench.peer().answer({ status });
  expect(await bench.send((url) => ({ to: `${url}/x` }))).toMatchObject({ kind, reason });
});
