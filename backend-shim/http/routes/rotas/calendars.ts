/** Time zone offsets and public holidays for browsers, as the sidecar itself uses them. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { holidayRegion, instant, timeZone } from '#contract/base/scalars';
import { commaList, listOf } from '#contract/list';
import type { Calendar } from '#domain/time/holidays';
import { letOthersGo } from '../../bodies/in-portions.ts';
import { HttpError } from '../../errors.ts';
import type { ApiServer } from '../../schemas.ts';

export interface CalendarDeps {
  calendars(zones: string[], regions: string[]): Promise<Pick<Calendar, 'zones' | 'holidays'>>;
  isZone(name: string): boolean;
  isHolidayRegion(region: string): boolean;
  /** Regions within the given one, or countries if null, with their names. */
  holidayRegions(within: string | null, language: string): Promise<{ region: string; name: string }[]>;
}

const tags = ['calendars'];
const range = { from: instant.optional(), to: instant.optional() };
const holidayQuery = strict({ region: commaList(holidayRegion), ...range });
/** Without `within`, the answer lists countries. */
const regionQuery = strict({ within: holidayRegion.optional(), language: z.enum(['en', 'fr']).default('en') });
const zoneQuery = strict({ names: commaList(timeZone), ...range });

const regionAnswer = strict({ region: holidayRegion, name: z.string() });
const holidayAnswer = strict({ holidays: z.record(z.string(), z.array(z.iso.date())) });
/** `offsets[0]` applies before the first change, `offsets[i]` from `changes[i - 1]` on; all in milliseconds. */
const zoneAnswer = strict({
  zones: z.record(z.string(), strict({ changes: z.array(z.int()), offsets: z.array(z.int()) })),
});

const NO_REGION = 'is not a region with known public holidays';

export function calendarRoutes(app: ApiServer, deps: CalendarDeps): void {
  app.get(
    '/holidays',
    {
      schema: {
        tags,
        summary: 'Public holidays of regions, as dates',
        querystring: holidayQuery,
        response: { 200: holidayAnswer },
      },
    },
    async (request) => {
      const query = request.query;
      const regions = await known(request, query.region, 'region', (one) => deps.isHolidayRegion(one), NO_REGION);
      const { holidays } = await deps.calendars([], regions);
      return { holidays: Object.fromEntries(regions.map((region) => [region, within(holidays[region] ?? [], query)])) };
    },
  );
  app.get(
    '/holiday-regions',
    {
      schema: {
        tags,
        summary: 'Regions with known public holidays',
        querystring: regionQuery,
        response: { 200: listOf(regionAnswer) },
      },
    },
    async (request) => {
      const { within: country, language } = request.query;
      const found = await deps.holidayRegions(country ?? null, language);
      const items = found.filter(({ region }) => holidayRegion.safeParse(region).success);
      return { items: items.sort((a, b) => a.name.localeCompare(b.name, language)), next: null };
    },
  );
  app.get(
    '/zones',
    { schema: { tags, summary: 'Offset tables of time zones', querystring: zoneQuery, response: { 200: zoneAnswer } } },
    async (request) => {
      const query = request.query;
      const names = await known(
        request,
        query.names,
        'names',
        (one) => deps.isZone(one),
        'is no time zone that this machine knows',
      );
      const { zones } = await deps.calendars(names, []);
      return {
        zones: Object.fromEntries(
          names.map((name) => [name, cut(zones[name] ?? { changes: [], offsets: [0] }, query)]),
        ),
      };
    },
  );
}

async function known(
  request: FastifyRequest,
  given: string[] | undefined,
  path: string,
  isKnown: (one: string) => boolean,
  message: string,
): Promise<string[]> {
  const names = [...new Set(given ?? [])];
  const bad: string[] = [];
  for (const one of names) {
    if (!isKnown(one)) {
      bad.push(one);
    }
    // The first question about a name takes the longest.
    await letOthersGo(request);
  }
  if (names.length === 0) {
    throw new HttpError('validation', `${path} is missing; give one or more, with commas between them.`, [
      { path, message: 'is missing', reason: 'missing', data: { wanted: 'text', choices: [] } },
    ]);
  }
  if (bad.length > 0) {
    throw new HttpError(
      'validation',
      `${bad.join(', ')} ${message}.`,
      bad.map((one) => ({ path, message: `${one} ${message}` })),
    );
  }
  return names;
}

interface RequestedRange {
  from?: string | undefined;
  to?: string | undefined;
}

/** The range is in instants and the dates are local, so one day is added at each end. */
const DAY = 86_400_000;

function within(dates: readonly string[], { from, to }: RequestedRange): string[] {
  const first = from === undefined ? '' : new Date(Date.parse(from) - DAY).toISOString().slice(0, 10);
  const last = to === undefined ? '9' : new Date(Date.parse(to) + DAY).toISOString().slice(0, 10);
  return dates.filter((date) => date >= first && date <= last);
}

function cut(
  { changes, offsets }: { changes: readonly number[]; offsets: readonly number[] },
  { from, to }: RequestedRange,
) {
  const first = from === undefined ? 0 : changes.filter((at) => at < Date.parse(from) - DAY).length;
  const last = to === undefined ? changes.length : changes.filter((at) => at <= Date.parse(to) + DAY).length;
  return { changes: changes.slice(first, last), offsets: offsets.slice(first, last + 1) };
}
