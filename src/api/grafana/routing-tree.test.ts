import { expect, test } from 'vitest';
import { resourceOf, treeOf } from './routing-tree.ts';

const resource = {
  apiVersion: 'notifications.alerting.grafana.app/v0alpha1',
  kind: 'RoutingTree',
  metadata: { name: 'user-defined', resourceVersion: 'abc' },
  spec: {
    defaults: { receiver: 'mail', group_by: ['alertname'], group_wait: '30s' },
    routes: [
      {
        receiver: 'db',
        matchers: [{ type: '=', label: 'team', value: 'db' }],
        continue: true,
        mute_time_intervals: ['night'],
        routes: [{ receiver: 'deep', matchers: [] }],
      },
    ],
  },
};

test('the tree of the resource API reads as the older one, and goes back with nothing lost', () => {
  const tree = treeOf(resource);
  expect(tree).toMatchObject({
    receiver: 'mail',
    group_wait: '30s',
    routes: [
      {
        receiver: 'db',
        object_matchers: [['team', '=', 'db']],
        mute_time_intervals: ['night'],
        routes: [{ receiver: 'deep' }],
      },
    ],
  });
  expect(resourceOf(tree)).toEqual(resource);
});

test('a route that is added is among what goes back; what a file states says so', () => {
  const tree = treeOf({
    ...resource,
    metadata: { ...resource.metadata, annotations: { 'grafana.com/provenance': 'file' } },
  });
  expect(tree.provenance).toBe('file');
  expect(
    resourceOf({ ...tree, routes: [{ receiver: 'Vigie', object_matchers: [['oncall', '=~', '.+']], continue: true }] })
      .spec,
  ).toEqual({
    defaults: resource.spec.defaults,
    routes: [{ receiver: 'Vigie', matchers: [{ type: '=~', label: 'oncall', value: '.+' }], continue: true }],
  });
});
