import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('Routes are tried in order; the first that holds decides', (tell) => {
  const db = { id: 'db', name: 'Databases', ackTimeout: 'none', steps: [{ notify: [{ user: 'ben' }], wait: '10m' }] };
  const web = { id: 'web', name: 'Web', ackTimeout: 'none', steps: [{ notify: [{ user: 'cleo' }], wait: '10m' }] };
  const world = {
    more: { escalationPolicies: [db, web] },
    integration: {
      routes: [
        { match: ['team="db"', 'severity!="critical"'], policy: 'db' },
        { match: ['service=~"api-.*"', 'env!="test"'], policy: 'web' },
        { match: ['title=~".*backup.*"'], policy: 'db' },
        { match: ['source="nagios"'], policy: 'web' },
      ],
    },
  };

  tell('team db goes to Ben', world, async (story) => {
    await story.alert({ team: 'db' });
    await story.reached('ben by mail');
    expect((await story.incident()).policy).toBe('db');
    await story.explains('route 1: team="db", severity!="critical"');
  });

  tell('critical databases take the default route', world, async (story) => {
    await story.alert({ team: 'db', severity: 'critical' });
    await story.reached('ann by hook');
    await story.explains('the default route');
  });

  tell('a regular expression matches the whole value', world, async (story) => {
    await story.alert({ id: 'a', service: 'api-eu' });
    await story.reached('cleo by mail');
    await story.alert({ id: 'b', service: 'old-api-eu' });
    await story.reached('ann by hook');
  });

  tell('a test environment does not match the second route', world, async (story) => {
    await story.alert({ service: 'api-eu', env: 'test' });
    await story.reached('ann by hook');
  });

  tell('the title can be matched; the source is not nagios', world, async (story) => {
    await story.alert({ title: 'Nightly backup failed' });
    await story.reached('ben by mail: Nightly backup failed');
  });
});
