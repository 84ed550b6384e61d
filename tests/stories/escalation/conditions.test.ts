import { stories } from '../harness.ts';
import type { StepInput } from '../cast.ts';

const only = (when: StepInput['when']): { steps: StepInput[] } => ({
  steps: [
    { notify: [{ user: 'ben' }], wait: '5m', when },
    { notify: [{ user: 'ann' }], wait: '1h' },
  ],
});

stories("A step whose conditions don't hold is skipped at once", (tell) => {
  const night = { window: { timeZone: 'UTC', windows: [{ days: ['daily' as const], from: '22:00', to: '06:00' }] } };

  tell('outside its time window', { ...only(night), start: 'Monday 12:00' }, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.explains('Skipped step 1: it is outside its time window.');
  });

  tell('inside its time window, also after midnight', { ...only(night), start: 'Tuesday 05:59' }, async (story) => {
    await story.alert();
    await story.reached('ben by mail');
  });

  tell('below its severity', only({ severity: 'error' }), async (story) => {
    await story.alert({ severity: 'warning' });
    await story.reached('ann by hook');
    await story.explains('Skipped step 1: the severity warning is below error.');
  });

  tell('at its severity', only({ severity: 'error' }), async (story) => {
    await story.alert({ severity: 'error' });
    await story.reached('ben by mail');
  });

  tell('matchers that do not match', only({ match: ['env="prod"'] }), async (story) => {
    await story.alert({ env: 'dev' });
    await story.reached('ann by hook');
    await story.explains('Skipped step 1: its matchers do not match.');
  });

  tell('matchers that match', only({ match: ['env="prod"'] }), async (story) => {
    await story.alert({ env: 'prod' });
    await story.reached('ben by mail');
  });

  tell('several conditions: all must hold', only({ severity: 'error', match: ['env="prod"'] }), async (story) => {
    await story.alert({ env: 'prod', severity: 'info' });
    await story.reached('ann by hook');
  });

  tell(
    'the named window of a file',
    { ...only('nights'), more: { timeWindows: [{ id: 'nights', ...night.window }] }, start: 'Monday 23:00' },
    async (story) => {
      await story.alert();
      await story.reached('ben by mail');
    },
  );
});
