import { expect, test } from 'vitest';
import { tellingLabels } from './telling-labels.ts';

test('what says where is shown, what names the rule or routes it is not', () => {
  const labels = {
    __alert_rule_uid__: 'x',
    alertname: 'Disk',
    grafana_folder: 'Ops',
    host: 'web-1',
    oncall: 'yes',
    region: 'eu',
    team: 'db',
  };
  expect(tellingLabels(labels).map(([name]) => name)).toEqual(['host', 'region', 'team']);
});

test('where there are only technical ones, none is shown', () => {
  expect(tellingLabels({ oncall: 'yes', alertname: 'Disk', datasource_uid: 'td' })).toEqual([]);
});
