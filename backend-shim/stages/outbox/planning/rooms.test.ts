/** What rooms are sent about an incident. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOutbox } from '../outbox.fake.ts';
import type { OutboxBench } from '../outbox.fake.ts';
import { configured, content, post, tellReached, ways } from '../plan.fake.ts';

let bench: OutboxBench;
beforeEach(async () => {
  bench = await openOutbox(configured());
  await bench.incident();
});
afterEach(() => bench.close());

describe('a room', () => {
  it('is told in its lane, with the step', async () => {
    const rows = await bench.plan('i1', post('board', { urgency: 'urgent' }), post('thread', { step: null }));
    expect(rows).toMatchObject([
      {
        kind: 'page',
        channel: 'board',
        user: null,
        method: null,
        channel_kind: 'email',
        lane: 'email h',
        rank: 6,
        entry: 1,
      },
      { channel: 'thread', channel_kind: 'chat', rank: 2, entry: null },
    ]);
    expect(rows.map(content)).toEqual([
      { urgency: 'urgent', step: 2 },
      { urgency: 'default', step: null },
    ]);
  });

  it.each([
    ['gone', 'unknown'],
    ['odd', 'unheard-of'],
  ])('that is %s fails when it is sent', async (id, kind) => {
    expect(await bench.plan('i1', post(id))).toMatchObject([{ channel: id, channel_kind: kind, lane: 'none' }]);
  });

  it('that is told in this transaction hears in it how it goes on, once', async () => {
    expect(ways(await bench.plan('i1', post('board'), post('board'), tellReached()))).toEqual([
      'page board email',
      'page board email',
      'update board email',
    ]);
  });

  it('that cannot be told news is told none', async () => {
    await bench.plan('i1', post('mute'), post('board'), post('gone'));
    expect(ways(await bench.plan('i1', tellReached()))).toEqual(['update board email']);
  });
});
