/** Instructions for another Grafana and for Alertmanager. */
import { t } from '../../../language.ts';
import type { IngestAddress, InstructionBlock } from './block.ts';
import { contactPointYaml, secretText } from './contact-point-file.ts';

export function grafana({ publicUrl, token, id, isSigned, isProvisioned, isOnly }: IngestAddress): InstructionBlock[] {
  const what = t(
    'setup.grafana-file',
    'For another Grafana: a contact point by file, or a contact point of type Webhook with this address and token.',
  );
  return [
    {
      what: isSigned ? `${what} ${secretText({ provisioned: isProvisioned })}` : what,
      name: 'provisioning/alerting/vigie.yaml',
      saveAs: 'vigie.yaml',
      text: contactPointYaml({ publicUrl, token, id, isOnly }, isSigned),
    },
  ];
}

export function alertmanager({ publicUrl, token }: IngestAddress): InstructionBlock[] {
  return [
    {
      what: t('setup.am-token', 'The token, in a file that only Alertmanager can read.'),
      name: '/etc/prometheus/vigie-token',
      text: token,
    },
    {
      what: t('setup.am-receiver', 'A receiver, and the route to it.'),
      name: 'alertmanager.yml',
      text: [
        'route:',
        '  receiver: vigie',
        'receivers:',
        '  - name: vigie',
        '    webhook_configs:',
        `      - url: ${publicUrl}/in`,
        '        send_resolved: true',
        '        max_alerts: 0',
        '        http_config:',
        '          authorization: { type: Bearer, credentials_file: /etc/prometheus/vigie-token }',
        '',
      ].join('\n'),
    },
    {
      what: t('setup.am-reload', 'Check and reload.'),
      name: t('setup.shell', 'Command line'),
      text: 'amtool check-config /etc/prometheus/alertmanager.yml && systemctl reload prometheus-alertmanager',
    },
  ];
}
