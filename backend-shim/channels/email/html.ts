/**
 * Renders the HTML part of a mail. Mail programs know little CSS, so styles are inline and the layout is plain flow.
 */
import { escapeHtml, safeHref } from '#domain/notify/escape-html';
import type { Severity } from '#domain/incident/signal/alert';
import type { Language } from '#domain/notify/responder';
import { allActions } from '#domain/notify/render/plain-text';
import type { ListedEntry, MessageAction, MessageContent, MessageLink } from '#domain/notify/render/rendered';

/** Each keeps 4.5:1 against white text (WCAG 1.4.3). */
const COLOURS: Record<Severity, string> = {
  critical: '#b3172b',
  error: '#b3172b',
  warning: '#8a5a00',
  info: '#1f60c4',
};
const QUIET = '#54585f';

function button(action: MessageAction, colour: string): string {
  const href = safeHref(action.url);
  if (href === null) {
    return '';
  }
  const look =
    action.kind === 'acknowledge'
      ? `background:${colour};color:#ffffff;font-weight:bold`
      : `background:#ffffff;color:#1d2025`;
  return `<a href="${href}" style="display:inline-block;margin:0 8px 8px 0;padding:12px 20px;border:1px solid ${colour};border-radius:4px;text-decoration:none;${look}">${escapeHtml(action.label)}</a>`;
}

function paragraph(text: string, style: string): string {
  return `<p style="margin:0 0 12px;${style}">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
}

function linkList(links: readonly MessageLink[]): string {
  const anchors = links.flatMap(({ label, url }) => {
    const href = safeHref(url);
    return href === null
      ? []
      : [
          `<a href="${href}" style="display:inline-block;padding:6px 0;color:#1f60c4;word-break:break-word">${escapeHtml(label)}</a>`,
        ];
  });
  return anchors.length === 0 ? '' : `<div style="margin:0 0 12px">${anchors.join('<br>')}</div>`;
}

function factTable(content: MessageContent): string {
  const rows = content.facts.map(
    ({ label, value }) =>
      `<tr><td style="padding:2px 16px 2px 0;color:${QUIET};vertical-align:top">${escapeHtml(label)}</td><td style="padding:2px 0;word-break:break-word">${escapeHtml(value)}</td></tr>`,
  );
  return rows.length === 0
    ? ''
    : `<table role="presentation" style="border-collapse:collapse;margin:0 0 16px">${rows.join('')}</table>`;
}

/** Short, since there may be a hundred. */
function listedRow({ severity, title, url, lines, actions }: ListedEntry): string {
  const href = url === null ? null : safeHref(url);
  const heading = escapeHtml(title);
  const parts = [
    href === null ? `<b>${heading}</b>` : `<a href="${href}" style="color:#1d2025;font-weight:bold">${heading}</a>`,
    ...lines.map((line) => escapeHtml(line).replaceAll('\n', '<br>')),
    ...actions.flatMap((action) => {
      const link = safeHref(action.url);
      return link === null
        ? []
        : [
            `<a href="${link}" style="display:inline-block;padding:10px 0;color:#1f60c4">${escapeHtml(action.label)}</a>`,
          ];
    }),
  ];
  return `<div style="margin:0 0 16px;padding-left:10px;border-left:4px solid ${COLOURS[severity]};word-break:break-word">${parts.join('<br>')}</div>`;
}

/** @param severity null where the message is about no incident */
export function renderHtml(content: MessageContent, language: Language, severity: Severity | null): string {
  const colour = COLOURS[severity ?? 'info'];
  const lead = content.lead.map((line) => paragraph(line, ''));
  const parts = [
    ...(content.isPage ? [] : lead),
    `<h1 style="margin:0 0 12px;padding-left:10px;border-left:4px solid ${colour};font-size:20px;line-height:1.3;word-break:break-word">${escapeHtml(content.heading)}</h1>`,
    content.description === null ? '' : paragraph(content.description, 'word-break:break-word'),
    linkList(content.links ?? []),
    ...(content.isPage ? lead : []),
    content.actions.length === 0
      ? ''
      : `<div style="margin:0 0 8px">${allActions(content)
          .map((action) => button(action, colour))
          .join('\n')}</div>`,
    content.next === null ? '' : paragraph(content.next, 'font-weight:bold'),
    factTable(content),
    ...(content.entries ?? []).map(listedRow),
    ...content.footer.map((line) => paragraph(line, `font-size:13px;color:${QUIET};margin:0`)),
  ];
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>`,
    '<body style="margin:0;padding:16px;background:#ffffff;color:#1d2025;font:16px/1.45 -apple-system,\'Segoe UI\',Roboto,Helvetica,Arial,sans-serif">',
    `<div style="max-width:600px">${parts.join('')}</div></body></html>`,
  ].join('');
}
