/** Declares Nagios as a source of alerts. */
import type { SourceDefinition } from '../../ports/source.ts';
import { defineSource } from '../shared/define.ts';
import { parse } from './parse.ts';
import { sync } from './sync.ts';

export const nagios: SourceDefinition = defineSource({
  kind: 'nagios',
  name: 'Nagios',
  summary: 'Host and service notifications of Nagios Core or Naemon through a notification command.',
  contentTypes: ['form', 'json'],
  parse,
  sync,
});
