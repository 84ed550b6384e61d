/** How a source is connected: texts to copy, exact to the character. Longer stories are in docs/monitors. */
import type { ProductTemplateWire } from '#contract/product';
import type { SourceKind } from '#domain/routing/integration';
import type { ListenerWire } from '../../api/connection/connection-wire.ts';
import { inOwnLanguage, t } from '../../language.ts';

export interface Block {
  /** What to do with it. */
  what: string;
  /** A file, a field, a command line. */
  name: string;
  text: string;
}

export interface Address {
  /** Where the sidecar is reached from outside, without a slash at the end. */
  publicUrl: string;
  /** A placeholder where the reader may not see it. */
  token: string;
  /** Of the integration. */
  id: string;
  every: string | null;
  /** Messages must carry a signature. */
  isSigned: boolean;
  /** A file states the integration. */
  isProvisioned: boolean;
  /** No other integration is of its kind. */
  isOnly: boolean;
  listeners: readonly ListenerWire[];
}

/** Where the secret comes from that a contact point by file signs with. */
export function secretText({ provisioned }: { provisioned: boolean }): string {
  return provisioned
    ? t('setup.secret-file', 'VIGIE_HMAC, in Grafana’s environment, is the secret that the integration’s file gives.')
    : t(
        'setup.secret-own',
        'VIGIE_HMAC, in Grafana’s environment, is a secret of its own: “Secrets of other Grafanas” below makes it, and shows it once.',
      );
}

function grafana({ publicUrl, token, id, isSigned, isProvisioned, isOnly }: Address): Block[] {
  const what = t(
    'setup.grafana-file',
    'For another Grafana: a contact point by file, or a contact point of type Webhook with this address and token.',
  );
  return [
    {
      what: isSigned ? `${what} ${secretText({ provisioned: isProvisioned })}` : what,
      name: 'provisioning/alerting/vigie.yaml',
      text: contactPointYaml({ publicUrl, token, id, isOnly }, isSigned),
    },
  ];
}

export interface ContactPointFile extends Pick<Address, 'publicUrl' | 'token' | 'id' | 'isOnly'> {
  /** What a file states already: another uid would add a second webhook to it, another name a second contact point. */
  point?: { uid: string; name: string };
}

export function contactPointYaml(
  {
    publicUrl,
    token,
    id,
    isOnly,
    point = { uid: contactPointUid(id), name: contactPointName(id, isOnly) },
  }: ContactPointFile,
  isSigned: boolean,
): string {
  const hmac = [
    '          hmacConfig:',
    '            secret: $VIGIE_HMAC',
    '            header: X-Grafana-Alerting-Signature',
    '            timestampHeader: X-Grafana-Alerting-Signature-Timestamp',
  ];
  return [
    'apiVersion: 1',
    'contactPoints:',
    '  - orgId: 1',
    `    name: ${point.name}`,
    '    receivers:',
    `      - uid: ${point.uid}`,
    '        type: webhook',
    '        settings:',
    `          url: ${publicUrl}/in`,
    '          httpMethod: POST',
    "          maxAlerts: '0'",
    '          authorization_scheme: Bearer',
    // A dollar sign in a provisioning file of Grafana begins a variable.
    `          authorization_credentials: ${token.replaceAll('$', '$$$$')}`,
    ...(isSigned ? hmac : []),
    '',
  ].join('\n');
}

const UID_LENGTH = 40;

/**
 * Grafana allows 40 letters, digits, `-` and `_`. What does not fit is told apart by its end: two integrations with one
 * uid would take each other's contact point.
 */
export function contactPointUid(id: string): string {
  const plain = `vigie-${id.replace(/[^A-Za-z0-9_-]/g, '-')}`;
  if (plain === `vigie-${id}` && plain.length <= UID_LENGTH) {
    return plain;
  }
  const end = `-${digest(id)}`;
  return `${plain.slice(0, UID_LENGTH - end.length)}${end}`;
}

/** FNV-1a with 32 bits: not secret, only different. */
function digest(text: string): string {
  const bits = [...new TextEncoder().encode(text)].reduce(
    (hash, byte) => Math.imul(hash ^ byte, 0x01000193),
    0x811c9dc5,
  );
  return (bits >>> 0).toString(36);
}

/** Grafana puts what has the same name behind one contact point: each would get the alerts of all. */
export function contactPointName(id: string, isOnly: boolean): string {
  return isOnly ? 'Vigie' : `Vigie ${id}`;
}

function alertmanager({ publicUrl, token }: Address): Block[] {
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

function zabbix({ publicUrl, token }: Address): Block[] {
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

function notify({ publicUrl, token }: Address): Block {
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

function nagios(address: Address): Block[] {
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

function icinga2(address: Address): Block[] {
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

function webhook({ publicUrl, token }: Address): Block[] {
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

/** `id+token@domain`: people see whose address it is, the token lets it in. */
export function mailAddress({
  publicUrl,
  token,
  id,
  listeners,
}: Pick<Address, 'publicUrl' | 'token' | 'id' | 'listeners'>): string | null {
  const listener = listeners.find(({ kind }) => kind === 'smtp');
  return listener === undefined ? null : `${id}+${token}@${listener.domain ?? new URL(publicUrl).hostname}`;
}

function email(address: Address): Block[] {
  const { publicUrl, token } = address;
  const to = mailAddress(address);
  const byMail =
    to === null
      ? {
          what: t(
            'setup.email-off',
            'Vigie takes no mail itself yet: an administrator sets VIGIE_SMTP_LISTEN of the sidecar. Until then, your mail server can hand each mail over.',
          ),
          name: t('setup.email-setting', 'Setting of the sidecar'),
          text: 'VIGIE_SMTP_LISTEN=0.0.0.0:2525',
        }
      : {
          what: t(
            'setup.email-to',
            'Send mails to this address. The same subject of the same sender is the same problem; [RESOLVED] or OK: before it ends it.',
          ),
          name: t('setup.email-address', 'Mail address'),
          text: to,
        };
  const handOver = {
    what: t('setup.email-pipe', 'Or hand a mail over as it is, from a filter or an alias.'),
    name: t('setup.shell', 'Command line'),
    text: `curl -fsS ${publicUrl}/in -H 'Authorization: Bearer ${token}' -H 'Content-Type: message/rfc822' --data-binary @-`,
  };
  return [byMail, handOver];
}

function snmp({ publicUrl, token, listeners }: Address): Block[] {
  const listener = listeners.find(({ kind }) => kind === 'snmp');
  const port = listener?.address.replace(/^.*:/, '') ?? '162';
  const target = `${new URL(publicUrl).hostname}:${port}`;
  return [
    ...(listener === undefined
      ? [
          {
            what: t(
              'setup.snmp-off',
              'Vigie takes no traps yet: an administrator sets VIGIE_SNMP_LISTEN of the sidecar.',
            ),
            name: t('setup.email-setting', 'Setting of the sidecar'),
            text: 'VIGIE_SNMP_LISTEN=0.0.0.0:162',
          },
        ]
      : []),
    {
      what: t(
        'setup.snmp-community',
        'In the device: the address of Vigie as trap receiver, and this community, v2c (or v1). Informs are better than traps: they are sent again until Vigie has them.',
      ),
      name: t('setup.snmp-name', 'Community'),
      text: token,
    },
    {
      what: t('setup.snmp-try', 'To try it: port 3 goes down; with …5.4 it comes up again.'),
      name: t('setup.shell', 'Command line'),
      text: `snmpinform -v 2c -c ${token} ${target} '' 1.3.6.1.6.3.1.1.5.3 1.3.6.1.2.1.2.2.1.1.3 i 3`,
    },
    {
      what: t('setup.snmp-http', 'Or hand a trap over as JSON.'),
      name: t('setup.shell', 'Command line'),
      text: `curl -fsS ${publicUrl}/in -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '{"trap":"1.3.6.1.6.3.1.1.5.3","agent":"192.0.2.7","varbinds":[{"oid":"1.3.6.1.2.1.2.2.1.1.3","value":3}]}'`,
    },
  ];
}

function heartbeat({ publicUrl, token, every }: Address): Block[] {
  return [
    {
      what: t('setup.heartbeat', 'At the end of the job that must run, or from cron; at least every {{every}}.', {
        every: every ?? '5m',
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

const BY_KIND: Record<SourceKind, (address: Address) => Block[]> = {
  grafana,
  alertmanager,
  zabbix,
  nagios,
  icinga2,
  webhook,
  email,
  snmp,
  heartbeat,
};

export function instructionsFor(kind: SourceKind, address: Address): Block[] {
  return BY_KIND[kind](address);
}

/** The product's own steps, in the reader's language. */
export function instructionsOf({ setup }: ProductTemplateWire, { publicUrl, token }: Address): Block[] {
  const values: Record<string, string> = {
    '{url}': `${publicUrl}/in`,
    '{token}': token,
    '{urlWithToken}': `${publicUrl}/in/${token}`,
  };
  const filled = (line: string) => line.replace(/\{(?:url|token|urlWithToken)\}/g, (name) => values[name] ?? name);
  return setup.map(({ what, name, text }) => ({
    what: inOwnLanguage(what),
    name: name === 'shell' ? t('setup.shell', 'Command line') : name,
    text: text.map(filled).join('\n'),
  }));
}

/** Nothing outside of the sidecar's own machine gets there. */
export function isLocalOnly(publicUrl: string): boolean {
  return /^https?:\/\/(localhost|127\.[\d.]+|\[::1\])([:/]|$)/.test(publicUrl);
}
