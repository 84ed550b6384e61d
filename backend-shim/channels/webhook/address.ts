/** Renders a room's address from a template: values may fill its path and query, never its scheme or host. */
import { render } from './liquid.ts';
import type { RenderedTemplate } from './liquid.ts';

/** `{{ secrets.… }}` was typed by an Admin; all other values may come from an alert. */
const OUTPUT = /\{\{-?(?!-?\s*secrets\.)/;
const TAG = /\{%[^%]*%\}/g;

/** @returns whether a value of an alert could choose the host */
export function hasOpenHost(source: string): boolean {
  if (!source.includes('://')) {
    // Not an address at all; encoded values cannot turn it into one.
    return false;
  }
  const text = source.replace(TAG, '');
  const beforeScheme = text.slice(0, text.search(/:\/\/|$/));
  const authorities = Array.from(text.matchAll(/:\/\/([^/?#]*)/g), ([, authority = '']) => authority);
  return [beforeScheme, ...authorities].some((part) => OUTPUT.test(part));
}

/** Removes `..`, which would leave the path however it is encoded (WHATWG URL, double-dot segment). */
function withoutDotSegments(url: string): string {
  const end = url.search(/[?#]|$/);
  const path = url
    .slice(0, end)
    .replace(/(?<=\/)(?:\.|%2e){1,2}(?=\/|$)/gi, (dots) => dots.replace(/\.|%2e/gi, '%252E'));
  return path + url.slice(end);
}

export function renderAddress(source: string, scope: object): RenderedTemplate {
  const rendered = render(source, scope, 'url');
  return rendered.ok && source.includes('{') ? { ok: true, text: withoutDotSegments(rendered.text.trim()) } : rendered;
}
