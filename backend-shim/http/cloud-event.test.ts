import { expect, it } from 'vitest';
import { allowed, eventAttributes } from './cloud-event.ts';

it('the attributes of an event in binary mode are its headers', () => {
  expect(
    eventAttributes({
      'ce-specversion': '1.0',
      'ce-type': 'x',
      'ce-subject': 'Euro%20%E2%82%AC%20100%25',
      'ce-odd': '100%',
      host: 'h',
    }),
  ).toEqual({ specversion: '1.0', type: 'x', subject: 'Euro € 100%', odd: '100%' });
  expect(eventAttributes({ 'ce-type': 'x' })).toBeUndefined();
});

it('a sender that asks first is let in, and its header is not echoed where it is no name', () => {
  expect(allowed({ 'webhook-request-origin': 'eventgrid.azure.net' })).toMatchObject({
    'WebHook-Allowed-Origin': 'eventgrid.azure.net',
  });
  expect(allowed({ 'webhook-request-origin': 'a b' })).toEqual({});
  expect(allowed({})).toEqual({});
});
