/** Declares SNMP traps as a source of alerts. */
import type { SourceDefinition } from '../../ports/source.ts';
import { defineSource } from '../shared/define.ts';
import { checkTemplates, checkText, wrongTemplate } from '../shared/templates.ts';
import { parse } from './parse.ts';

export const snmp: SourceDefinition = defineSource({
  kind: 'snmp',
  name: 'SNMP traps',
  summary: 'Switches, UPSes and other devices that send SNMP traps or informs, v1 and v2c.',
  contentTypes: ['json'],
  parse,
  check: ({ template, snmp: settings }) => [
    ...(template === null ? [] : checkTemplates(template)),
    ...(settings?.traps ?? []).flatMap((trap, index) =>
      (['title', 'key'] as const).flatMap((field) => {
        const message = checkText(trap[field]);
        return message === null ? [] : [wrongTemplate(`snmp.traps[${index}].${field}`, message)];
      }),
    ),
  ],
});
