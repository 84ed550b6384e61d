import { describe, expect, it } from 'vitest';
import { rewriteJson, rewriteText } from './rewrite.ts';

const erasure = { login: 'ann', pseudonym: 'erased-1', words: ['Ann Martin', 'ann@example.com'] };
const json = (value: unknown) => JSON.parse(rewriteJson(JSON.stringify(value), erasure)) as unknown;

describe('a person in what is kept', () => {
  it.each([
    ['Acknowledged by ann', 'Acknowledged by erased-1'],
    ['Step 1: paging ann, ben; 5m to answer.', 'Step 1: paging erased-1, ben; 5m to answer.'],
    ['550 no such user ann@example.com', '550 no such user erased-1'],
    ['Ann Martin said: annual report of joann', 'erased-1 said: annual report of joann'],
    ['ann-db-1 is down', 'ann-db-1 is down'],
  ])('as text: %s', (before, after) => expect(rewriteText(before, erasure)).toBe(after));

  it('goes from where JSON holds people', () => {
    expect(
      json({ users: ['ann', 'ben'], run: { paged: ['ann'] }, acks: [['ann']], asked: { by: 'ann', at: 1 } }),
    ).toEqual({
      users: ['erased-1', 'ben'],
      run: { paged: ['erased-1'] },
      acks: [['erased-1']],
      asked: { by: 'erased-1', at: 1 },
    });
    expect(json({ missing: [{ what: 'disabled', id: 'ann' }], text: 'ann is away' })).toEqual({
      missing: [{ what: 'disabled', id: 'erased-1' }],
      text: 'erased-1 is away',
    });
  });

  it('goes from what the pager writes about whoever is not available', () => {
    const until = 1;
    expect(
      json({
        run: { called: ['ann'], held: [{ user: 'ann' }], unavailable: [{ user: 'ben', until, standIn: 'ann' }] },
        data: { reason: 'not-available', data: { user: 'ann', until, standIn: 'ann', others: ['ann'] } },
        paging: { waited: ['ann', 'ben'] },
        switched: { shadow: false, unreachable: ['ben', 'ann'] },
      }),
    ).toEqual({
      run: {
        called: ['erased-1'],
        held: [{ user: 'erased-1' }],
        unavailable: [{ user: 'ben', until, standIn: 'erased-1' }],
      },
      data: { reason: 'not-available', data: { user: 'erased-1', until, standIn: 'erased-1', others: ['erased-1'] } },
      paging: { waited: ['erased-1', 'ben'] },
      switched: { shadow: false, unreachable: ['ben', 'erased-1'] },
    });
  });

  it('goes from what is no JSON any more', () => {
    expect(rewriteJson('{"users":["ann","ben"],"text":"Ann Ma', erasure)).toBe(
      '{"users":["erased-1","ben"],"text":"erased-1 Ma',
    );
  });

  it('is left alone where the same text means something else', () => {
    const other = { labels: { host: 'ann' }, rota: 'ann', id: 'ann', title: 'ann' };
    expect(json(other)).toEqual(other);
  });
});
