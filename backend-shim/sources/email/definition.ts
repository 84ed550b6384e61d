/** Declares mail as a source of alerts. */
import type { SourceDefinition } from '../../ports/source.ts';
import { defineSource } from '../shared/define.ts';
import { checkTemplates } from '../shared/templates.ts';
import { parse } from './parse.ts';
import { unwanted } from './unwanted.ts';

export const email: SourceDefinition = defineSource({
  kind: 'email',
  name: 'E-mail',
  summary: 'Boxes that can do no more than send a mail: grouped and resolved by the subject, or by your own templates.',
  contentTypes: ['json'],
  parse,
  // The library that reads mails is large; most sidecars receive none.
  decode: async (bytes, hide) => (await import('./decode.ts')).decodeMail(bytes, hide),
  unwanted: (body, integration) => unwanted(body, integration.mail ?? null),
  check: (integration) => (integration.template === null ? [] : checkTemplates(integration.template)),
});
