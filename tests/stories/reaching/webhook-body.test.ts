import { expect } from 'vitest';
import { isSignedWith } from '../../support/webhook-sink.ts';
import { HOOK_SECRET } from '../cast.ts';
import { stories } from '../harness.ts';

stories('What a webhook gets', (tell) => {
  tell('the body of the contract, signed, with an idempotency key', {}, async (story) => {
    await story.alert({ severity: 'critical', env: 'prod' });
    const [page] = await story.reached('ann by hook');
    const hook = page?.hook;
    const { id, number } = await story.incident();
    expect(hook?.method).toBe('POST');
    expect(hook?.body).toMatchObject({
      kind: 'page',
      at: story.at('Monday 12:00'),
      person: { login: 'ann' },
      incident: {
        id,
        number,
        title: 'Disk full',
        severity: 'critical',
        state: 'open',
        source: 'Scripts',
        labels: { env: 'prod' },
      },
      policy: 'Main',
      step: 1,
    });
    const body = hook?.body as {
      id: string;
      text: string;
      incident: { acknowledgeUrl: string; resolveUrl: string; url: string };
    };
    expect(hook?.headers['idempotency-key']).toBe(body.id);
    expect(body.text).toContain('You are paged');
    expect(body.incident.acknowledgeUrl).toMatch(/^http:\/\/vigie\.test\/r\/[\w-]+\/acknowledge$/);
    expect(body.incident.resolveUrl).toMatch(/^http:\/\/vigie\.test\/r\/[\w-]+\/resolve$/);
    expect(hook && isSignedWith(hook, HOOK_SECRET)).toBe(true);
    expect(hook && isSignedWith(hook, 'another secret')).toBe(false);
  });

  tell('an update says what happened', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.recovers();
    const [update] = await story.told('ann by hook: Resolved by Scripts');
    expect(update?.hook?.body).toMatchObject({ kind: 'update', incident: { state: 'resolved' } });
    expect(update?.hook && isSignedWith(update.hook, HOOK_SECRET)).toBe(true);
  });

  tell(
    'without a secret there is no signature',
    { ann: { contactMethods: undefined, email: 'ann@example.com', notificationRules: undefined }, ben: {} },
    async (story) => {
      await story.change({
        ben: { contactMethods: [{ id: 'hook', type: 'webhook', to: story.sink.url('/ben') }] },
        steps: [{ notify: [{ user: 'ben' }], wait: '1h' }],
      });
      await story.alert();
      const [page] = await story.reached('ben by hook');
      expect(page?.hook?.headers['x-vigie-signature']).toBeUndefined();
      expect(page?.hook?.headers['x-vigie-timestamp']).toMatch(/^\d{10}$/);
    },
  );
});
