/**
 * Runs a mail server for the demo, which accepts every mail, delivers none, and shows them on a page. To run it alone:
 * `node_modules/.bin/node scripts/mail-catcher.mjs`
 */
import { createServer } from 'node:http';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { listPage, mailPage, missingPage } from './lib/mail-pages.mjs';

const kept = 200;

/**
 * @typedef {object} CaughtMail
 * @property {number} number 1 for the first mail, and so on
 * @property {string} at ISO 8601
 * @property {string} from
 * @property {string} to
 * @property {string} subject
 * @property {string} text
 * @property {string} html empty when there is none
 */

/**
 * Listens on loopback only, since mails contain links that act.
 * @param {{ onMail?: (mail: CaughtMail) => void }} [options]
 * @returns {Promise<{ smtpUrl: string, pageUrl: string, mails: CaughtMail[], close: () => Promise<void> }>}
 */
export async function startMailCatcher({ onMail = () => {} } = {}) {
  /** @type {CaughtMail[]} newest first */
  const mails = [];
  let count = 0;
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    onData(stream, session, done) {
      simpleParser(stream).then((parsed) => {
        const mail = caught(parsed, session, (count += 1));
        mails.unshift(mail);
        mails.length = Math.min(mails.length, kept);
        onMail(mail);
        done();
      }, done);
    },
  });
  // A client may disconnect in mid-mail.
  smtp.on('error', (error) => console.error(`mail catcher: ${error.message}`));
  const pages = createServer((request, response) => show(request, mails, response));
  const smtpPort = await listen(
    (done) => smtp.listen(0, '127.0.0.1', done),
    () => smtp.server.address(),
  );
  const pagePort = await listen(
    (done) => pages.listen(0, '127.0.0.1', done),
    () => pages.address(),
  );
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    pageUrl: `http://127.0.0.1:${pagePort}`,
    mails,
    async close() {
      pages.closeAllConnections();
      await Promise.all([
        new Promise((resolve) => smtp.close(resolve)),
        new Promise((resolve) => pages.close(resolve)),
      ]);
    },
  };
}

function caught(parsed, session, number) {
  return {
    number,
    at: new Date().toISOString(),
    from: parsed.from?.text ?? '',
    to: session.envelope.rcptTo.map((one) => one.address).join(', '),
    subject: parsed.subject ?? '(no subject)',
    text: parsed.text ?? '',
    html: parsed.html || '',
  };
}

/** Host names of this machine. A page that points its own name here (DNS rebinding) sends another one. */
const OWN_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

function show({ url = '/', headers }, mails, response) {
  if (!OWN_HOST.test(headers.host ?? '')) {
    response
      .writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' })
      .end('Open this page as http://127.0.0.1 or http://localhost: mails hold links that act.\n');
    return;
  }
  // The request target is only a path here: `//` and `/\\` must not be read as another host.
  const pathname = url.split(/[?#]/)[0];
  const number = Number(/^\/mails\/(\d+)$/.exec(pathname)?.[1]);
  const mail = mails.find((one) => one.number === number);
  const page = pathname === '/' ? listPage(mails) : mail ? mailPage(mail) : null;
  // The HTML of a mail is foreign: no script may run and nothing may be loaded.
  response.setHeader(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'",
  );
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.statusCode = page === null ? 404 : 200;
  response.end(page ?? missingPage());
}

/** @returns {Promise<number>} the port that the system chose */
async function listen(start, address) {
  await new Promise((resolve) => start(resolve));
  return address().port;
}

if (import.meta.main) {
  const catcher = await startMailCatcher({
    onMail: (mail) => console.log(`${mail.at} mail to ${mail.to}: ${mail.subject}`),
  });
  console.log(`mail server ${catcher.smtpUrl}\nmails       ${catcher.pageUrl}`);
  process.once('SIGINT', () => catcher.close()).once('SIGTERM', () => catcher.close());
}
