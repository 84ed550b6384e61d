/** Builds elements without a framework. Text is always set as text: nothing here parses HTML. */

/** @typedef {Node | string | null | false | undefined} Child */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean | null | ((event: Event) => void)>} [attributes] functions listen: `onclick`; null and false are left out
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child);
    }
  }
  return element;
}

/**
 * Replaces the content and keeps the focus, by `data-key`.
 * @param {HTMLElement} root
 * @param {...Child} children
 */
export function replace(root, ...children) {
  const key = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['key'] : undefined;
  const nodes = children.filter((child) => child !== null && child !== undefined && child !== false);
  root.replaceChildren(...nodes);
  if (key !== undefined) {
    const again = [...root.querySelectorAll('[data-key]')].find(
      (element) => element instanceof HTMLElement && element.dataset['key'] === key,
    );
    if (again instanceof HTMLElement) {
      again.focus({ preventScroll: true });
    }
  }
}

/** @param {string} url @returns {string | null} the address, if a browser may follow it */
export function safeHref(url) {
  const parsed = URL.parse(url);
  return parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:') ? parsed.href : null;
}
