/** Gives tests short ways to write rotas. */
import type {
  Absence,
  Layer,
  Override,
  OverrideChange,
  Rota,
  RotaFacts,
  Rotation,
  RotationUnit,
} from '#domain/rota/model';
import type { DayWord, WeeklyWindow } from '#domain/time/weekly';
import { TEST_ZONES } from '#domain/time/zones.fixture';

export function at(text: string): number {
  return Date.parse(`${text}Z`);
}

export const noFacts: RotaFacts = {
  absences: [],
  swaps: [],
  holidays: { FR: ['2026-01-01', '2026-04-06', '2026-05-01'] },
  zones: TEST_ZONES,
};

export function every(
  count: number,
  unit: RotationUnit,
  start: string,
  advance: Rotation['advance'] = 'always',
): Rotation {
  return { every: count, unit, start, advance };
}

/** @param days `mon tue holiday` */
export function on(days: string, from: string, to: string): WeeklyWindow {
  return { days: days.split(' ') as DayWord[], from, to };
}

/** @param slots `ann, ben+cleo, -`: three turns, the last with nobody */
export function layer(id: string, slots: string, rest: Partial<Layer> = {}): Layer {
  const participants = slots === '' ? [] : slots.split(', ').map((slot) => (slot === '-' ? [] : slot.split('+')));
  return {
    id,
    timeZone: null,
    rotation: null,
    participants,
    restrictions: null,
    effectiveFrom: null,
    effectiveUntil: null,
    ...rest,
  };
}

/** An override whose id says what it does and when. */
export function override(start: string, end: string, change: OverrideChange, rest: Partial<Override> = {}): Override {
  return {
    id: `${change.kind} ${JSON.stringify(change)} ${start}`,
    layer: null,
    start,
    end,
    change,
    origin: { kind: 'file' },
    createdAt: null,
    ...rest,
  };
}

export function rota(timeZone: string, layers: Layer[], rest: Partial<Rota> = {}): Rota {
  return {
    id: 'r',
    name: 'Rota',
    team: null,
    timeZone,
    holidays: null,
    onAbsence: 'flag',
    layers,
    overrides: [],
    ...rest,
  };
}

/** An absence, with its times in UTC, without `Z`. */
export function away(user: string, start: string, end: string): Absence {
  return { id: `${user} ${start}`, user, start: at(start), end: at(end), kind: 'leave' };
}
