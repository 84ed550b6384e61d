import { expect } from 'vitest';
import { loneStories } from '../harness.ts';

interface OnCall {
  onCall: Array<{ user: string }>;
  next: Array<{ user: string; from: string }>;
}

interface Tested {
  alerts: Array<{
    policy: string;
    escalation: {
      entries: Array<{
        at: string;
        kind: string;
        people: Array<{ user: string; urgency: string; methods: Array<{ type: string; at: string }> }>;
      }>;
      endsAt: string;
    };
  }>;
}

loneStories('Promise 6: what the screen shows is what runs', (tell) => {
  tell(
    'who the rota says is on call at an instant is who is paged at it',
    {
      start: 'Sunday 23:50',
      steps: [
        { notify: [{ rota: 'sre' }], wait: '15m' },
        { notify: [{ rota: 'sre' }], wait: '1h' },
      ],
    },
    async (story) => {
      const onCall = async (at: string) => (await story.sidecar.api<OnCall>('GET', `rotas/sre/on-call?at=${at}`)).body;
      const before = await onCall(story.at('Sunday 23:50'));
      const after = await onCall(new Date(Date.parse(story.at('Sunday 23:50')) + 15 * 60_000).toISOString());
      expect([before.onCall[0]?.user, after.onCall[0]?.user]).toEqual(['ann', 'ben']);
      expect(before.next[0]?.user).toBe('ben');
      await story.alert();
      await story.reached('ann by hook');
      await story.passes('15m');
      await story.reached('ben by mail');
      await story.toldOfDuties(
        'ann by hook: Your duty for SRE primary ended at 00:00.',
        'ben by mail: You are on call for SRE primary until Mon 16 Mar 00:00.',
      );
    },
  );

  tell(
    'what the incident says comes next, at which instant, is what comes; the page says the same',
    {},
    async (story) => {
      await story.alert();
      const [page] = await story.reached('ann by hook');
      expect(page?.text).toContain('Ben Petit will be paged');
      const { next } = await story.incident();
      expect(next?.what).toBe('step 2 of 2 pages ben');
      await story.sidecar.setClock(new Date(Date.parse(next?.at ?? '') - 1000).toISOString());
      await story.nobodyIsPaged();
      await story.sidecar.setClock(next?.at ?? '');
      await story.reached('ben by mail');
    },
  );

  tell(
    'the tester tells every page of a night beforehand: who, how urgent, by what, at which instant',
    {
      start: 'Sunday 23:50',
      ann: { notificationRules: { default: [{ method: 'mail' }, { method: 'hook', after: '3m' }] } },
      ben: { quietHours: { timeZone: 'UTC', windows: [{ days: ['daily'], from: '22:00', to: '00:20' }] } },
      policy: { repeat: 1 },
      steps: [
        { notify: [{ user: 'cleo' }], wait: '1h', when: { severity: 'critical' } },
        { notify: [{ rota: 'sre' }], wait: '5m' },
        { notify: [{ user: 'ben' }, { user: 'dee' }], urgency: 'urgent', wait: '10m', onlyNew: true },
        { notify: [{ user: 'ben' }], wait: '5m' },
      ],
    },
    async (story) => {
      const payload = { id: 'disk', title: 'Disk full', severity: 'error' };
      const { body } = await story.sidecar.api<Tested>('POST', `integrations/${story.integration}/test`, { payload });
      const foretold = body.alerts[0]?.escalation;
      await story.alert(payload);
      await story.passes('3h');
      await story.pagesOfAnybody();
      const pages = await story.pages();
      const planned = foretold?.entries.flatMap(({ at, people }) =>
        people.map(({ user, urgency }) => `${at} ${user} ${urgency}`),
      );
      expect(planned?.length).toBeGreaterThan(6);
      expect(pages.map(({ startedAt, user, urgency }) => `${startedAt} ${user} ${urgency}`)).toEqual(planned);
      const sent = pages.flatMap(({ user, deliveries }) =>
        deliveries.flatMap(({ channel, attempts }) => attempts.map(({ at }) => `${at} ${user} ${channel}`)),
      );
      const methods =
        foretold?.entries.flatMap(({ people }) =>
          people.flatMap(({ user, methods: all }) => all.map(({ at, type }) => `${at} ${user} ${type}`)),
        ) ?? [];
      // A page that is replaced before its later rules are due does not run them; everything that was sent was foretold.
      expect(sent.filter((one) => !methods.includes(one))).toEqual([]);
      expect(sent.length).toBeGreaterThan(6);
      await story.toldOfDuties(
        'ann by mail: Your duty for SRE primary ended at 00:00.',
        'ben by mail: You are on call for SRE primary until Mon 30 Mar 00:00.',
        'ben by mail: Your duty for SRE primary ended at Sun 22 Mar 23:50.',
      );
    },
  );
});
