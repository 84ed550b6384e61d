import { describe, expect, it } from 'vitest';
import { fakeIncident, fakeMessage } from '../shared/testing/delivery.fake.ts';
import { useBench } from '../shared/http/http-bench.fake.ts';
import { definition } from './definition.ts';
import { renderNtfy } from './render.ts';
import { createNtfyChannel } from './send.ts';
import { topicOf } from './topic.ts';

const bench = useBench(createNtfyChannel);

describe('a notification', () => {
  it('goes to the topic, with buttons that act from the phone', async () => {
    expect(await bench.send((url) => ({ to: `${url}/ann-phone` }))).toMatchObject({ kind: 'done' });
    expect(bench.peer().received[0]).toMatchObject({ method: 'POST', path: '/' });
    expect(bench.body()).toEqual({
      topic: 'ann-phone',
      title: '[Critical] Disk full on db-1 (#1042)',
      message: expect.stringContaining('If nobody answers, at 14:15: Ben Petit will be paged'),
      priority: 5,
      tags: ['rotating_light'],
      click: 'https://vigie.example.com/r/TOKEN',
      actions: [
        {
          action: 'http',
          label: 'Acknowledge',
          url: 'https://vigie.example.com/r/TOKEN/acknowledge',
          method: 'POST',
          clear: true,
        },
        {
          action: 'http',
          label: 'Resolve',
          url: 'https://vigie.example.com/r/TOKEN/resolve',
          method: 'POST',
          clear: true,
        },
        { action: 'view', label: 'Open in Grafana', url: fakeIncident().url },
      ],
    });
  });

  it('sends its token to the server only', async () => {
    await bench.send((url) => ({ to: `${url}/a`, secrets: { secret: 'tk_1' } }));
    expect(bench.peer().received[0]?.headers.authorization).toBe('Bearer tk_1');
  });

  it('goes to the topic of a room, on a server below a path', async () => {
    await bench.send((url) => ({ settings: { url: `${url}/push/sre` } }));
    expect(bench.peer().received[0]?.path).toBe('/push/');
    expect(bench.body()).toMatchObject({ topic: 'sre' });
  });

  it('has the priority of its urgency', () => {
    const priority = (change: Parameters<typeof fakeMessage>[0]) => renderNtfy(fakeMessage(change), 't').priority;
    expect(priority({ urgency: 'urgent' })).toBe(5);
    expect(priority({ urgency: 'default' })).toBe(4);
    expect(priority({ kind: 'update', update: { kind: 'confirm', actor: null, text: null } })).toBe(4);
    expect(priority({ kind: 'update', update: { kind: 'resolved', actor: null, text: null } })).toBe(2);
    expect(priority({ kind: 'test', incident: null })).toBe(3);
  });

  it('stays below the size at which it would become a file', () => {
    const { message } = renderNtfy(
      fakeMessage({ incident: fakeIncident({ description: '火災'.repeat(5000), labels: { a: '火'.repeat(500) } }) }),
      't',
    );
    expect(Buffer.byteLength(message)).toBeLessThan(4096);
    expect(message).toMatch(/…$/);
    expect(message).not.toContain('\ufffd');
  });
});

describe('the server', () => {
  it.each([
    [401, 'retry', 'misconfigured'],
    [403, 'retry', 'misconfigured'],
    [429, 'retry', 'rate-limited'],
    [507, 'retry', 'server-error'],
    [413, 'never', 'refused'],
  ])('answers %i', async (status, kind, reason) => {
    bench.peer().answer({ status });
    expect(await bench.send((url) => ({ to: `${url}/a` }))).toMatchObject({ kind, reason });
  });
});

describe('a topic', () => {
  it.each([
    ['https://ntfy.sh/alerts', { server: 'https://ntfy.sh/', topic: 'alerts' }],
    ['https://example.com/push/a_B-1', { server: 'https://example.com/push/', topic: 'a_B-1' }],
    ['https://example.com/a?x=1#y', { server: 'https://example.com/', topic: 'a' }],
    ['https://example.com/', null],
    ['https://example.com/a b', null],
    [`https://example.com/${'a'.repeat(65)}`, null],
    ['ntfy', null],
  ])('%s', (address, topic) => {
    expect(topicOf(address)).toEqual(topic);
    expect(definition.address.validate(address) === null).toBe(topic !== null);
  });

  it('is missing', async () => {
    expect(await bench.send((url) => ({ to: `${url}/` }))).toMatchObject({ kind: 'never', reason: 'bad-address' });
  });
});
