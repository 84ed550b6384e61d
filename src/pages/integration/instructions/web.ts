/** Instructions for anything that can send an HTTP request. */
import { MINUTE, parseDuration } from '#domain/time/duration';
import { durationText } from '../../../components/time/duration-text.ts';
import { t } from '../../../language.ts';
import type { IngestAddress, InstructionBlock } from './block.ts';

export function webhook({ publicUrl, token }: IngestAddress): InstructionBlock[] {
  const curl = (body: string) =>
    `curl -fsS ${publicUrl}/in -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '${body}'`;
  return [
    {
      what: t('setup.webhook-fire', 'Opens an incident. The same id later is the same problem.'),
      name: t('setup.shell', 'Command line'),
      text: curl('{"id":"db1-disk","title":"Disk full on db1","severity":"critical","labels":{"team":"db"}}'),
    },
    {
      what: t('setup.webhook-resolve', 'Resolves it.'),
      name: t('setup.shell-over', 'Command line, when it is over'),
      text: curl('{"id":"db1-disk","title":"Disk full on db1","status":"resolved"}'),
    },
    {
      what: t('setup.webhook-url', 'For products that can only send to an address: the token is part of it.'),
      name: 'URL',
      text: `${publicUrl}/in/${token}`,
    },
  ];
}

export function heartbeat({ publicUrl, token, every }: IngestAddress): InstructionBlock[] {
  return [
    {
      what: t('setup.heartbeat', 'At the end of the job that must run, or from cron; at least every {{every}}.', {
        every: durationText(parseDuration(every ?? '5m') ?? 5 * MINUTE),
      }),
      name: t('setup.shell', 'Command line'),
      text: `curl -fsS -m 10 --retry 3 ${publicUrl}/in/${token}/heartbeat`,
    },
    {
      what: t(
        'setup.heartbeat-alert',
        'Or by an alert that always fires, such as Prometheus’ Watchdog: on the integration where it comes in, a route with this label whose alerts are the heartbeat of this one.',
      ),
      name: t('route.match', 'Labels that must match'),
      text: 'alertname="Watchdog"',
    },
  ];
}
