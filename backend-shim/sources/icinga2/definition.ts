/** Declares Icinga 2 as a source of alerts. */
import type { SourceDefinition } from '../../ports/source.ts';
import { defineSource } from '../shared/define.ts';
import { parse } from './parse.ts';
import { sync } from './sync.ts';

export const icinga2: SourceDefinition = defineSource({
  kind: 'icinga2',
  name: 'Icinga 2',
  summary: 'Host and service notifications of Icinga 2 through a NotificationCommand.',
  contentTypes: ['json', 'form'],
  parse,
  sync,
});
