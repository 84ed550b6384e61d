/** Asks both the product and the oracle about a rota, for tables of cases in real zones. */
import type { Absence, Rota, RotaFacts } from '#domain/rota/model';
import { onCallAt } from '#domain/rota/on-call';
import { holidaysFor } from '../../backend-shim/adapters/holidays.ts';
import { zonesFor } from '../../backend-shim/adapters/zones.ts';
import { evaluate } from './evaluator.ts';

export { away, every, layer, on, override, rota } from '#domain/rota/rota.fixture';

const { holidays } = await holidaysFor(['FR', 'FR-57']);
const { zones } = await zonesFor([
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Beirut',
  'America/Santiago',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'UTC',
]);

export const noFacts: RotaFacts = { absences: [], swaps: [], holidays, zones };

export interface Case {
  name: string;
  rota: Rota;
  absences?: Absence[];
  /** Instants, and who is on call then: logins in alphabetical order, `-` for nobody. */
  expected: Record<string, string>;
}

function names(people: readonly { user: string }[]): string {
  return people.length === 0
    ? '-'
    : people
        .map(({ user }) => user)
        .sort()
        .join('+');
}

/** The product's answers, and those of the naive reading of the rules. */
export function answers({ rota: asked, absences = [], expected }: Case): {
  product: Record<string, string>;
  oracle: Record<string, string>;
} {
  const facts = { ...noFacts, absences };
  const ask = (who: (at: number) => readonly { user: string }[]): Record<string, string> =>
    Object.fromEntries(Object.keys(expected).map((at) => [at, names(who(Date.parse(at)))]));
  return { product: ask((at) => onCallAt(asked, facts, at)), oracle: ask((at) => evaluate(asked, facts, at)) };
}
