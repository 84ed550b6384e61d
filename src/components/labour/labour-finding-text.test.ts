import { afterAll, beforeAll, expect, it } from 'vitest';
import { readIn } from '../../../tests/locales/read-in.ts';
import type { FindingWire } from '#contract/labour/finding';
import { remedyText } from './labour-finding-text.ts';

beforeAll(() => readIn('en-US'));
afterAll(() => readIn('en-US'));

const start = Date.UTC(2026, 0, 26, 17);
const finding = {
  ...{ rule: 'notice', severity: 'outside', start: new Date(start).toISOString(), decision: null },
  ...{ data: { measured: null, limit: 15, owed: null }, remedy: { kind: 'chooseAnother', at: null } },
} as unknown as FindingWire;
const remedy = (now: number) => remedyText(finding, { name: 'Ann Martin', now, zone: 'Europe/Paris' });

it('somebody else can be chosen until the duty begins', () => {
  expect([remedy(start - 1), remedy(start)]).toEqual(['Choose somebody else.', null]);
});
