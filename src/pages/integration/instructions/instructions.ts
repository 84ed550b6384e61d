/** Instructions for connecting a source, with texts ready to copy. docs/monitors explains more. */
import type { ProductTemplateWire } from '#contract/integrations/product';
import type { SourceKind } from '#domain/routing/integration';
import { inOwnLanguage, t } from '../../../language.ts';
import type { IngestAddress, InstructionBlock, MonitorFile } from './block.ts';
import { email, snmp } from './messages.ts';
import { icinga2, nagios, zabbix } from './monitors.ts';
import { opsgenie, pagerduty } from './pagers.ts';
import { alertmanager, grafana } from './prometheus.ts';
import { heartbeat, webhook } from './web.ts';

const BY_KIND: Record<SourceKind, (address: IngestAddress) => InstructionBlock[]> = {
  grafana,
  alertmanager,
  zabbix,
  nagios,
  icinga2,
  pagerduty,
  opsgenie,
  webhook,
  email,
  snmp,
  heartbeat,
};

export function instructionsFor(kind: SourceKind, address: IngestAddress): InstructionBlock[] {
  return BY_KIND[kind](address);
}

/** What the first step of a product puts in its place. */
const PRODUCT_FILES: Readonly<Record<string, readonly MonitorFile[]>> = {
  centreon: ['vigie-notify', 'notify.conf'],
  checkmk: ['vigie'],
};

/** The product's own steps, in the reader's language. */
export function instructionsOf(
  { id, setup }: ProductTemplateWire,
  { publicUrl, token }: IngestAddress,
): InstructionBlock[] {
  const values: Record<string, string> = {
    '{url}': `${publicUrl}/in`,
    '{token}': token,
    '{urlWithToken}': `${publicUrl}/in/${token}`,
  };
  const filled = (line: string) => line.replace(/\{(?:url|token|urlWithToken)\}/g, (name) => values[name] ?? name);
  return setup.map(({ what, name, text }, i) => ({
    what: inOwnLanguage(what),
    name: name === 'shell' ? t('setup.shell', 'Command line') : name,
    text: text.map(filled).join('\n'),
    files: i === 0 ? (PRODUCT_FILES[id] ?? []) : [],
  }));
}
