import { describe, expect, it } from 'vitest';
import { fakeIncident, fakeMessage } from '../shared/testing/delivery.fake.ts';
import { useBench } from '../shared/http/http-bench.fake.ts';
import { markup, renderSlack } from './render.ts';
import { createSlackChannel } from './send.ts';

const bench = useBench((deps) => createSlackChannel({ ...deps, services: () => [] }));

describe('a message through an incoming webhook of Slack', () => {
  it('to a room', async () => {
    await bench.send((url) => ({
      secrets: { url: `${url}/services/T/B/x` },
      message: fakeMessage({ person: null, incident: fakeIncident({ acknowledgeUrl: null, resolveUrl: null }) }),
    }));
    expect(bench.peer().received[0]?.path).toBe('/services/T/B/x');
    expect(bench.body()).toEqual({
      text: [
        '*[Critical] Disk full on db-1 (#1042)*',
        'Somebody has to look at this.',
        'Severity: Critical · Since: 14:05 · Source: Zabbix · Labels: team=db, host=db-1 · Escalation: SRE, step 1 · Incident: #1042',
        'If nobody answers, at 14:15: Ben Petit will be paged',
        '/var is at 98 %',
        `<${fakeIncident().url}|Open in Grafana>`,
      ].join('\n'),
      unfurl_links: false,
      unfurl_media: false,
    });
  });

  it('to a person has their links', () => {
    expect(renderSlack(fakeMessage()).text).toContain('<https://vigie.example.com/r/TOKEN/acknowledge|Acknowledge>');
  });

  it('calls no channel and makes no links of what a source wrote', () => {
    const { text } = renderSlack(
      fakeMessage({ incident: fakeIncident({ title: '<!channel> <https://evil.example.com|x> a*b & c' }) }),
    );
    expect(text).toContain('*[Critical] &lt;!channel&gt; &lt;https://evil.example.com|x&gt; a∗b &amp; c (#1042)*');
    expect(markup.link('a|b>', 'https://example.com/a|b>c')).toBe('<https://example.com/a%7Cb&gt;c|a|b&gt;>');
  });
});

it.each([
  [400, 'never', 'refused'],
  [403, 'never', 'refused'],
  [404, 'never', 'bad-address'],
  [410, 'never', 'bad-address'],
  [429, 'retry', 'rate-limited'],
  [500, 'retry', 'server-error'],
])('the webhook answers %i', async (status, kind, reason) => {
  bench.peer().answer({ status, body: 'no_service' });
  expect(await bench.send((url) => ({ to: `${url}/x` }))).toMatchObject({ kind, reason });
});
