/** A real Kannel on loopback, set up by the file in docs/channels/sms-http.md, behind an SMSC of ours. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort, until } from '../../support/waiting.ts';
import { snippet } from './docs.ts';
import { productFolder, removeFolder, startProcess } from './processes.ts';

const BEARERBOX = '/usr/sbin/bearerbox';
const SMSBOX = '/usr/sbin/smsbox';
export const kannelMissing =
  existsSync(BEARERBOX) && existsSync(SMSBOX)
    ? null
    : `Kannel was not run: there is no ${BEARERBOX}; apt-get install kannel brings it`;
export const PAGE = '../channels/sms-http.md';
export const PASSWORD = 'kannel-password';

export interface Kannel {
  /** Where SMS are sent to. */
  url: string;
  stop(): Promise<void>;
}

/** @param reply where replies go, up to the question mark */
export async function startKannel(smscPort: number, reply: string): Promise<Kannel> {
  const folder = productFolder('kannel', {});
  const [admin, boxes, sendsms] = [await freePort(), await freePort(), await freePort()];
  const file = path.join(folder, 'kannel.conf');
  writeFileSync(
    file,
    snippet(PAGE, 'kannel.conf', {
      'admin-port = 13000': `admin-port = ${admin}`,
      'smsbox-port = 13001': `smsbox-port = ${boxes}`,
      'sendsms-port = 13013': `sendsms-port = ${sendsms}\nsendsms-interface = 127.0.0.1`,
      'host = smpp.example.com': 'host = 127.0.0.1',
      'port = 2775': `port = ${smscPort}`,
      'https://vigie.example.com/callbacks/sms/reply/SMS_CALLBACK': reply,
    }),
  );
  const bearerbox = startProcess(BEARERBOX, [file], { cwd: folder });
  await until('the bearerbox is connected to the SMSC', async () => {
    if (bearerbox.hasEnded()) throw new Error(`bearerbox has ended: ${bearerbox.output()}`);
    const status = await fetch(`http://127.0.0.1:${admin}/status.txt?password=change-me`).catch(() => null);
    return (await status?.text())?.includes('(online');
  });
  const smsbox = startProcess(SMSBOX, [file], { cwd: folder });
  const url = `http://127.0.0.1:${sendsms}`;
  await until('the smsbox answers', async () => {
    if (smsbox.hasEnded()) throw new Error(`smsbox has ended: ${smsbox.output()}`);
    return (await fetch(`${url}/cgi-bin/sendsms`).catch(() => null))?.status === 403;
  });
  return {
    url,
    stop: async () => {
      await smsbox.stop();
      await bearerbox.stop();
      removeFolder(folder);
    },
  };
}
