import { existsSync, rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, until } from '../support/waiting.ts';
import { snippet } from './support/docs.ts';
import { hostileOutputs, markerOf } from './support/hostile.ts';
import { icinga2Missing, prepareIcinga2, startIcinga2, type Icinga2 } from './support/icinga2.ts';
import { startSpine, token, type Spine } from './support/spine.ts';

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** @param habits of the integration, as YAML */
async function world(habits = 'policy: sre'): Promise<{ spine: Spine; icinga: Icinga2 }> {
  const at = prepareIcinga2(await freePort());
  const password = 'icinga-password';
  const spine = await startSpine({
    integrations: snippet('icinga2.md', 'vigie.yaml', {
      'https://icinga.example.com:5665': `https://localhost:${at.port}`,
      'policy: sre': habits,
    }),
    env: {
      VIGIE_INGEST_ICINGA: token,
      ICINGA_PASSWORD: password,
      ICINGA_CA: at.ca,
      VIGIE_OUTGOING_ALLOW: '127.0.0.0/8,::1/128',
    },
  });
  stops.push(() => spine.stop());
  const icinga = await startIcinga2(at, { ingest: spine.ingest, token, password });
  stops.push(() => icinga.stop());
  return { spine, icinga };
}

describe.skipIf(icinga2Missing !== null)(`Icinga 2${icinga2Missing ? ` (skipped: ${icinga2Missing})` : ''}`, () => {
  it('problem, page, acknowledged in Vigie and so in Icinga, recovery, resolved; nothing echoes', async () => {
    const { spine, icinga } = await world();
    await icinga.result(2, 'connection refused');
    const incident = await spine.incident('the service is down', ({ state }) => state === 'open');
    expect(incident).toMatchObject({
      title: 'http on web-1 is CRITICAL',
      severity: 'critical',
      labels: { host: 'web-1', service: 'http', team: 'shop' },
    });

    await spine.acknowledgeByLink(incident);
    expect(await spine.toldOf(incident, 'acknowledge')).toMatchObject({
      state: 'done',
      actor: 'ann',
      answer: 'web-1!http acknowledged',
    });
    expect(await icinga.acknowledgement()).toBe(2);
    expect(await icinga.comments()).toContainEqual({
      author: 'Ann Martin (Vigie)',
      text: 'Acknowledged by Ann Martin (Vigie #1)',
    });

    await spine.command(incident, 'note', { text: 'I know why' });
    expect(await spine.toldOf(incident, 'note')).toMatchObject({ state: 'done' });
    expect((await icinga.comments()).map(({ text }) => text)).toContain('I know why – api (Vigie #1)');
    await spine.command(incident, 'severity', { severity: 'warning' });
    expect(await spine.toldOf(incident, 'severity')).toMatchObject({ state: 'skipped' });

    await spine.command(incident, 'unacknowledge');
    expect(await spine.toldOf(incident, 'unacknowledge')).toMatchObject({ state: 'done' });
    expect(await icinga.acknowledgement()).toBe(0);

    await icinga.result(0, 'well');
    const over = await spine.incident('it is over', ({ state }) => state === 'resolved');
    expect(over.resolvedBy).toBe('Icinga');
    expect((await spine.timeline(incident)).filter((text) => text.startsWith('Acknowledged'))).toEqual([
      'Acknowledged by ann',
    ]);
    expect(spine.sidecar.errors).toEqual([]);
  });

  it('acknowledged in Icinga, seen in Vigie; what is over is told as Icinga puts it', async () => {
    const { spine, icinga } = await world();
    await icinga.action('process-check-result', {
      type: 'Host',
      host: 'web-1',
      exit_status: 1,
      plugin_output: 'no ping',
    });
    const incident = await spine.incident('the host is down', ({ state }) => state === 'open');
    expect(incident.title).toBe('web-1 is DOWN');
    await icinga.action('acknowledge-problem', {
      type: 'Host',
      host: 'web-1',
      author: 'Ben',
      comment: 'I look',
      notify: true,
      sticky: true,
    });
    const taken = await spine.incident('it is acknowledged', ({ state }) => state === 'acknowledged');
    expect(taken.acknowledgedBy).toBe('Ben');
    expect(await spine.told(incident)).toEqual([]);
    await icinga.action('process-check-result', { type: 'Host', host: 'web-1', exit_status: 0, plugin_output: 'ping' });
    await spine.incident('the host is up', ({ state }) => state === 'resolved');
  });

  it('nothing runs of what a plugin says, nor of a comment, and all of it arrives as it was said', async () => {
    const marker = markerOf('icinga');
    rmSync(marker, { force: true });
    const { spine, icinga } = await world('policy: sre\n    reopenWindow: 0s');
    for (const [what, output] of hostileOutputs(marker)) {
      // Icinga takes real line breaks, and what stands behind a pipe is performance data.
      const [said = ''] = output.replaceAll('\\n', '\n').split('|a=');
      await icinga.result(2, said);
      const incident = await spine.incident(what, ({ state }) => state === 'open');
      const { body } = await spine.sidecar.api<{ description: string }>('GET', `incidents/${incident.id}`);
      // Controls that could steer a terminal are left out.
      const plain = (text: string) => text.replace(/[\u0000-\u0008\u000b-\u001f]/g, '').trim();
      expect(plain(body.description), what).toBe(plain(said));
      await icinga.action('acknowledge-problem', {
        type: 'Service',
        service: 'web-1!http',
        author: said,
        comment: said,
        notify: true,
        sticky: true,
      });
      await spine.incident(`${what}, acknowledged`, ({ id, state }) => id === incident.id && state === 'acknowledged');
      await icinga.result(0, 'well');
      await spine.incident(`${what}, over`, ({ id, state }) => id === incident.id && state === 'resolved');
      expect(existsSync(marker), what).toBe(false);
    }
    expect(spine.sidecar.errors).toEqual([]);
  });

  it('a downtime in Icinga: nobody is paged while it lasts, and from step 1 when it is taken away', async () => {
    const { spine, icinga } = await world();
    await icinga.result(2, 'down');
    const incident = await spine.incident('it came', ({ state }) => state === 'open');
    await spine.paged(incident, 1);
    const now = Math.floor(Date.now() / 1000);
    await icinga.action('schedule-downtime', {
      type: 'Service',
      service: 'web-1!http',
      start_time: now - 5,
      end_time: now + 3_600,
      author: 'Ben',
      comment: 'patching',
      fixed: true,
    });
    await spine.explains(incident, 'Icinga has it in a downtime: nobody is paged');
    await icinga.action('remove-downtime', { type: 'Service', service: 'web-1!http' });
    await spine.explains(incident, 'not in a downtime of the source any more');
    await spine.paged(incident, 2);
  });

  it('an update that Icinga cannot take is retried until it succeeds', async () => {
    const at = prepareIcinga2(await freePort());
    const spine = await startSpine({
      integrations: snippet('icinga2.md', 'vigie.yaml', {
        'https://icinga.example.com:5665': `https://localhost:${at.port}`,
      }),
      env: {
        VIGIE_INGEST_ICINGA: token,
        ICINGA_PASSWORD: 'right',
        ICINGA_CA: at.ca,
        VIGIE_OUTGOING_ALLOW: '127.0.0.0/8,::1/128',
      },
    });
    stops.push(() => spine.stop());
    await spine.sidecar.ingest(token, {
      ICINGA_NOTIFICATION_TYPE: 'PROBLEM',
      ICINGA_HOST_NAME: 'web-1',
      ICINGA_SERVICE_NAME: 'http',
      ICINGA_SERVICE_STATE: 'CRITICAL',
    });
    const incident = await spine.incident('it came', ({ state }) => state === 'open');
    await spine.acknowledgeByLink(incident);
    const failed = await until('it failed once', async () =>
      (await spine.told(incident)).find(({ attempts }) => attempts.length === 1),
    );
    expect(failed).toMatchObject({ state: 'waiting', attempts: [{ outcome: 'retry', reason: 'network' }] });
    const icinga = await startIcinga2(at, { ingest: spine.ingest, token, password: 'right' });
    stops.push(() => icinga.stop());
    await icinga.result(2, 'down');
    expect(await spine.toldOf(incident, 'acknowledge')).toMatchObject({ state: 'done' });
    expect(await icinga.acknowledgement()).toBe(2);
  });
});
