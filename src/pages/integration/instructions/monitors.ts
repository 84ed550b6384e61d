/** Instructions for Zabbix, Nagios and Icinga 2. */
import { t } from '../../../language.ts';
import type { IngestAddress, InstructionBlock } from './block.ts';

export function zabbix({ publicUrl, token }: IngestAddress): InstructionBlock[] {
  return [
    {
      what: t(
        'setup.zabbix-script',
        'By script, from provisioning/zabbix of Vigie. ZABBIX_TOKEN is an API token of a Super admin, needed only now; the two addresses at the end are Zabbix’s and Grafana’s.',
      ),
      name: t('setup.shell', 'Command line'),
      text: `ZABBIX_TOKEN=PASTE-A-SUPER-ADMINS-TOKEN VIGIE_TOKEN=${token} node set-up.mjs https://zabbix.example.com ${publicUrl}/in https://grafana.example.com`,
    },
    {
      what: t(
        'setup.zabbix-import',
        'Or by hand: import provisioning/zabbix/vigie-media-type.yaml (Alerts → Media types), and set this macro (Administration → Macros).',
      ),
      name: '{$VIGIE.URL}',
      text: `${publicUrl}/in`,
    },
    {
      what: t(
        'setup.zabbix-media',
        'A user “vigie” with one media of type Vigie; this is its “Send to”. Then a trigger action that sends to that user: operations, recovery and updates.',
      ),
      name: t('setup.zabbix-to', 'Send to'),
      text: token,
    },
  ];
}

function notify({ publicUrl, token }: IngestAddress): InstructionBlock {
  return {
    what: t('setup.notify-conf', 'The address and the token.'),
    name: '/etc/vigie/notify.conf',
    text: [`url = ${publicUrl}/in`, `token = ${token}`, 'spool = /var/spool/vigie', ''].join('\n'),
  };
}

function install(files: string): string {
  return [
    'install -m 755 nagios/vigie-notify /usr/local/bin/vigie-notify',
    'install -d -m 700 -o nagios -g nagios /var/spool/vigie',
    'install -d -m 755 /etc/vigie',
    'install -m 640 -o root -g nagios nagios/notify.conf.example /etc/vigie/notify.conf',
    files,
    '',
  ].join('\n');
}

export function nagios(address: IngestAddress): InstructionBlock[] {
  return [
    {
      what: t('setup.nagios-install', 'On the Nagios machine, as root, in a copy of Vigie’s provisioning folder.'),
      name: t('setup.shell', 'Command line'),
      text: install('install -m 644 nagios/commands.cfg nagios/contacts.cfg /etc/nagios4/conf.d/ --suffix=.old -b'),
    },
    notify(address),
    {
      what: t(
        'setup.nagios-contact',
        'Vigie as a contact of hosts and services, for example in their template; then reload Nagios.',
      ),
      name: 'template.cfg',
      text: [
        'contact_groups          vigie',
        'notification_options    d,u,r,f,s   ; of services: w,u,c,r,f,s',
        'notification_interval   0',
        '',
      ].join('\n'),
    },
  ];
}

export function icinga2(address: IngestAddress): InstructionBlock[] {
  return [
    {
      what: t('setup.icinga-install', 'On the Icinga machine, as root, in a copy of Vigie’s provisioning folder.'),
      name: t('setup.shell', 'Command line'),
      text: install('install -m 644 icinga2/vigie.conf /etc/icinga2/conf.d/vigie.conf'),
    },
    notify(address),
    {
      what: t(
        'setup.icinga-reload',
        'Check and reload. All hosts and services notify Vigie; vars.vigie = false leaves one out.',
      ),
      name: t('setup.shell', 'Command line'),
      text: 'icinga2 daemon -C && systemctl reload icinga2',
    },
  ];
}
