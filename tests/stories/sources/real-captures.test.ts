import { expect } from 'vitest';
import { capture, captures } from '../../captures/load.ts';
import { stories } from '../harness.ts';

stories('What real products sent', (tell) => {
  const products = [
    ['alertmanager'],
    ['grafana'],
    ['grafana', 'grafana-12.4'],
    ['zabbix'],
    ['nagios'],
    ['icinga2'],
  ] as const;
  for (const [type, product = type] of products) {
    tell(
      `every ${product} capture is taken, in the order it was sent, and pages only Ann`,
      { integration: { type }, steps: [{ notify: [{ rota: 'sre' }], wait: '1d' }] },
      async (story) => {
        for (const file of captures(product)) {
          const answer = await story.sidecar.ingest(`token-of-${story.integration}-0123456789`, capture(file).body);
          // Grafana's custom payloads are whatever their template says; these two are not alerts.
          expect([202, 400], `${file}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
          if (!file.includes('custom')) {
            expect(answer.status, `${file}: ${JSON.stringify(answer.body)}`).toBe(202);
          }
          // A page that is not out yet is cancelled by the recovery; here each signal gets its time.
          await story.settle();
        }
        const opened = (await story.incidents()).filter(({ test }) => !test);
        expect(opened.length).toBeGreaterThan(0);
        const pages = await story.pagesOf('ann');
        expect(pages.length).toBeGreaterThanOrEqual(opened.length);
        expect(new Set((await story.updatesOfAnybody()).map(({ who }) => who))).toEqual(new Set(['ann']));
      },
    );
  }
});
