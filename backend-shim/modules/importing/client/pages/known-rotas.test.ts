import { expect, test } from 'vitest';
import type { ImportProof } from '#modules/importing/contract/proof';
import { rotasIn, withProof } from './known-rotas.ts';

const at = (day: string) => Date.parse(`2026-11-${day}T00:00:00Z`);
const span = (start: string, end: string, ...people: string[]) => ({
  start: `2026-11-${start}T00:00:00.000Z`,
  end: `2026-11-${end}T00:00:00.000Z`,
  people,
});
const proof = (from: string, rotas: Array<Partial<ImportProof['rotas'][number]> & { rota: string }>) =>
  ({
    from: span(from, from).start,
    rotas: rotas.map((one) => ({ source: [], vigie: [], differences: [], ...one })),
  }) as unknown as ImportProof;

test('what each comparison said counts until the next one began, and goes when it is old', () => {
  const first = withProof(
    [],
    proof('01', [
      { rota: 'shop', source: [span('01', '09', 'ann')], vigie: [span('01', '09', 'ann')] },
      { rota: 'gone', vigie: [span('01', '03', 'dee')] },
    ]),
    at('01'),
  );
  const difference = { ...span('03', '05'), source: ['ann'], vigie: ['ben'], cause: 'unexplained' as const };
  const second = withProof(
    rotasIn(JSON.stringify(first)),
    proof('03', [
      {
        rota: 'shop',
        source: [span('03', '09', 'ann')],
        vigie: [span('03', '05', 'ben'), span('05', '09', 'ann')],
        differences: [difference],
      },
    ]),
    at('02'),
  );
  const [shop, gone] = second;
  expect(shop?.ours).toEqual([
    { start: at('01'), end: at('03'), people: ['ann'] },
    { start: at('03'), end: at('05'), people: ['ben'] },
    { start: at('05'), end: at('09'), people: ['ann'] },
  ]);
  expect(shop?.differences).toEqual([{ start: at('03'), end: at('05'), cause: 'unexplained' }]);
  expect(gone).toMatchObject({ id: 'gone', ours: [{ people: ['dee'] }] });
  expect(withProof(second, proof('04', []), at('06'))).toEqual([]);
});

test('a file of another form is forgotten', () => {
  expect(rotasIn(null)).toEqual([]);
  expect(rotasIn('{}')).toEqual([]);
});
