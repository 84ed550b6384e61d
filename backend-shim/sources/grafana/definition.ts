/** Declares Grafana as a source of alerts. */
import type { SourceDefinition } from '../../ports/source.ts';
import { defineSource } from '../shared/define.ts';
import { parse } from './parse.ts';
import { sync } from './sync.ts';

export const grafana: SourceDefinition = defineSource({
  kind: 'grafana',
  name: 'Grafana Alerting',
  summary: 'Alert rules of Grafana through a contact point of type webhook or oncall, signed if you like.',
  contentTypes: ['json'],
  parse,
  sync,
});
