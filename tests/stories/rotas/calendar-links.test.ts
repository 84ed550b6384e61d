import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { as, does } from './rota.ts';

interface Link {
  url: string;
  alarm: string | null;
}

async function open(story: Story, { url }: Link): Promise<{ status: number; text: string; type: string }> {
  const response = await fetch(story.sidecar.local(url));
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') ?? '' };
}

stories('Calendar links', (tell) => {
  tell('Ann’s link shows her shifts to whoever has it, until she makes another', {}, async (story) => {
    const first = await does<Link>(story, 'ann', 'POST', 'users/ann/ical', { alarm: '30m' });
    const seen = await open(story, first);
    expect([seen.status, seen.type]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(seen.text).toContain('SUMMARY:On call: SRE primary');
    expect(seen.text).toContain('TRIGGER:-PT30M');
    const second = await does<Link>(story, 'ann', 'POST', 'users/ann/ical');
    expect(second.url).not.toBe(first.url);
    expect([(await open(story, first)).status, (await open(story, second)).status]).toEqual([404, 200]);
    await does(story, 'ann', 'DELETE', 'users/ann/ical');
    expect((await open(story, second)).status).toBe(404);
    expect((await as(story, 'ann', 'GET', 'users/ann/ical')).status).toBe(404);
  });

  tell('nobody gets at the link of another', {}, async (story) => {
    await does(story, 'ann', 'POST', 'users/ann/ical');
    expect([
      (await as(story, 'dee', 'GET', 'users/ann/ical')).status,
      (await as(story, 'dee', 'POST', 'users/ann/ical')).status,
      (await as(story, 'dee', 'POST', 'rotas/sre/ical')).status,
    ]).toEqual([403, 403, 403]);
  });

  tell('a shift that changes hands leaves one calendar and enters the other', {}, async (story) => {
    const [ann, ben] = [
      await does<Link>(story, 'ann', 'POST', 'users/ann/ical'),
      await does<Link>(story, 'ben', 'POST', 'users/ben/ical'),
    ];
    const stamp = story.at('Wednesday 08:00').replace(/[-:]|\.000/g, '');
    const has = async (link: Link) => (await open(story, link)).text.includes(`DTSTART:${stamp}`);
    expect([await has(ann), await has(ben)]).toEqual([false, false]);
    await does(story, 'cleo', 'POST', 'rotas/sre/overrides', {
      id: 'cover',
      start: story.at('Wednesday 08:00'),
      end: story.at('Wednesday 20:00'),
      replace: 'ann',
      with: 'ben',
    });
    expect([await has(ann), await has(ben)]).toEqual([false, true]);
    await does(story, 'cleo', 'DELETE', 'rotas/sre/overrides/cover');
    expect([await has(ann), await has(ben)]).toEqual([false, false]);
  });

  tell('the rota’s own link shows everybody', {}, async (story) => {
    const link = await does<Link>(story, 'cleo', 'POST', 'rotas/sre/ical');
    const { text } = await open(story, link);
    expect(text).toContain('Ann Martin (SRE primary)');
    expect(text).toContain('Ben Petit (SRE primary)');
  });
});
