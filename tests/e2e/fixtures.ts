/** What every browser test stands on: a world per worker, pages as a person sees them, and no silent errors. */
import AxeBuilder from '@axe-core/playwright';
import type { Page, WorkerFixture } from '@playwright/test';
import { test as base, expect } from '@playwright/test';
import type { Line } from '../host/bundle.ts';
import { becomePerson, GRAFANA_URL, robotToken } from './real-grafana.ts';
import type { World } from './world.ts';
import { startWorld } from './world.ts';

export interface View {
  person?: 'admin' | 'ann' | 'ben' | 'cleo' | 'dee' | 'olga' | 'robot' | 'anonymous';
  theme?: 'dark' | 'light';
  language?: 'en-US' | 'fr-FR';
}

export const ROOT = '/a/vigie-oncall-app';

/** What is ours on pages of Grafana's own: the plugin's settings, the profile. */
export const OUR_SECTIONS = '#pageContent section';

interface Fixtures {
  /** Opens a page below the plugin's root (or any path with a slash in front). */
  open: (path: string, view?: View) => Promise<Page>;
  /** Messages of the browser's console that a test expects; anything else fails it. */
  expected: RegExp[];
}

/**
 * Grafana's fonts are not part of its npm packages; and its page of a plugin asks grafana.com about it, which does not
 * know this one, or cannot be reached.
 */
export const ALWAYS = [/fonts\//, /OTS parsing error|decode downloaded font/, /\/api\/gnet\/plugins\//];

/** Opens pages as a person sees them. */
export function opener(page: Page, url: string): Fixtures['open'] {
  return async (path, { person = 'cleo', theme = 'dark', language = 'en-US' } = {}) => {
    if (GRAFANA_URL === null) {
      const view = { person, theme, language };
      await page
        .context()
        .setExtraHTTPHeaders(person === 'robot' ? { authorization: `Bearer ${await robotToken()}` } : {});
      await page
        .context()
        .addCookies(Object.entries(view).map(([name, value]) => ({ name: `host_${name}`, value, url: `${url}/` })));
    } else {
      await becomePerson(page, url, person, theme, language);
    }
    await page.goto(`${url}${path.startsWith('/') ? path : `${ROOT}/${path}`}`);
    return page;
  };
}

const WHOLE = new WeakMap<Page, Page>();

/** What was complained of and not expected, so far. */
export function listenForErrors(page: Page, expected: readonly RegExp[]): string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    const text = `${message.text()} ${message.location().url}`;
    if (message.type() === 'error' && !expected.some((one) => one.test(text))) {
      errors.push(text);
    }
  });
  page.on('pageerror', (error) => errors.push(String(error.stack ?? error)));
  return errors;
}

/** Each call is a fixture of its own: whoever shares one shares a worker, and so its world. */
export function ownWorld(
  options: Parameters<typeof startWorld>[1] = {},
): [WorkerFixture<World, object>, { scope: 'worker'; timeout: number }] {
  return [
    async ({}, use, info) => {
      const world = await startWorld(info.project.metadata.line as Line, options);
      await use(world);
      await world.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ];
}

/**
 * Where the plugin draws: the part of the page, and what lies over it (dialogs, drawers, menus, messages).
 * Grafana's bar and menu, which stands beside the messages where it is docked, have buttons and links of the same names.
 */
const OWN_PART =
  '#pageContent, .main-view > div:not(:has(#pageContent, nav)), #grafana-portal-container, [data-overlay-container]';

const LOOKING = [
  'getByRole',
  'getByText',
  'getByLabel',
  'getByPlaceholder',
  'getByTestId',
  'getByTitle',
  'getByAltText',
] as const;

/** The same page, that looks for things inside the plugin's own part of it. */
function insideOf(page: Page): Page {
  return new Proxy(page, {
    get(target, name) {
      // Roles that are not in, but are the part itself.
      const owner = LOOKING.includes(name as never) ? target.locator(OWN_PART) : target;
      const value: unknown = Reflect.get(owner, name, owner);
      if (name === 'getByRole') {
        return (role: 'main', options?: object) => (role === 'main' ? target : owner).getByRole(role, options);
      }
      return typeof value === 'function' && name !== 'constructor'
        ? (value as (...args: unknown[]) => unknown).bind(owner)
        : value;
    },
  });
}

export const test = base.extend<Fixtures & { whole: Page }, { world: World }>({
  // All of the page, for what is Grafana's: its menu, its palette.
  whole: async ({ page }, use) => use(WHOLE.get(page) ?? page),
  page: async ({ page }, use) => {
    const inside = insideOf(page);
    WHOLE.set(inside, page);
    await use(inside);
  },
  world: ownWorld(),
  expected: async ({}, use) => use([...ALWAYS]),
  open: async ({ page, world, expected }, use) => {
    const errors = listenForErrors(page, expected);
    if (GRAFANA_URL !== null) {
      // A world of a test's own may have been what Grafana knew last.
      await world.grafana.setPlugin();
    }
    await use(opener(page, world.host.url));
    expect(errors, 'errors on the console').toEqual([]);
  },
});

export { expect };

/** Sets something up by the API. */
export async function make(world: Pick<World, 'sidecar'>, path: string, body: object): Promise<void> {
  const { status, body: answer } = await world.sidecar.api('POST', path, body);
  expect(status, JSON.stringify(answer)).toBe(201);
}

/** WCAG 2.1 A and AA, on the page or a part of it. */
export async function expectAccessible(page: Page, part?: string): Promise<void> {
  if (part === undefined) {
    // A page whose code is still loading is a blank one: it is looked at when it is there.
    await expect(
      page.locator('main:visible, [role="main"]:visible').first(),
      'the main landmark of the page',
    ).toBeAttached();
    await expect(
      page.locator('h1:visible, [role="heading"][aria-level="1"]:visible').first(),
      'the heading of the page',
    ).toBeAttached();
  }
  // What is under the pointer, or fades in, has colours of its own.
  await page.mouse.move(0, 0);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  );
  // What has no Grafana around it (the phone app) is looked at whole.
  const whole = WHOLE.get(page);
  const builder = new AxeBuilder({ page: whole ?? page }).withTags([
    'wcag2a',
    'wcag2aa',
    'wcag21a',
    'wcag21aa',
    'best-practice',
  ]);
  const { violations } = await builder.include(part ?? (whole === undefined ? 'html' : '#pageContent')).analyze();
  const readable = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary?.split('\n')[1]?.trim() ?? ''})`).join('; ')}`,
  );
  expect(readable, 'accessibility').toEqual([]);
}
