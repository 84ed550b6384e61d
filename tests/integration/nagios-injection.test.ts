/**
 * Output of plugins is written by whatever is monitored, and comments by whoever may comment. Through a
 * real Nagios with its stock configuration nothing of it may run, and all of it must arrive.
 */
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/waiting.ts';
import { snippet } from './support/docs.ts';
import { hostileOutputs, markerOf } from './support/hostile.ts';
import { runAgentOnce } from './support/nagios-agent.ts';
import { nagiosMissing, startNagios, type Nagios } from './support/nagios.ts';
import { startSpine, token, type Spine } from './support/spine.ts';

const marker = markerOf('nagios');
const outputs = hostileOutputs(marker);
const hostOf = (i: number) => `host-${i}`;

describe.skipIf(nagiosMissing !== null)(
  `Injection through Nagios${nagiosMissing ? ` (skipped: ${nagiosMissing})` : ''}`,
  () => {
    let spine: Spine;
    let nagios: Nagios;
    beforeAll(async () => {
      rmSync(marker, { force: true });
      spine = await startSpine({
        integrations: snippet('nagios.md', 'vigie.yaml'),
        env: { VIGIE_INGEST_NAGIOS: token },
      });
      nagios = await startNagios({
        ingest: spine.ingest,
        token,
        hosts: {
          'web-1': [...outputs.map((_, i) => `s${i}`), 'comments'],
          ...Object.fromEntries(outputs.map((_, i) => [hostOf(i), []])),
        },
      });
    });
    afterAll(async () => {
      await nagios?.stop();
      await spine?.stop();
      rmSync(marker, { force: true });
    });

    it.each(outputs.map(([what, output], i) => [what, output, `s${i}`] as const))(
      '%s',
      async (_what, output, service) => {
        nagios.service('web-1', service, 2, output);
        const incident = await spine.incident('it arrived', ({ labels }) => labels.service === service);
        expect(incident).toMatchObject({ state: 'open', title: `${service} on web-1 is CRITICAL` });
        expect(existsSync(marker)).toBe(false);
      },
    );

    it.each(outputs.map(([what, output], i) => [what, output, hostOf(i)] as const))(
      'of a host: %s',
      async (_what, output, host) => {
        nagios.command(`PROCESS_HOST_CHECK_RESULT;${host};1;${output}`);
        const incident = await spine.incident('it arrived', ({ labels }) => labels.host === host);
        expect(incident).toMatchObject({ state: 'open', title: `${host} is DOWN` });
        expect(existsSync(marker)).toBe(false);
      },
    );

    it('a notification by hand with commands in author and comment', async () => {
      nagios.service('web-1', 's0', 2, 'bad');
      const incident = await spine.incident('it is open', ({ labels }) => labels.service === 's0');
      nagios.command(
        `SEND_CUSTOM_SVC_NOTIFICATION;web-1;s0;2;\`touch ${marker}\`;x' "$(touch ${marker})" \\; touch ${marker} #`,
      );
      await until('it is in the timeline', async () =>
        (await spine.timeline(incident)).some((text) => text.includes('touch')),
      );
      expect(existsSync(marker)).toBe(false);
    });

    it('an acknowledgement with commands in author and comment', async () => {
      nagios.service('web-1', 'comments', 2, 'bad');
      await spine.incident('it arrived', ({ labels }) => labels.service === 'comments');
      nagios.command(
        `ACKNOWLEDGE_SVC_PROBLEM;web-1;comments;2;1;0;\`touch ${marker}\`\\;x' "$(touch ${marker})" \\; touch ${marker} #`,
      );
      await spine.incident(
        'it is acknowledged',
        ({ labels, state }) => labels.service === 'comments' && state === 'acknowledged',
      );
      expect(existsSync(marker)).toBe(false);
    });

    it('the token is in no command line', async () => {
      spine.sidecar.pause();
      try {
        nagios.service('web-1', 's0', 1, 'slower');
        const lines = await until('curl waits for Vigie', () => {
          const all = commandLines();
          return all.some((line) => line.includes('curl')) && all;
        });
        expect(lines.filter((line) => line.includes(token))).toEqual([]);
      } finally {
        spine.sidecar.resume();
      }
    });

    it('the agent passes on no other command, whatever answers in the place of Vigie', async () => {
      const lines = [
        'a\tCHANGE_SVC_CHECK_COMMAND;web-1;comments;evil',
        `b\tACKNOWLEDGE_SVC_PROBLEM;web-1;comments;2;0;0;x;y\tz`,
        'c\tSHUTDOWN_PROGRAM',
        'd\tACKNOWLEDGE_SVC_PROBLEM;web-1;comments;2;1;0;x;notify',
        'e\tADD_SVC_COMMENT;web-1;comments;1;Ann;fine',
      ];
      const { written, reports } = await runAgentOnce(lines);
      expect(written).toEqual([expect.stringMatching(/^\[\d+\] ADD_SVC_COMMENT;web-1;comments;1;Ann;fine$/)]);
      expect(reports).toEqual({
        a: expect.stringMatching(/^failed/),
        b: expect.stringMatching(/^failed/),
        c: expect.stringMatching(/^failed/),
        d: expect.stringMatching(/^failed/),
        e: 'ok written to the command file',
      });
    });
  },
);

/** Of every process of this machine, as `ps` shows them to everybody. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch (error) {
        return String(error);
      }
    });
}
