/** Wraps the responder page in an HTML document. */
import { escapeHtml } from '#domain/notify/escape-html';
import type { Language } from '#domain/notify/responder';
import { STYLE } from './style.ts';

/** A complete document around `body`, which is HTML already. */
export function htmlDocument(language: Language, title: string, body: string): string {
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>`,
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">',
    `<meta name="referrer" content="no-referrer"><meta name="format-detection" content="telephone=no"><style>${STYLE}</style></head>`,
    `<body><main>${body}</main></body></html>`,
  ].join('\n');
}
