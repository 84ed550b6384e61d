/** The files that monitors need, with the addresses and the token of this installation in them. Loaded when one is saved. */
import checkmk from '../../../../provisioning/checkmk/vigie?raw';
import icinga from '../../../../provisioning/icinga2/vigie.conf?raw';
import commands from '../../../../provisioning/nagios/commands.cfg?raw';
import contacts from '../../../../provisioning/nagios/contacts.cfg?raw';
import notifyConf from '../../../../provisioning/nagios/notify.conf.example?raw';
import notify from '../../../../provisioning/nagios/vigie-notify?raw';
import setUp from '../../../../provisioning/zabbix/set-up.mjs?raw';
import mediaType from '../../../../provisioning/zabbix/vigie-media-type.yaml?raw';
import type { IngestAddress, MonitorFile } from './block.ts';

type Addresses = Pick<IngestAddress, 'publicUrl' | 'token' | 'grafanaUrl'>;

/** A replacement is taken as it is: `$` in a token means nothing. */
const put = (text: string, place: string, value: string) => text.replace(place, () => value);

const FILES: Record<MonitorFile, (addresses: Addresses) => string> = {
  'set-up.mjs': () => setUp,
  // Without these, Zabbix takes both from macros, which somebody would have to set.
  'vigie-media-type.yaml': ({ publicUrl, grafanaUrl }) =>
    put(put(mediaType, "value: '{$VIGIE.URL}'", `value: '${publicUrl}/in'`), "'{$VIGIE.GRAFANA}'", `'${grafanaUrl}'`),
  'vigie-notify': () => notify,
  'notify.conf': ({ publicUrl, token }) =>
    put(
      put(notifyConf, 'https://vigie.example.com/in', `${publicUrl}/in`),
      'PASTE-THE-TOKEN-OF-THE-INTEGRATION',
      token,
    ),
  'commands.cfg': () => commands,
  'contacts.cfg': () => contacts,
  'vigie.conf': () => icinga,
  vigie: () => checkmk,
};

export function monitorFile(name: MonitorFile, addresses: Addresses): string {
  return FILES[name](addresses);
}
