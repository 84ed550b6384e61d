/** People read times in their own zone; where nobody reads as a person, the organisation's holds, unless a room has its own. */
import { expect } from 'vitest';
import { contextOf } from '../../support/grafana.ts';
import { HOOK_SECRET } from '../cast.ts';
import { loneStories } from '../harness.ts';
import type { Story, World } from '../harness.ts';
import type { Person } from '../cast.ts';

const TOKYO: World['more'] = { organisations: [{ id: 'main', timeZone: 'Asia/Tokyo' }] };

const steps: World['steps'] = [{ notify: [{ user: 'ben' }, { channel: 'room' }], wait: '5m' }];
const ben = { timeZone: 'America/New_York' };

const as = (login: Person, role: 'Viewer' | 'Editor' | 'Admin') => ({
  headers: { 'X-Grafana-Context': contextOf({ uid: `uid-${login}`, login, name: login, role }) },
});

/** What a person and a room read of the same page. */
async function readIn(story: Story): Promise<Record<string, string>> {
  const pages = await story.reached('ben by mail', 'room by hook');
  return Object.fromEntries(pages.map(({ who, text }) => [who, text]));
}

loneStories('The zone of times', (tell) => {
  tell('is UTC until somebody says otherwise', { ben, steps }, async (story) => {
    await story.alert();
    expect((await readIn(story))['room']).toContain('Times are in UTC.');
  });

  tell(
    'is the person’s in their mail, and the organisation’s in a room and a review',
    { ben, steps, more: TOKYO },
    async (story) => {
      await story.alert();
      const { ben: mail, room } = await readIn(story);
      expect(mail).toContain('Times are in America/New_York.');
      // Noon in UTC; New York has put its clocks forward the day before.
      expect(mail).toContain('Since: 08:00');
      expect(room).toContain('Times are in Asia/Tokyo.');
      expect(room).toContain('Since: 21:00');
      const { id } = await story.incident();
      const review = await story.sidecar.api<string>(
        'GET',
        `incidents/${id}/review?format=md`,
        undefined,
        as('ann', 'Viewer'),
      );
      expect(review.body).toContain('- Time zone: Asia/Tokyo');
      expect(review.body).toMatch(/- Opened: Mon \d+ \w+ \d{4} 21:00/);
    },
  );

  tell('is a room’s own where the room states one', { ben, steps }, async (story) => {
    const settings = { url: story.scene.hook('/room'), timeZone: 'Europe/Paris', language: 'fr' };
    const room = { id: 'room', type: 'webhook' as const, name: 'SRE room', settings, secrets: { secret: HOOK_SECRET } };
    await story.change({ more: { ...TOKYO, channels: [room] } });
    await story.alert();
    expect((await readIn(story))['room']).toContain('Europe/Paris');
  });

  tell('is set by Admins alone, once, with a record; a file that states it wins', { ben, steps }, async (story) => {
    const set = (login: Person, role: 'Editor' | 'Admin', id = 'main') =>
      story.sidecar.api<{ error?: { details?: Array<{ path: string }> } }>(
        'POST',
        'organisations',
        { id, timeZone: 'Asia/Tokyo' },
        as(login, role),
      );
    expect((await set('ben', 'Editor')).status).toBe(403);
    expect((await set('dee', 'Admin', 'other')).body.error?.details?.[0]?.path).toBe('id');
    expect((await set('dee', 'Admin')).status).toBe(201);
    const { body } = await story.sidecar.api<{ items: Array<{ kind: string; subject: string; actor: string }> }>(
      'GET',
      'audit?limit=50',
    );
    const recorded = body.items.filter(({ kind, actor }) => kind === 'organisations' && actor === 'dee');
    expect(recorded).toMatchObject([{ subject: 'main', action: 'create', after: { timeZone: 'Asia/Tokyo' } }]);
    await story.alert();
    expect((await readIn(story))['room']).toContain('Times are in Asia/Tokyo.');

    await story.change({ more: { organisations: [{ id: 'main', timeZone: 'America/New_York' }] } });
    await story.alert({ id: 'other' });
    expect((await readIn(story))['room']).toContain('Times are in America/New_York.');
    const refused = await story.sidecar.api(
      'PUT',
      'organisations/main',
      { timeZone: 'Asia/Tokyo' },
      as('dee', 'Admin'),
    );
    expect(refused.status).toBe(409);
  });
});
