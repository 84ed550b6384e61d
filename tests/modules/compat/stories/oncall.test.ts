import { expect } from 'vitest';
import { tokenOf } from '../../../stories/cast.ts';
import { stories } from '../../../stories/harness.ts';

const COMPAT = { VIGIE_COMPAT: 'oncall' };
const PREFIXES = ['', '/oncall'];

stories(
  'Senders of Grafana OnCall change the host name alone',
  (tell) => {
    tell('its integration URLs lead to the integration of the token, with a slash or not', {}, async (story) => {
      const token = tokenOf(story.integration);
      const paths = PREFIXES.flatMap((prefix) => {
        const path = `${prefix}/integrations/v1/formatted_webhook/${token}`;
        return [path, `${path}/`];
      });
      for (const [index, path] of paths.entries()) {
        const body = { alert_uid: `disk-${index}`, title: `Disk ${index}`, state: 'alerting', message: 'x' };
        const answer = await story.sidecar.request<{ incidents: string[] }>('POST', path, body, { token: null });
        expect(answer, path).toMatchObject({ status: 202, body: { incidents: [expect.any(String)] } });
      }
      await story.reached(...paths.map((_, index) => `ann by hook: Disk ${index}`));
      await story.sidecar.request('POST', paths[0] ?? '', { alert_uid: 'disk-0', state: 'ok' }, { token: null });
      expect((await story.incidents('state=resolved')).map(({ title }) => title)).toEqual(['Disk 0']);
      await story.updatesOfAnybody();
    });

    tell('its heartbeat URLs are beats', { integration: { heartbeat: { every: '10m' } } }, async (story) => {
      const token = tokenOf(story.integration);
      for (const prefix of PREFIXES) {
        for (const [method, end] of [
          ['POST', '/'],
          ['GET', ''],
        ] as const) {
          const path = `${prefix}/integrations/v1/alertmanager/${token}/heartbeat${end}`;
          expect((await story.sidecar.request(method, path, undefined, { token: null })).status, path).toBe(202);
        }
      }
      await story.passes('12m');
      await story.reached('ann by hook: No signal from Scripts');
    });

    tell('a wrong type is a warning, once; a wrong token is refused', {}, async (story) => {
      const token = tokenOf(story.integration);
      for (let i = 0; i < 2; i++) {
        const path = `/integrations/v1/alertmanager/${token}/`;
        expect((await story.sidecar.request('POST', path, { title: 'x', id: 'x' }, { token: null })).status).toBe(202);
      }
      await story.reached('ann by hook: x');
      const warnings = story.sidecar.log.filter(
        (line) => line['given'] === 'alertmanager' && line['integration'] === story.integration,
      );
      expect(warnings).toHaveLength(1);
      const wrong = '/integrations/v1/webhook/token-of-nobody-0123456789/';
      expect((await story.sidecar.request('POST', wrong, {}, { token: null })).status).toBe(401);
    });
  },
  COMPAT,
);
