import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { alertmanager, grafana } from '../payloads.ts';

stories('An exact repeat only counts', (tell) => {
  for (const [type, payload] of [
    ['alertmanager', alertmanager],
    ['grafana', grafana],
  ] as const) {
    tell(
      `${type} sends the same group every minute for an hour: Ann is paged once`,
      { integration: { type }, steps: [{ notify: [{ rota: 'sre' }], wait: '2h' }] },
      async (story) => {
        const body = payload([{ name: 'web-1' }]);
        await story.receives(body);
        await story.reached('ann by hook');
        for (let minute = 0; minute < 60; minute += 5) {
          await story.passes('5m');
          expect(await story.receives(body)).toMatchObject({ accepted: 1, duplicates: 1 });
        }
        await story.nobodyIsPaged();
        expect((await story.incident()).alerts).toEqual({ firing: 1, total: 1 });
      },
    );
  }

  tell(
    'Grafana in high availability: two of them send the same group at once, every 4 hours, each with values of its own',
    { integration: { type: 'grafana' }, steps: [{ notify: [{ rota: 'sre' }], wait: '7d' }] },
    async (story) => {
      const from = (replica: number, status: 'firing' | 'resolved' = 'firing') => {
        const body = grafana([
          { name: 'web-1', status },
          { name: 'web-2', status },
        ]) as { alerts: object[] };
        return {
          ...body,
          message: `from replica ${replica}`,
          alerts: body.alerts.map((alert) => ({
            ...alert,
            values: { A: 90 + replica / 10 },
            valueString: `[ var='A' value=${90 + replica / 10} ]`,
          })),
        };
      };
      const both = (status?: 'firing' | 'resolved') =>
        Promise.all([story.receives(from(1, status)), story.receives(from(2, status))]);
      const answers = await both();
      expect(new Set(answers.flatMap(({ incidents }) => incidents)).size).toBe(1);
      await story.reached('ann by hook');
      for (let hours = 4; hours <= 48; hours += 4) {
        await story.passes('4h');
        await both();
      }
      await story.nobodyIsPaged();
      expect((await story.incident()).alerts).toEqual({ firing: 2, total: 2 });
      expect((await story.timeline()).length).toBeLessThan(15);
      await both('resolved');
      await story.settle();
      expect(await story.incidents()).toMatchObject([{ state: 'resolved' }]);
      await story.told('ann by hook: Resolved by Scripts');
    },
  );

  tell('a resend storm in one second pages nobody again', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    const answers = await Promise.all(
      Array.from({ length: 200 }, () =>
        story.sidecar.ingest(`token-of-${story.integration}-0123456789`, { id: 'disk', title: 'Disk full' }),
      ),
    );
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    await story.nobodyIsPaged();
    const { body } = await story.sidecar.api<{ items: Array<{ count: number }> }>(
      'GET',
      `incidents/${(await story.incident()).id}/alerts`,
    );
    expect(body.items[0]?.count).toBe(201);
  });

  tell('a storm of the first alert opens one incident and pages once', {}, async (story) => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        story.sidecar.ingest<{ incidents: string[] }>(`token-of-${story.integration}-0123456789`, {
          id: 'disk',
          title: 'Disk full',
        }),
      ),
    );
    expect(new Set(answers.flatMap(({ body }) => body.incidents)).size).toBe(1);
    await story.reached('ann by hook');
  });

  tell('a repeat after an acknowledgement wakes nobody', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('acknowledge');
    await story.alert();
    await story.passes('1d');
    await story.nobodyIsPaged();
    expect((await story.incident()).state).toBe('acknowledged');
    await story.told('ann by hook: Acknowledged by api');
  });
});
