import { expect, it } from 'vitest';
import { toldOnce } from './told-once.ts';

const link = (title: string) => ({ title, url: `https://example.com/${title}` });
const incident = { description: 'The disk is full.', links: [link('runbook')], labels: { team: 'sre', host: 'a' } };

it('the only alert of an incident repeats nothing', () => {
  expect(toldOnce({ ...incident, description: 'The disk is full.\n' }, incident)).toEqual({
    description: null,
    links: [],
    labels: {},
  });
});

it('one of several says what is its own', () => {
  const alert = {
    description: 'The disk of b is full.',
    links: [link('runbook'), link('graph')],
    labels: { team: 'sre', host: 'b', mount: '/var' },
  };
  expect(toldOnce(alert, incident)).toEqual({
    description: 'The disk of b is full.',
    links: [link('graph')],
    labels: { host: 'b', mount: '/var' },
  });
});
