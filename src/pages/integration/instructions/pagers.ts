/** Instructions for senders of other pagers, which keep their key and change only the host name. */
import { t } from '../../../language.ts';
import type { IngestAddress, InstructionBlock } from './block.ts';

function switchedOn(api: 'pagerduty' | 'opsgenie'): InstructionBlock {
  return {
    what: t(
      'setup.compat',
      'An administrator sets this for the sidecar once, so that it answers at the other pager’s paths.',
    ),
    name: t('setup.email-setting', 'Setting of the sidecar'),
    text: `VIGIE_COMPAT=${api}`,
  };
}

/** A test command that works without the sender's setting. */
function usualAddress({ publicUrl, token }: IngestAddress, body: string): InstructionBlock {
  return {
    what: t('setup.compat-try', 'To try it: the same body is accepted at Vigie’s usual address, without that setting.'),
    name: t('setup.shell', 'Command line'),
    text: `curl -fsS ${publicUrl}/in -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '${body}'`,
  };
}

export function pagerduty(address: IngestAddress): InstructionBlock[] {
  const { publicUrl, token } = address;
  return [
    switchedOn('pagerduty'),
    {
      what: t(
        'setup.pagerduty-url',
        'In each sender: this address in place of https://events.pagerduty.com/v2/enqueue.',
      ),
      name: 'URL',
      text: `${publicUrl}/v2/enqueue`,
    },
    {
      what: t('setup.pagerduty-key', 'The routing key, which the senders have already if it came from PagerDuty.'),
      name: t('setup.pagerduty-key-name', 'Integration key'),
      text: token,
    },
    usualAddress(
      address,
      '{"event_action":"trigger","dedup_key":"db1-disk","payload":{"summary":"Disk full on db1","source":"db1","severity":"critical"}}',
    ),
  ];
}

export function opsgenie(address: IngestAddress): InstructionBlock[] {
  const { publicUrl, token } = address;
  return [
    switchedOn('opsgenie'),
    {
      what: t('setup.opsgenie-url', 'In each sender: this address in place of https://api.opsgenie.com/.'),
      name: 'URL',
      text: `${publicUrl}/`,
    },
    {
      what: t('setup.opsgenie-key', 'The API key, which the senders have already if it came from Opsgenie.'),
      name: t('setup.opsgenie-key-name', 'API key'),
      text: token,
    },
    usualAddress(address, '{"alias":"db1-disk","message":"Disk full on db1","priority":"P1"}'),
  ];
}
