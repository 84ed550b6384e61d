/**
 * Counts how often somebody presses something, as a review counts clicks: each press of the mouse or a finger on a
 * control, whether it opens a list, chooses in it, drags, or sends a form; and each Enter that chooses or sends. Typing,
 * moving between fields with Tab, and Esc are no presses.
 */
import type { Page } from '@playwright/test';

export class Presses {
  #count = 0;
  #last: string[] = [];

  /** Call it before the first page is opened. Presses of every page of the browser's window count, also after a reload. */
  static async of(page: Page): Promise<Presses> {
    const presses = new Presses();
    await page.context().exposeBinding('countPress', (_source, what: string) => {
      presses.#count += 1;
      presses.#last.push(what);
    });
    await page.context().addInitScript(() => {
      const told = (window as unknown as { countPress: (what: string) => void }).countPress;
      const named = (target: EventTarget | null) =>
        target instanceof Element
          ? (target.getAttribute('aria-label') ?? target.textContent?.trim().slice(0, 40) ?? target.tagName)
          : '';
      // What a script does is not trusted, so that each counts once.
      document.addEventListener('pointerdown', (event) => event.isTrusted && told(named(event.target)), true);
      document.addEventListener(
        'keydown',
        (event) =>
          event.isTrusted &&
          event.key === 'Enter' &&
          !(event.target instanceof HTMLTextAreaElement) &&
          told(`Enter: ${named(event.target)}`),
        true,
      );
    });
    return presses;
  }

  get count(): number {
    return this.#count;
  }

  /** What was pressed, in order: for the message of a test that fails. */
  get list(): string {
    return this.#last.map((what, i) => `${i + 1} ${what || '(no text)'}`).join('\n');
  }
}

/**
 * Grafana's menu, open: on a wide screen it is, but on the plugin's first page its section of it is closed until somebody
 * has opened it; that press is Grafana's, and does not count.
 * @param name of an entry that is looked for
 */
export async function openMenu(whole: Page, name: string): Promise<void> {
  const link = whole.getByRole('navigation').getByRole('link', { name, exact: true });
  const closed = whole.getByRole('button', { name: 'Expand section: Vigie on-call' });
  await link.or(closed).first().waitFor();
  if (await closed.isVisible()) {
    await closed.dispatchEvent('click');
  }
  await link.waitFor();
}

/** Presses an entry of Grafana's menu. @param whole the page with what is Grafana's */
export async function byMenu(whole: Page, name: string): Promise<void> {
  await openMenu(whole, name);
  await whole.getByRole('navigation').getByRole('link', { name, exact: true }).click();
}
