import { expect } from 'vitest';
import { loneStories } from '../harness.ts';

loneStories('Promise 7: editing changes the future, never the past', (tell) => {
  tell('the rota is rewritten: who was on call stays who was', { start: 'Wednesday 12:00' }, async (story) => {
    const at = async (when: string) =>
      (
        await story.sidecar.api<{ onCall: Array<{ user: string }> }>('GET', `rotas/sre/on-call?at=${story.at(when)}`)
      ).body.onCall.map(({ user }) => user);
    expect([await at('Tuesday 12:00'), await at('Thursday 12:00')]).toEqual([['ann'], ['ann']]);
    await story.change({ rota: { layers: [{ id: 'week', participants: [['dee']] }] } });
    expect([await at('Tuesday 12:00'), await at('Thursday 12:00')]).toEqual([['ann'], ['dee']]);
    await story.toldOfDuties(
      'ann by hook: Your duty for SRE primary ended at 12:00.',
      'dee by mail: You are on call for SRE primary.',
    );
  });

  tell('pages sent and steps taken stay, whatever becomes of people and policies', {}, async (story) => {
    await story.alert();
    await story.passes('5m');
    await story.reached('ann by hook', 'ben by mail');
    await story.script('acknowledge');
    const [pages, timeline] = [await story.pages(), await story.timeline()];
    await story.change({
      steps: [{ notify: [{ user: 'cleo' }], wait: '1h' }],
      ben: { name: 'Somebody else', disabled: true },
    });
    expect(await story.pages()).toEqual(pages);
    expect((await story.timeline()).slice(0, timeline.length)).toEqual(timeline);
    await story.told('ann by hook: Acknowledged by api', 'ben by mail: Acknowledged by api');
  });

  tell(
    'an absence in a file is moved while it runs: whose turn was skipped stays so',
    { rota: { onAbsence: 'skip' } },
    async (story) => {
      const at = async (when: string) =>
        (
          await story.sidecar.api<{ onCall: Array<{ user: string }> }>('GET', `rotas/sre/on-call?at=${story.at(when)}`)
        ).body.onCall.map(({ user }) => user);
      const away = (start: string, end: string) => ({
        more: {
          absences: [
            {
              id: 'leave',
              user: 'ann',
              timeZone: 'UTC',
              start: story.at(start).slice(0, 16),
              end: story.at(end).slice(0, 16),
            },
          ],
        },
      });
      await story.change(away('Tuesday 00:00', 'Saturday 00:00'));
      await story.until('Wednesday 12:00');
      const before = [await at('Monday 12:00'), await at('Tuesday 12:00'), await at('Thursday 12:00')];
      expect(before).toEqual([['ann'], [], []]);
      await story.change(away('Friday 00:00', 'Saturday 00:00'));
      expect([
        await at('Monday 12:00'),
        await at('Tuesday 12:00'),
        await at('Thursday 12:00'),
        await at('Friday 12:00'),
      ]).toEqual([['ann'], [], ['ann'], []]);
      await story.onCallMessages();
    },
  );

  tell(
    'a rota that is deleted and comes back: its past is still told, and it pages',
    { start: 'Wednesday 12:00' },
    async (story) => {
      const at = async (when: string) =>
        (
          await story.sidecar.api<{ onCall: Array<{ user: string }> }>('GET', `rotas/sre/on-call?at=${story.at(when)}`)
        ).body.onCall.map(({ user }) => user);
      await story.passes('1h');
      await story.change({ rota: { id: 'other' }, steps: [{ notify: [{ user: 'ben' }], wait: '1h' }] });
      await story.passes('1h');
      await story.change({
        rota: { layers: [{ id: 'week', participants: [['dee']] }] },
        steps: [{ notify: [{ rota: 'sre' }], wait: '1h' }],
      });
      expect([await at('Wednesday 12:30'), await at('Wednesday 13:30'), await at('Thursday 12:00')]).toEqual([
        ['ann'],
        [],
        ['dee'],
      ]);
      await story.alert();
      await story.reached('dee by mail');
    },
  );
});
