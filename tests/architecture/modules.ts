/** Where the seven modules lie that are to be deletable: what a path belongs to, a module or the core. */
import { it } from 'vitest';
import { importsOf, targetOf } from './scan.ts';
import type { SourceFile } from './scan.ts';

export const MODULES = ['labour', 'importing', 'insight', 'replay', 'review', 'phone', 'compat'] as const;
export type ModuleName = (typeof MODULES)[number];

/** Places of modules that have not moved into a folder of their own, from the root. */
const PLACES: Readonly<Partial<Record<ModuleName, readonly RegExp[]>>> = {
  labour: [
    /^src\/(?:domain|contract|api|components)\/labour\//,
    /^src\/contract\/references\/labour\.ts$/,
    /^src\/domain\/notify\/render\/(?:labour|messages\/units)\//,
    /^src\/domain\/notify\/render\/(?:messages\/(?:hr|rest)-message|words\/rest-texts)\.ts$/,
    /^src\/pages\/(?:hours|compliance|labour-settings)\//,
    /^backend-shim\/(?:labour|(?:actions|configuration|http\/routes|rights|store)\/labour)\//,
    /^backend-shim\/(?:rights\/labour|stages\/response\/rest|engine\/rests|stages\/duty\/intervention|pipeline\/labour(?:-turns)?)\.ts$/,
    /^backend-shim\/(?:actions|http\/routes)\/rotas\/interventions\.ts$/,
    /^backend-shim\/store\/(?:schema\/labour|upkeep\/labour-retention|duties\/(?:interventions|work-unit))\.ts$/,
    /^backend-shim\/stages\/outbox\/messages\/(?:programme|rest|statement)-message\.ts$/,
    /^backend-shim\/stages\/outbox\/notices\/(?:programme|units)\.ts$/,
  ],
  insight: [
    /^src\/(?:domain|contract)\/insight\//,
    /^src\/(?:api|pages)\/insights\//,
    /^src\/datasource\/figures\//,
    /^backend-shim\/(?:insight|(?:actions|http\/routes|ports|store)\/insight)\//,
    /^backend-shim\/stages\/duty\/team-month\.ts$/,
  ],
  replay: [
    /^src\/(?:domain|components)\/replay\//,
    /^src\/contract\/replay\.ts$/,
    /^src\/pages\/person\/replayed-\w+\.tsx?$/,
    /^backend-shim\/(?:replay|store\/past|(?:actions|http\/routes|wire)\/replays)\//,
    /^backend-shim\/(?:commands\/)?replay(?:-command)?\.ts$/,
    /^backend-shim\/configuration\/stored\/replay-draft\.ts$/,
  ],
  phone: [
    /^src\/contract\/people\/(?:device|device-methods)\.ts$/,
    /^src\/api\/resources\/devices\.ts$/,
    /^src\/pages\/person\/contact\/devices-card\.tsx$/,
    /^backend-shim\/(?:app|http\/app|channels\/web-push)\//,
    /^backend-shim\/(?:adapters\/push-keys|ports\/push|wire\/(?:devices|push)|http\/(?:device-deps|routes\/devices))\.ts$/,
    /^backend-shim\/(?:actions\/people|configuration|store\/access|store\/schema)\/devices\.ts$/,
    /^backend-shim\/(?:identity\/device-sessions|store\/deliveries\/push-keys)\.ts$/,
  ],
};

/** Whether `npm run check -- --without` deleted the module in this copy. */
export const isLeftOut = (name: string): boolean => (process.env.VIGIE_WITHOUT ?? '').split(',').includes(name);

/** A test of what is counted or written of the tree as a whole. */
export function inWholeTree(title: string, test: () => Promise<void>): void {
  if (MODULES.some(isLeftOut)) it.skip(`${title} (skipped: this copy lacks modules)`, test);
  else it(title, test);
}

/** @returns null: the core, which nobody can leave out */
export function moduleOf(file: string): ModuleName | null {
  const own = /^(?:src|backend-shim)\/modules\/([^/]+)\//.exec(file)?.[1];
  if (own !== undefined) return MODULES.find((name) => name === own) ?? null;
  return MODULES.find((name) => PLACES[name]?.some((place) => place.test(file)) === true) ?? null;
}

/** The composition root names every module once, and migrations outlive their module. */
const OUTSIDE =
  /^(?:backend-shim\/(?:wire|commands|config|starting|store\/migrations)\/|backend-shim\/(?:modules\/)?[^/]+\.ts$|src\/(?:modules\/)?[^/]+$)/;

/** @returns how many lines of the core import each module, and how many those of one module from another */
export function crossings(files: readonly SourceFile[]): Record<ModuleName | 'between', number> {
  const counts = { ...Object.fromEntries(MODULES.map((name) => [name, 0])), between: 0 } as Record<
    ModuleName | 'between',
    number
  >;
  for (const file of files) {
    const from = moduleOf(file.path);
    for (const specifier of importsOf(file)) {
      const target = targetOf(file.path, specifier);
      const to = target.kind === 'file' ? moduleOf(target.path) : null;
      if (to === null || to === from || (from === null && OUTSIDE.test(file.path))) continue;
      counts[from === null ? to : 'between'] += 1;
    }
  }
  return counts;
}
