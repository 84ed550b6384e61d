/** What somebody reads after a night: one language, names, how long it took, who was woken, and what the alert was. */
import { afterAll, beforeAll, expect } from 'vitest';
import type { ReviewAnswer } from '#modules/review/contract/review';
import { startSmsc } from '../../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { FakeSmsc } from '../../../../backend-shim/channels/smpp/smsc.fake.ts';
import { oddInFrench } from '../../../support/french.ts';
import { loneStories } from '../../../stories/harness.ts';
import type { Story } from '../../../stories/harness.ts';
import { headersOf, smsWorld } from '../../../stories/insight/reading.ts';

let smsc: FakeSmsc;
beforeAll(async () => {
  smsc = await startSmsc();
});
afterAll(() => smsc.close());

const ALERT = {
  title: 'Disk full on db_1',
  description: 'Over **95 %** since <noon>',
  labels: { team: 'db', env: 'prod' },
  links: [{ title: 'Runbook', url: 'https://wiki.example.com/disk' }],
};

/** Nobody is on call for the network; Ann's operator refuses the first message; she is woken, and answers. */
async function night(story: Story): Promise<string> {
  const world = smsWorld(smsc);
  await story.change({
    ...world,
    more: {
      ...world.more,
      rotas: [{ id: 'net', name: 'Network', team: 'sre', timeZone: 'UTC', layers: [] }],
    },
    steps: [
      { notify: [{ rota: 'net' }], wait: '1m' },
      { notify: [{ user: 'ann' }], wait: '8m' },
      { notify: [{ user: 'ben' }], wait: '10m' },
    ],
  });
  smsc.behave('busy');
  await story.alert(ALERT);
  smsc.behave('accept');
  await story.passes('1m');
  await story.person('ann', 'acknowledge');
  await story.person('ann', 'note', { text: 'It was the **logs**, see [the runbook](https://wiki.example.com/disk)' });
  await story.passes('90m');
  await story.person('ann', 'resolve');
  return (await story.incident()).id;
}

loneStories('The document of a review', (tell) => {
  tell('says it all in the language of its reader', { start: 'Tuesday 02:00' }, async (story) => {
    const id = await night(story);
    const path = `incidents/${id}/review`;
    const body = { impact: '# Who\n\n- shop\n- till\n\n| what | how long |\n|---|---|\n| orders | *an hour* |' };
    const saved = await story.sidecar.api('PUT', path, body, { headers: headersOf('ann') });
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    const read = async <Body>(query: string) =>
      (await story.sidecar.api<Body>('GET', `${path}${query}`, undefined, { headers: headersOf('ben') })).body;

    const { facts } = await read<ReviewAnswer>('');
    expect(facts).toMatchObject({
      answeredBy: 'ann',
      paged: [{ user: 'ann', times: 1 }],
      woken: [{ user: 'ann', times: 1 }],
      duration: 91 * 60_000,
    });
    expect(facts.timeToPage).toBeGreaterThan(0);
    expect((facts.timeToPage ?? 0) + (facts.timeToAnswer ?? 0)).toBe(60_000);

    const english = await read<string>('?format=md&language=en');
    expect(english).toContain('- Duration: 1 hr 31 min\n');
    expect(english).toContain('- Paged: Ann Martin\n- Woken: Ann Martin\n');
    expect(english).toContain('> Over \\*\\*95 %\\*\\* since \\<noon\\>');
    expect(english).toContain('- Labels: team=db, env=prod');
    expect(english).toContain('Step 1 is skipped: nobody is on call on Network');
    expect(english).toContain('Step 2 pages Ann Martin; 8 min to answer');
    expect(english).toMatch(/Could not reach Ann Martin by SMS yet \(.+: “.+”\); trying again/);
    expect(english).not.toMatch(/\bann\b|\bnet\b|\d+m\b/);

    const french = await read<string>('?format=md&language=fr');
    expect(french).toContain('Étape 1 est sautée\u00a0: personne n’est d’astreinte sur Network');
    expect(french).toMatch(/- Durée\s: 1\sh 31\smin\n/);
    expect(french).toContain('- Personnes réveillées\u00a0: Ann Martin');
    expect(french).toMatch(/Vigie n’a pas encore pu joindre Ann Martin par SMS \(.+\u00a0: «\u00a0.+\u00a0»\)/);
    expect(french).not.toMatch(/\b(?:Step|Could|pages|nobody|by|resolved)\b/);
    const ours = french.split('## Chronologie')[1] ?? '';
    expect(
      ours
        .split('\n')
        .filter((line) => !/https|Disk/.test(line))
        .flatMap(oddInFrench),
    ).toEqual([]);

    const html = await read<string>('?format=html&language=fr');
    expect(html).toContain('<h3>Who</h3>\n<ul>\n<li>shop</li>\n<li>till</li>\n</ul>');
    expect(html).toContain('<td>orders</td><td><em>an hour</em></td>');
    expect(html).toContain('<p>Over <strong>95 %</strong> since &lt;noon&gt;</p>');
    expect(html).toContain('<code>env=prod</code>');
    expect(html).toContain(
      'Ann Martin\u00a0: It was the <strong>logs</strong>, see <a href="https://wiki.example.com/disk" rel="noreferrer">the runbook</a>',
    );
    expect(html).toContain('<dt>Personnes réveillées</dt><dd>Ann Martin</dd>');
    await story.updatesOfAnybody();
  });
});
