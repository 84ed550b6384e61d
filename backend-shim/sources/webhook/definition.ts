import type { SourceDefinition } from '../../ports/source.ts';
import { defineSource } from '../shared/define.ts';
import { checkTemplates } from '../shared/templates.ts';
import { parse } from './parse.ts';

export const webhook: SourceDefinition = defineSource({
  kind: 'webhook',
  name: 'Webhook',
  summary: 'Anything that can send JSON or a form, read by its usual field names or by your own templates.',
  contentTypes: ['json', 'form'],
  parse,
  check: (integration) => (integration.template === null ? [] : checkTemplates(integration.template)),
});
