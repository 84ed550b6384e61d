import { expect } from 'vitest';
import { stories } from '../harness.ts';

const steps = [
  { notify: [{ user: 'ben' }], wait: '5m' },
  { notify: [{ user: 'ben' }], wait: '1h' },
];

stories('All mails about one incident are one thread', (tell) => {
  tell(
    'two pages and an update: the same References, ids of their own, a subject that stays',
    { steps },
    async (story) => {
      await story.alert({ severity: 'critical' });
      await story.passes('5m');
      const pages = await story.reached('ben by mail: Disk full', 'ben by mail: Disk full');
      await story.recovers();
      const updates = await story.told('ben by mail: Resolved by Scripts');
      const mails = [...pages, ...updates].flatMap(({ mail }) => mail ?? []);
      expect(new Set(mails.map(({ references }) => references.join(' '))).size).toBe(1);
      expect(mails.every(({ references, inReplyTo }) => references.length === 1 && references[0] === inReplyTo)).toBe(
        true,
      );
      expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(3);
      const { number } = await story.incident();
      expect(mails.map(({ subject }) => subject)).toEqual([
        `[Critical] Disk full (#${number})`,
        `[Critical] Disk full (#${number})`,
        `Re: [Critical] Disk full (#${number})`,
      ]);
      expect(mails[0]?.headers['auto-submitted']).toBe('auto-generated');
    },
  );

  tell('another incident is another thread', { steps: [{ notify: [{ user: 'ben' }], wait: '1h' }] }, async (story) => {
    await story.alert({ id: 'a' });
    await story.alert({ id: 'b' });
    const mails = (await story.reached('ben by mail', 'ben by mail')).flatMap(({ mail }) => mail ?? []);
    expect(new Set(mails.map(({ references }) => references.join(' '))).size).toBe(2);
  });

  tell(
    'text and HTML, with title, severity, source, since, what comes next, and links',
    {
      steps: [
        { notify: [{ user: 'ben' }], wait: '5m' },
        { notify: [{ user: 'cleo' }], wait: '1h' },
      ],
    },
    async (story) => {
      await story.alert({ severity: 'critical', description: 'Only 2 % are free.' });
      const [page] = await story.reached('ben by mail');
      for (const text of [
        'Disk full',
        'Critical',
        'Scripts',
        '12:00',
        'Only 2 % are free.',
        'Cleo Roux will be paged',
        'Acknowledge: http://vigie.test/r/',
        '/resolve',
      ]) {
        expect(page?.text).toContain(text);
      }
      expect(page?.mail?.html).toContain('Disk full');
      expect(page?.text.startsWith('Disk full\n\nOnly 2 % are free.\n'), 'what is broken comes first').toBe(true);
      expect(page?.text, 'Grafana is not known').not.toContain('Grafana');
      expect(page?.text).toContain('See the incident: http://vigie.test/r/');
    },
  );

  tell(
    'in the language and zone of whoever reads it',
    { steps: [{ notify: [{ user: 'ben' }], wait: '1h' }], ben: { language: 'fr', timeZone: 'Asia/Tokyo' } },
    async (story) => {
      await story.alert({ severity: 'critical' });
      const [page] = await story.reached('ben by mail');
      expect(page?.text).toContain('21:00');
      expect(page?.text).toMatch(/Gravité|Critique/);
    },
  );
});
