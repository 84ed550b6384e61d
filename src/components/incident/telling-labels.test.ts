import { expect, test } from 'vitest';
import { tellingLabels } from './telling-labels.ts';

test('what says where comes before what names the rule or routes it', () => {
  const labels = {
    __alert_rule_uid__: 'x',
    alertname: 'Disk',
    grafana_folder: 'Ops',
    host: 'web-1',
    oncall: 'yes',
    region: 'eu',
    team: 'db',
  };
  expect(tellingLabels(labels).map(([name]) => name)).toEqual([
    'host',
    'region',
    'team',
    'alertname',
    'grafana_folder',
    'oncall',
    '__alert_rule_uid__',
  ]);
});

test('where there are only technical ones, they are shown', () => {
  expect(tellingLabels({ oncall: 'yes', alertname: 'Disk' })).toEqual([
    ['alertname', 'Disk'],
    ['oncall', 'yes'],
  ]);
});
