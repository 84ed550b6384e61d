/** Declares senders of PagerDuty's Events API v2 as a source of alerts. */
import type { SourceDefinition } from '../../ports/source.ts';
import { defineSource } from '../shared/define.ts';
import { parse } from './parse.ts';

export const pagerduty: SourceDefinition = defineSource({
  kind: 'pagerduty',
  name: 'PagerDuty Events API v2',
  summary: 'Senders that speak to PagerDuty: only the host name of their address changes, the routing key stays.',
  contentTypes: ['json'],
  parse,
});
