/** Declares Alertmanager as a source of alerts. */
import type { SourceDefinition } from '../../ports/source.ts';
import { defineSource } from '../shared/define.ts';
import { parse } from './parse.ts';
import { sync } from './sync.ts';

export const alertmanager: SourceDefinition = defineSource({
  kind: 'alertmanager',
  name: 'Prometheus Alertmanager',
  summary: 'Alerts of Prometheus, Mimir, Loki or VictoriaMetrics through an Alertmanager webhook receiver.',
  contentTypes: ['json'],
  parse,
  sync,
});
