/** Renders the mail catcher's pages, for a phone's screen and without JavaScript. */

/** @param {import('../mail-catcher.mjs').CaughtMail[]} mails newest first */
export function listPage(mails) {
  const items = mails.map(
    (mail) =>
      `<li><a href="/mails/${mail.number}"><b>${escape(mail.subject)}</b><span>to ${escape(mail.to)} · ${time(mail.at)}</span></a></li>`,
  );
  const body =
    items.length > 0
      ? `<ul>${items.join('')}</ul>`
      : '<p>No mail yet. Open an incident with the <code>curl</code> line that <code>npm start</code> printed; its pages appear here.</p>';
  return page('Mails', `<h1>Mails</h1>${body}`, '<meta http-equiv="refresh" content="3">');
}

/** @param {import('../mail-catcher.mjs').CaughtMail} mail */
export function mailPage(mail) {
  // Sandboxed: links open outside of the frame, and scripts do not run.
  const rich =
    mail.html === ''
      ? ''
      : `<h2>As HTML</h2><iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="The mail as HTML" srcdoc="${escape(`<base target="_blank">${mail.html}`)}"></iframe>`;
  const head = `<p><a href="/">← All mails</a></p><h1>${escape(mail.subject)}</h1><p>from ${escape(mail.from)}<br>to ${escape(mail.to)}<br>at ${time(mail.at)}</p>`;
  return page(mail.subject, `${head}<h2>As text</h2><pre>${linked(mail.text)}</pre>${rich}`);
}

export function missingPage() {
  return page('Not here', '<h1>Not here</h1><p>This mail is not kept any more. <a href="/">All mails</a></p>');
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; padding: 1rem; max-width: 44rem; overflow-wrap: anywhere; }
h1 { font-size: 1.3rem; } h2 { font-size: 1rem; }
ul { list-style: none; padding: 0; } li { border-bottom: 1px solid #8884; }
li a { display: block; padding: .75rem 0; color: inherit; text-decoration: none; } li span { display: block; opacity: .7; }
pre { white-space: pre-wrap; font: inherit; background: #8882; padding: .75rem; border-radius: .4rem; }
iframe { box-sizing: border-box; width: 100%; height: 36rem; border: 1px solid #8884; border-radius: .4rem; background: #fff; }`;

function page(title, body, head = '') {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${head}<title>${escape(title)}</title><style>${style}</style></head><body>${body}</body></html>`;
}

const time = (iso) => escape(iso.replace('T', ' ').replace(/\.\d+Z$/, ' UTC'));

function linked(text) {
  return escape(text).replace(
    /https?:\/\/[^\s<>"']+/g,
    (url) => `<a href="${url}" target="_blank" rel="noreferrer">${url}</a>`,
  );
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (text) => text.replace(/[&<>"']/g, (character) => entities[character]);
