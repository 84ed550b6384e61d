/** Declares senders of Opsgenie's Alert API as a source of alerts. */
import type { SourceDefinition } from '../../ports/source.ts';
import { defineSource } from '../shared/define.ts';
import { parse } from './parse.ts';

export const opsgenie: SourceDefinition = defineSource({
  kind: 'opsgenie',
  name: 'Opsgenie Alert API',
  summary:
    'Senders that speak to Opsgenie or Jira Service Management: only the host name of their address changes, the API key stays.',
  contentTypes: ['json'],
  parse,
});
