/** Declares Zabbix as a source of alerts. */
import type { SourceDefinition } from '../../ports/source.ts';
import { defineSource } from '../shared/define.ts';
import { parse } from './parse.ts';
import { sync } from './sync.ts';

export const zabbix: SourceDefinition = defineSource({
  kind: 'zabbix',
  name: 'Zabbix',
  summary: 'Problems, acknowledgements and recoveries of Zabbix through a webhook media type.',
  contentTypes: ['json', 'form'],
  parse,
  sync,
});
