/** Declares heartbeats as a source of alerts. */
import type { SourceDefinition } from '../../ports/source.ts';
import { defineSource } from '../shared/define.ts';
import { parse } from './parse.ts';

export const heartbeat: SourceDefinition = defineSource({
  kind: 'heartbeat',
  name: 'Heartbeat',
  summary:
    'Expects a request at a steady pace, from a cron job or an always-firing alert, and opens an incident when it stays away.',
  contentTypes: ['json', 'form'],
  parse,
});
