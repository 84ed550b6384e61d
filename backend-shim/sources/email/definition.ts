/** Declares mail as a source of alerts. */
import type { SourceDefinition } from '../../ports/source.ts';
import { defineSource } from '../shared/define.ts';
import { checkTemplates } from '../shared/templates.ts';
import { decodeMail } from './decode.ts';
import { parse } from './parse.ts';
import { unwanted } from './unwanted.ts';

export const email: SourceDefinition = defineSource({
  kind: 'email',
  name: 'E-mail',
  summary: 'Boxes that can do no more than send a mail: grouped and resolved by the subject, or by your own templates.',
  contentTypes: ['json'],
  parse,
  decode: decodeMail,
  unwanted: (body, integration) => unwanted(body, integration.mail ?? null),
  check: (integration) => (integration.template === null ? [] : checkTemplates(integration.template)),
});
