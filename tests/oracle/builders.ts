/** Short ways to write a rota and to ask it, for tables of cases. */
import type { Absence, Layer, OnAbsence, Override, OverrideChange, Rota, RotaFacts, Rotation, RotationUnit } from '#domain/rota/model';
import { onCallAt } from '#domain/rota/on-call';
import type { DayWord, WeeklyWindow } from '#domain/time/window';
import { holidaysFor } from '../../backend-shim/adapters/holidays.ts';
import { zonesFor } from '../../backend-shim/adapters/zones.ts';
import { evaluate } from './evaluator.ts';

const { holidays } = await holidaysFor(['FR', 'FR-57']);
const { zones } = zonesFor(['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Beirut', 'America/Santiago', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC']);

export const noFacts: RotaFacts = { absences: [], swaps: [], holidays, zones };

export function every(count: number, unit: RotationUnit, start: string, advance: Rotation['advance'] = 'always'): Rotation {
  return { every: count, unit, start, advance };
}

export function on(days: string, from: string, to: string): WeeklyWindow {
  return { days: days.split(' ') as DayWord[], from, to };
}

/** @param slots `ann, ben+cleo, -`: three turns, the last with nobody */
export function layer(id: string, slots: string, rest: Partial<Layer> = {}): Layer {
  const participants = slots === '' ? [] : slots.split(', ').map(slot => (slot === '-' ? [] : slot.split('+')));
  return { id, timeZone: null, rotation: null, participants, restrictions: null, effectiveFrom: null, effectiveUntil: null, ...rest };
}

let made = 0;

export function override(start: string, end: string, change: OverrideChange, rest: Partial<Override> = {}): Override {
  made += 1;
  return { id: `o${made}`, layer: null, start, end, change, origin: { kind: 'file' }, createdAt: null, ...rest };
}

export function rota(timeZone: string, layers: Layer[], rest: Partial<Rota> = {}): Rota {
  return { id: 'r', name: 'Rota', team: null, timeZone, holidays: null, onAbsence: 'flag', layers, overrides: [], ...rest };
}

export function away(user: string, start: string, end: string): Absence {
  return { id: `${user}-${start}`, user, start: Date.parse(start), end: Date.parse(end), kind: 'leave' };
}

export interface Case {
  name: string;
  rota: Rota;
  absences?: Absence[];
  /** Instants, and who is on call then: logins in alphabetical order, `-` for nobody. */
  expected: Record<string, string>;
}

export const MODES: OnAbsence[] = ['flag', 'skip', 'next'];

function names(people: readonly { user: string }[]): string {
  return people.length === 0 ? '-' : people.map(({ user }) => user).sort().join('+');
}

/** What the product says, and what the naive reading of the rules says. */
export function answers({ rota: asked, absences = [], expected }: Case): { product: Record<string, string>; oracle: Record<string, string> } {
  const facts = { ...noFacts, absences };
  const ask = (who: (at: number) => readonly { user: string }[]): Record<string, string> =>
    Object.fromEntries(Object.keys(expected).map(at => [at, names(who(Date.parse(at)))]));
  return { product: ask(at => onCallAt(asked, facts, at)), oracle: ask(at => evaluate(asked, facts, at)) };
}
