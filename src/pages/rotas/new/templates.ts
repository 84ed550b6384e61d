/** Builds rotas from a template and a few answers. */
import type { WeeklyWindow } from '#domain/time/weekly';
import { DAY, HOUR } from '#domain/time/duration';
import { dateOf, weekdayOf } from '#domain/time/calendar';
import { formatDate, formatLocal, parseLocal } from '#domain/time/local';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, toLocal } from '#domain/time/zone';
import type { LayerDraft, RotaDraft } from '../edit/draft.ts';

export const TEMPLATES = ['weekly', 'backup', 'weekend', 'days', 'sun', 'nights', 'empty'] as const;
export type RotaTemplate = (typeof TEMPLATES)[number];

/** People in one part of the world; only for `sun`. */
export interface TeamRegion {
  timeZone: string;
  people: string[];
}

export interface TemplateAnswers {
  name: string;
  team: string | null;
  timeZone: string;
  holidays: string | null;
  /** In order of turn. */
  people: string[];
  regions: TeamRegion[];
}

type LayerParts = Partial<LayerDraft> & Pick<LayerDraft, 'id' | 'name'>;

function layer(people: readonly string[], key: number, parts: LayerParts): LayerDraft {
  return {
    key,
    timeZone: null,
    rotation: null,
    restrictions: [],
    effectiveFrom: null,
    effectiveUntil: null,
    calendar: null,
    slots: people.map((user, i) => ({ key: i, users: [user] })),
    ...parts,
  };
}

const weekly = (start: string) => ({ every: 1, unit: 'week' as const, start, advance: 'always' as const });

/** The latest such weekday, which may be today. @param weekday 0 for Sunday */
function lastWeekday(weekday: number, clock: string, zone: ZoneTable, now: number): string {
  const today = dateOf(toLocal(zone, now));
  return `${formatDate(today - ((weekdayOf(today) - weekday + 7) % 7))}T${clock}`;
}

/**
 * The weekend layer starts on the Friday before, so its turns are shifted: the person who has been free the longest has
 * the weekend, never the one on call in the week around it.
 */
function forWeekends(people: readonly string[]): string[] {
  return [...people.slice(-2), ...people.slice(0, -2)];
}

function fridayBefore(monday: string): string {
  return `${formatDate(dateOf(parseLocal(monday) ?? 0) - 3)}T18:00`;
}

/** Friday evening to Monday morning. */
const WEEKEND: WeeklyWindow[] = [
  { days: ['fri'], from: '18:00', to: '00:00' },
  { days: ['weekend'], from: '00:00', to: '00:00' },
  { days: ['mon'], from: '00:00', to: '09:00' },
];

const NIGHTS: WeeklyWindow[] = [
  { days: ['daily'], from: '18:00', to: '09:00' },
  { days: ['holiday'], from: '09:00', to: '18:00' },
];

const BY_NIGHT: WeeklyWindow[] = [{ days: ['daily'], from: '20:00', to: '08:00' }];

/** Half a round away, so that nobody has the days and the nights of one week. */
function halfARound(people: readonly string[]): string[] {
  const half = Math.ceil(people.length / 2);
  return [...people.slice(half), ...people.slice(0, half)];
}

const MORNING = 9 * HOUR;

interface TemplateContext {
  /** Tables of all zones in the answers. */
  zone: (name: string) => ZoneTable;
  now: number;
}

/** Instants that cover summer and winter time. */
function samples(now: number): number[] {
  return [0, 3, 6, 9].map((quarter) => now + quarter * 91 * DAY);
}

/**
 * Hours from one region's morning to the next one's. The maximum over a year, since clocks change on different dates.
 */
function hoursTo(region: string, next: string, { zone, now }: TemplateContext): number {
  return Math.max(
    ...samples(now).map((at) => {
      const today = dateOf(toLocal(zone(region), at));
      const own = firstInstant(zone(region), today * DAY + MORNING);
      const theirs = [-1, 0, 1]
        .map((days) => firstInstant(zone(next), (today + days) * DAY + MORNING))
        .filter((instant) => instant > own);
      return theirs.length === 0 ? DAY : Math.min(DAY, Math.min(...theirs) - own);
    }),
  );
}

/** Each region is on call from its own morning; the highest layer is the one that begins last. */
function sunLayers({ regions, timeZone }: TemplateAnswers, world: TemplateContext): LayerDraft[] {
  const known = regions.filter((region) => region.people.length > 0);
  const today = dateOf(toLocal(world.zone(timeZone), world.now));
  const morning = ({ timeZone: name }: TeamRegion) => firstInstant(world.zone(name), today * DAY + MORNING);
  const ordered = [...known].sort((a, b) => morning(a) - morning(b));
  const layers = ordered.map((region, i): LayerDraft => {
    const next = ordered[(i + 1) % ordered.length] ?? region;
    const length = ordered.length === 1 ? DAY : hoursTo(region.timeZone, next.timeZone, world);
    const to = formatLocal((MORNING + length) % DAY).slice(11, 16);
    const city = region.timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? region.timeZone;
    return layer(region.people, i, {
      id: `region-${i + 1}`,
      name: city,
      timeZone: region.timeZone,
      rotation: weekly(lastWeekday(1, '09:00', world.zone(region.timeZone), world.now)),
      restrictions: [{ days: ['daily'], from: '09:00', to }],
    });
  });
  return layers.reverse();
}

function layersOf(template: RotaTemplate, answers: TemplateAnswers, world: TemplateContext): LayerDraft[] {
  const { people, timeZone } = answers;
  const zone = world.zone(timeZone);
  const monday = weekly(lastWeekday(1, '09:00', zone, world.now));
  switch (template) {
    // The backup is a rota of its own, which a policy pages in a later step and labour rules may count otherwise.
    case 'weekly':
    case 'backup':
      return [layer(people, 0, { id: 'week', name: 'Week', rotation: monday })];
    case 'weekend':
      return [
        layer(forWeekends(people), 0, {
          id: 'weekend',
          name: 'Weekend',
          rotation: weekly(fridayBefore(monday.start)),
          restrictions: WEEKEND,
        }),
        layer(people, 1, { id: 'week', name: 'Week', rotation: monday }),
      ];
    case 'days': {
      const rotation = weekly(lastWeekday(1, '08:00', zone, world.now));
      return [
        layer(halfARound(people), 0, { id: 'night', name: 'Nights', rotation, restrictions: BY_NIGHT }),
        layer(people, 1, { id: 'day', name: 'Days', rotation }),
      ];
    }
    case 'nights':
      return [layer(people, 0, { id: 'nights', name: 'Nights and holidays', rotation: monday, restrictions: NIGHTS })];
    case 'sun':
      return sunLayers(answers, world);
    case 'empty':
      return [layer(people, 0, { id: 'layer-1', name: null, rotation: monday })];
  }
}

/** @param names names of the layers by id, in the reader's language */
export function fromTemplate(
  template: RotaTemplate,
  answers: TemplateAnswers,
  world: TemplateContext,
  names: Readonly<Record<string, string>>,
): RotaDraft {
  const { name, team, timeZone, holidays } = answers;
  const layers = layersOf(template, answers, world).map((one) => ({ ...one, name: names[one.id] ?? one.name }));
  return { name, team, timeZone, holidays, onAbsence: 'flag', expected: null, layers, overrides: [] };
}

/** The rota beside the one of `backup`: in each week the person who takes over next. */
export function backupBeside(answers: TemplateAnswers, name: string): TemplateAnswers {
  const [first, ...rest] = answers.people;
  return { ...answers, name, people: first === undefined ? [] : [...rest, first] };
}

/** People without whom the template makes no sense; for `sun`, in any region. */
export function hasEnoughPeople(template: RotaTemplate, { people, regions }: TemplateAnswers): boolean {
  switch (template) {
    case 'sun':
      return regions.some((region) => region.people.length > 0);
    case 'backup':
      return people.length > 1;
    default:
      return people.length > 0;
  }
}
