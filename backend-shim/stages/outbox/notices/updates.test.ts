/** How an incident goes on, told to everybody it reached. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOON } from '#domain/incident/incident.fake';
import type { Effect } from '#domain/incident/effects';
import { MINUTE } from '#domain/time/duration';
import { DONE, openOutbox } from '../outbox.fake.ts';
import { directoryOf, person } from '../people.fake.ts';
import type { OutboxBench } from '../outbox.fake.ts';
import { configured, content, page, post, tellReached, ways } from '../plan.fake.ts';

let bench: OutboxBench;
beforeEach(async () => {
  bench = await openOutbox(configured());
  await bench.incident();
});
afterEach(() => bench.close());

describe('whoever was reached', () => {
  const reach = async (...users: string[]) => {
    await bench.plan('i1', ...users.map((user) => page(user)));
    await bench.send();
  };

  it('hears how it goes on by the ways that reached them', async () => {
    await reach('ann', 'ben');
    const rows = await bench.plan('i1', tellReached());
    expect(ways(rows)).toEqual(['update ann email', 'update ann chat', 'update ben email']);
    expect(rows[0]).toMatchObject({ incident: 'i1', page: null, rank: 0, lane: 'email email-of-them', due_at: NOON });
    expect(content(rows[0])).toEqual({ update: 'resolved', actor: 'ben', text: 'done' });
  });

  it('does not hear of what they did, nor of what they do not want to', async () => {
    await reach('ann', 'ben', 'fay');
    expect(
      ways(await bench.plan('i1', tellReached({ except: ['ann'] }))),
      'what stands in a chat is brought up to date',
    ).toEqual(['update ben email', 'update ann chat']);
    expect(ways(await bench.plan('i1', tellReached({ update: 'confirm', except: ['ann', 'ben'] })))).toEqual([
      'update fay radio',
      'update fay pager',
      'update fay email',
      'update ann chat',
    ]);
  });

  it('by phone is called again only to be asked', async () => {
    await reach('gus');
    expect(await bench.plan('i1', tellReached())).toEqual([]);
    expect(
      ways(await bench.plan('i1', tellReached({ update: 'confirm' }), tellReached({ update: 'exhausted' }))),
    ).toEqual(['update gus call', 'update gus call']);
  });

  it('and was not yet is told nothing', async () => {
    await bench.plan('i1', page('ben'));
    expect(await bench.plan('i1', tellReached())).toEqual([]);
  });

  it('and is gone since then is told nothing', async () => {
    await reach('ben', 'ann');
    bench.directory = directoryOf([person('ann', ['call', 'chat'])]);
    expect(ways(await bench.plan('i1', tellReached()))).toEqual(['update ann chat']);
  });

  it('in several pages hears by all their ways', async () => {
    await reach('ben');
    bench.later(MINUTE);
    bench.directory = directoryOf([person('ben', ['radio', 'email'])]);
    await bench.plan('i1', page('ben'));
    await bench.claim();
    const radio = (await bench.deliveries()).find((row) => row.method === 'radio')?.id ?? '';
    await bench.settle([radio], DONE);
    expect(ways(await bench.plan('i1', tellReached()))).toEqual(['update ben email', 'update ben radio']);
  });

  it('is told by name, by the way that reached them, else by the first urgent one', async () => {
    await reach('ben');
    const tell: Effect = {
      kind: 'tell',
      users: ['ben', 'cleo', 'dee', 'nobody'],
      update: 'confirm',
      actor: null,
      text: null,
    };
    const rows = await bench.plan('i1', tell);
    expect(ways(rows)).toEqual(['update ben email', 'update cleo email']);
    expect(content(rows[0])).toEqual({ update: 'confirm', actor: null, text: null });
  });
});

describe('what stands in a chat', () => {
  it('is brought up to date whatever happens, also where nobody is told', async () => {
    await bench.plan('i1', page('ann'), page('ben'), post('thread'), post('board'));
    await bench.send();
    const rows = await bench.plan('i1', page('ben'));
    expect(ways(rows)).toEqual(['page ben email', 'update ann chat', 'update thread chat']);
    expect(rows.slice(1).map(({ content: said, rank, entry }) => [said, rank, entry])).toEqual([
      ['{"refresh":true}', 0, null],
      ['{"refresh":true}', 0, null],
    ]);
  });

  it('is told once', async () => {
    await bench.plan('i1', page('ann'), post('thread'));
    await bench.send();
    expect(ways(await bench.plan('i1', tellReached()))).toEqual([
      'update ann email',
      'update ann chat',
      'update thread chat',
    ]);
    expect(ways(await bench.plan('i1', tellReached({ except: ['ann'] })))).toEqual([
      'update thread chat',
      'update ann chat',
    ]);
  });

  it('of other ways is left alone', async () => {
    await bench.plan('i1', page('ben'), post('board'));
    await bench.send();
    expect(await bench.plan('i1', { kind: 'urge' })).toEqual([]);
  });
});
