/** Instructions for mail and SNMP traps. */
import { t } from '../../../language.ts';
import type { IngestAddress, InstructionBlock } from './block.ts';

const byMail = () => t('setup.way-mail', 'By mail');
const byHttp = () => t('setup.way-http', 'By HTTP');

/** `id+token@domain`: the id shows people whose address it is, the token authorizes the mail. */
function mailAddress({
  publicUrl,
  token,
  id,
  listeners,
}: Pick<IngestAddress, 'publicUrl' | 'token' | 'id' | 'listeners'>): string | null {
  const listener = listeners.find(({ kind }) => kind === 'smtp');
  return listener === undefined ? null : `${id}+${token}@${listener.domain ?? new URL(publicUrl).hostname}`;
}

export function email(address: IngestAddress): InstructionBlock[] {
  const { publicUrl, token } = address;
  const to = mailAddress(address);
  const sent =
    to === null
      ? {
          way: byMail(),
          what: t(
            'setup.email-off',
            'Vigie doesn’t receive mail itself yet: an administrator sets VIGIE_SMTP_LISTEN of the sidecar. Until then, your mail server can hand each mail over.',
          ),
          name: t('setup.email-setting', 'Setting of the sidecar'),
          text: 'VIGIE_SMTP_LISTEN=0.0.0.0:2525',
        }
      : {
          way: byMail(),
          what: t(
            'setup.email-to',
            'Send mails to this address. The same subject of the same sender is the same problem; [RESOLVED] or OK: before it ends it.',
          ),
          name: t('setup.email-address', 'Mail address'),
          text: to,
        };
  const handOver = {
    way: byHttp(),
    what: t('setup.email-hand', 'Hand a mail over as it is, from a filter or an alias.'),
    name: t('setup.shell', 'Command line'),
    text: `curl -fsS ${publicUrl}/in -H 'Authorization: Bearer ${token}' -H 'Content-Type: message/rfc822' --data-binary @-`,
  };
  return [sent, handOver];
}

function noTrapsYet(way: string): InstructionBlock {
  return {
    way,
    what: t(
      'setup.snmp-off',
      'Vigie doesn’t receive traps yet: an administrator sets VIGIE_SNMP_LISTEN of the sidecar.',
    ),
    name: t('setup.email-setting', 'Setting of the sidecar'),
    text: 'VIGIE_SNMP_LISTEN=0.0.0.0:162',
  };
}

export function snmp({ publicUrl, token, listeners }: IngestAddress): InstructionBlock[] {
  const listener = listeners.find(({ kind }) => kind === 'snmp');
  const way = t('setup.way-snmp', 'By SNMP');
  const port = listener?.address.replace(/^.*:/, '') ?? '162';
  const target = `${new URL(publicUrl).hostname}:${port}`;
  return [
    ...(listener === undefined ? [noTrapsYet(way)] : []),
    {
      way,
      what: t(
        'setup.snmp-community',
        'In the device: the address of Vigie as trap receiver, and this community, v2c (or v1). Informs are better than traps: they are sent again until Vigie has them.',
      ),
      name: t('setup.snmp-name', 'Community'),
      text: token,
    },
    {
      way,
      what: t('setup.snmp-try', 'To try it: port 3 goes down; with …5.4 it comes up again.'),
      name: t('setup.shell', 'Command line'),
      text: `snmpinform -v 2c -c ${token} ${target} '' 1.3.6.1.6.3.1.1.5.3 1.3.6.1.2.1.2.2.1.1.3 i 3`,
    },
    {
      way: byHttp(),
      what: t('setup.snmp-json', 'Hand a trap over as JSON.'),
      name: t('setup.shell', 'Command line'),
      text: `curl -fsS ${publicUrl}/in -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '{"trap":"1.3.6.1.6.3.1.1.5.3","agent":"192.0.2.7","varbinds":[{"oid":"1.3.6.1.2.1.2.2.1.1.3","value":3}]}'`,
    },
  ];
}
