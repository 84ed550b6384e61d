/** Instructions for Zabbix, Nagios and Icinga 2. */
import { t } from '../../../language.ts';
import type { IngestAddress, InstructionBlock } from './block.ts';

export function zabbix({ publicUrl, token, grafanaUrl }: IngestAddress): InstructionBlock[] {
  const byHand = t('setup.way-hand', 'By hand');
  return [
    {
      way: t('setup.way-script', 'By script'),
      what: t(
        'setup.zabbix-run',
        'Save both files in one folder, and run the script there with Node. ZABBIX_TOKEN is an API token of a Super admin, needed only now; the first address is that of your Zabbix.',
      ),
      name: t('setup.shell', 'Command line'),
      text: `ZABBIX_TOKEN=PASTE-A-SUPER-ADMINS-TOKEN VIGIE_TOKEN=${token} node set-up.mjs https://zabbix.example.com ${publicUrl}/in ${grafanaUrl}`,
      files: ['set-up.mjs', 'vigie-media-type.yaml'],
    },
    {
      way: byHand,
      what: t('setup.zabbix-media-type', 'Import this file in Zabbix: Alerts → Media types → Import.'),
      name: 'vigie-media-type.yaml',
      text: null,
      files: ['vigie-media-type.yaml'],
    },
    {
      way: byHand,
      what: t(
        'setup.zabbix-media',
        'A user “vigie” with one media of type Vigie; this is its “Send to”. Then a trigger action that sends to that user: operations, recovery and updates.',
      ),
      name: t('setup.zabbix-to', 'Send to'),
      text: token,
    },
  ];
}

/** What the downloaded notify.conf says, for whoever has one already. */
function notify({ publicUrl, token }: IngestAddress): InstructionBlock {
  return {
    what: t('setup.notify-lines', 'The downloaded notify.conf has this address and token already.'),
    name: '/etc/vigie/notify.conf',
    text: [`url = ${publicUrl}/in`, `token = ${token}`, 'spool = /var/spool/vigie', ''].join('\n'),
  };
}

function install(files: string): string {
  return [
    'install -m 755 vigie-notify /usr/local/bin/vigie-notify',
    'install -d -m 700 -o nagios -g nagios /var/spool/vigie',
    'install -d -m 755 /etc/vigie',
    'install -m 640 -o root -g nagios notify.conf /etc/vigie/notify.conf',
    files,
    '',
  ].join('\n');
}

export function nagios(address: IngestAddress): InstructionBlock[] {
  return [
    {
      what: t('setup.nagios-files', 'Save these files on the Nagios machine, and run this in their folder, as root.'),
      name: t('setup.shell', 'Command line'),
      text: install('install -m 644 commands.cfg contacts.cfg /etc/nagios4/conf.d/ --suffix=.old -b'),
      files: ['vigie-notify', 'notify.conf', 'commands.cfg', 'contacts.cfg'],
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
      what: t('setup.icinga-files', 'Save these files on the Icinga machine, and run this in their folder, as root.'),
      name: t('setup.shell', 'Command line'),
      text: install('install -m 644 vigie.conf /etc/icinga2/conf.d/vigie.conf'),
      files: ['vigie-notify', 'notify.conf', 'vigie.conf'],
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
