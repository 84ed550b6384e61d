/** Somebody is disabled while pages to them run, incidents are theirs, and overrides give them shifts. */
import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { does, onCall } from '../rotas/rota.ts';

const RULES = { default: [{ method: 'hook' }, { method: 'mail', after: '3m' }] };

stories('Somebody is disabled at work', (tell) => {
  tell(
    'their page goes no further, and the escalation goes on to who is next',
    { ann: { notificationRules: RULES } },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      await story.change({ ann: { notificationRules: RULES, disabled: true } });
      await story.passes('4m');
      await story.nobodyIsPaged();
      await story.explains('disabled: ann is disabled');
      await story.passes('1m');
      await story.reached('ben by mail');
    },
  );

  tell('whoever the step still reaches is paged at once where nobody else was', {}, async (story) => {
    story.breaks('/ann', { status: 503 });
    await story.alert();
    await story.pagesOfAnybody();
    await story.change({ ann: { disabled: true } });
    await story.passes('1m');
    await story.reached('ben by mail');
  });

  tell('an incident that is theirs is open again, and pages who is next', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.person('ann', 'acknowledge');
    await story.change({ ann: { disabled: true } });
    await story.passes('10s');
    await story.reached('ben by mail');
    expect(await story.incident()).toMatchObject({ state: 'open', acknowledgedBy: null });
    await story.explains('ann cannot work on it, being disabled');
  });

  tell('an override that names them is void from then on, and the past stays', {}, async (story) => {
    const window = { id: 'cover', start: story.at('Tuesday 08:00'), end: story.at('Tuesday 20:00'), set: ['dee'] };
    await does(story, 'cleo', 'POST', 'rotas/sre/overrides', window);
    await story.until('Tuesday 12:00');
    await story.change({ dee: { disabled: true } });
    expect([await onCall(story, 'Tuesday 11:59'), await onCall(story, 'Tuesday 12:30')]).toEqual([['dee'], ['ann']]);
    await story.until('Tuesday 13:00');
    await story.change({ dee: { name: 'Dee Noire', disabled: true } });
    await story.until('Tuesday 14:00');
    await story.change({ dee: {} });
    expect([
      await onCall(story, 'Tuesday 11:59'),
      await onCall(story, 'Tuesday 12:30'),
      await onCall(story, 'Tuesday 13:30'),
      await onCall(story, 'Tuesday 14:30'),
    ]).toEqual([['dee'], ['ann'], ['ann'], ['dee']]);
    await does(story, 'cleo', 'DELETE', 'rotas/sre/overrides/cover');
    await story.onCallMessages();
  });
});
