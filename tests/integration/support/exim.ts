/** A real mail server, Exim from Debian's package, that keeps mail for example.com in files. */
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createConnection } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { freePort, until } from '../../support/waiting.ts';
import { productFolder, removeFolder, startProcess, userOf, whyNot } from './processes.ts';

export const eximMissing = whyNot('Exim', ['/usr/sbin/exim4']);

export interface MailServer {
  /** For VIGIE_SMTP_URL. */
  url: string;
  /** Mail in the mailbox of a person, in the order of its arrival. */
  mails(person: string): Promise<ParsedMail[]>;
  /** Mails that wait to be handed on. */
  queued(): number;
  /** Tries now whatever waits. */
  tryAgain(): void;
  /** The last lines of its log. */
  log(): string;
  stop(): Promise<void>;
}

/** Mail for a domain goes on to Vigie: parts of a configuration, as the docs have them. */
export interface Relay {
  domain: string;
  router: string;
  transport: string;
  retry: string;
}

const config = (folder: string, port: number, relay?: Relay) => `
primary_hostname = mail.example.com
daemon_smtp_ports = ${port}
local_interfaces = 127.0.0.1
spool_directory = ${folder}/spool
log_file_path = ${folder}/%slog
pid_file_path = ${folder}/exim.pid
domainlist local_domains = example.com${relay ? ` : ${relay.domain}` : ''}
tls_advertise_hosts =
keep_environment =
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  accept domains = +local_domains
  deny
begin routers
${relay?.router ?? ''}
people:
  driver = accept
  domains = +local_domains
  local_parts = ann : ben : cleo
  transport = mailbox
begin transports
${relay?.transport ?? ''}
mailbox:
  driver = appendfile
  file = ${folder}/mail/$local_part_data
  user = Debian-exim
${relay ? `begin retry\n${relay.retry}` : ''}
`;

export async function startExim(relay?: Relay): Promise<MailServer> {
  const owner = userOf('Debian-exim');
  const folder = productFolder('exim', owner, 'mail', 'spool');
  const port = await freePort();
  const file = path.join(folder, 'exim.conf');
  writeFileSync(file, config(folder, port, relay));
  // Exim refuses a configuration that others than root could have written.
  chownSync(file, 0, 0);
  const exim = startProcess('/usr/sbin/exim4', ['-C', file, '-bdf', '-q1m'], { cwd: folder });
  await until('Exim listens', () => {
    if (exim.hasEnded()) throw new Error(`Exim ended:\n${exim.output()}`);
    return canConnect(port);
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails: (person) => readMailbox(path.join(folder, 'mail', person)),
    queued: () => Number(execFileSync('/usr/sbin/exim4', ['-C', file, '-bpc'], { encoding: 'utf8' })),
    tryAgain: () => void execFileSync('/usr/sbin/exim4', ['-C', file, '-qf']),
    log: () =>
      existsSync(path.join(folder, 'mainlog')) ? readFileSync(path.join(folder, 'mainlog'), 'utf8').slice(-4_000) : '',
    stop: async () => {
      await exim.stop();
      removeFolder(folder);
    },
  };
}

/** mbox: each mail begins with a line `From <sender> <date>`. */
async function readMailbox(file: string): Promise<ParsedMail[]> {
  if (!existsSync(file)) return [];
  const parts = readFileSync(file, 'utf8')
    .split(/^From \S+ .*\n/m)
    .filter((part) => part.trim() !== '');
  return Promise.all(parts.map((part) => simpleParser(part)));
}

export function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
