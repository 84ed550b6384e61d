/** The two scripts of docs/channels/sms-http.md that make a gateway of smsd: smsd itself needs a modem. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { startHttpPeer } from '../../backend-shim/channels/shared/http/http-peer.fake.ts';
import { renderSms } from '../../backend-shim/channels/sms-http/render.ts';
import { snippet } from './support/docs.ts';
import { PAGE } from './support/kannel.ts';
import { productFolder, removeFolder, startProcess } from './support/processes.ts';
import { until } from '../support/waiting.ts';

const missing = existsSync('/usr/bin/curl') ? null : 'the scripts were not run: there is no /usr/bin/curl';

let folder = '';
afterEach(() => removeFolder(folder));

function script(name: string): string {
  folder = productFolder('smstools', {}, 'outgoing', 'incoming');
  const file = path.join(folder, name);
  writeFileSync(file, snippet(PAGE, name), { mode: 0o755 });
  return file;
}

describe.skipIf(missing !== null)(`smstools${missing ? ` (skipped: ${missing})` : ''}`, () => {
  it('an SMS becomes a file as smsd wants it', () => {
    const { channels } = parse(snippet(PAGE, 'smstools.yaml')) as { channels: Array<{ settings: { body: string } }> };
    const text = 'CRITICAL: "Disk" full\nTo: 33999999999';
    const rendered = renderSms(
      text,
      { url: 'http://modem.invalid', body: channels[0]?.settings.body ?? '' },
      {
        to: '+33612345678',
        idempotencyKey: 'k',
        user: '',
        password: '',
        token: '',
        server: '',
        account: '',
        sender: '',
        receiptUrl: '',
      },
    );
    const cgi = script('sms.cgi');
    const answer = execFileSync(cgi, {
      input: rendered.ok ? (rendered.body ?? '') : '',
      env: { ...process.env, SMS_SPOOL: folder },
      encoding: 'utf8',
    });
    expect(answer).toBe('Content-Type: text/plain\r\n\r\nqueued\n');
    const [file = ''] = readdirSync(path.join(folder, 'outgoing'));
    expect(readFileSync(path.join(folder, 'outgoing', file), 'utf8')).toBe(
      `To: 33612345678\nAlphabet: UTF-8\n\n${text}`,
    );
  });

  it('an SMS that came in is reported, other events are not', async () => {
    const event = script('sms-event');
    const peer = await startHttpPeer();
    const run = async (name: string, text: string) => {
      mkdirSync(path.join(folder, 'incoming'), { recursive: true });
      const file = path.join(folder, 'incoming', name);
      writeFileSync(file, `From: 33612345678\nReceived: 26-01-07 14:05:00\nAlphabet: ISO\n\n${text}`);
      const process = startProcess(event, [name, file], { env: { VIGIE_REPLY: `${peer.url}/reply` } });
      await until('the script has ended', () => process.hasEnded());
    };
    await run('SENT', 'A');
    await run('RECEIVED', 'à 7 & more\n');
    expect(peer.received.map(({ path: at, body }) => [at, Object.fromEntries(new URLSearchParams(body))])).toEqual([
      ['/reply', { from: '33612345678', text: 'à 7 & more\n' }],
    ]);
    await peer.close();
  });
});
