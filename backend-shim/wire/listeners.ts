/** Builds the listeners for mail and traps, if the environment configures them. */
import { isLoopback } from '../config/values.ts';
import type { SidecarConfig } from '../config/config.ts';
import type { ServerDeps } from '../http/server.ts';
import type { PayloadListener, ListenerState, ListenerDeps } from '../ports/listening.ts';
import type { MailDecoder } from './mail/decoder.ts';
import { sources } from '../sources/registry.ts';

export interface InboundListeners {
  /** Loads what the listeners need, so that they listen as soon as HTTP does. */
  prepare(): Promise<void>;
  /** @returns what is wrong, with the name of the variable; null: nothing */
  listen(): Promise<string | null>;
  states(): ListenerState[];
  /** Takes a renewed certificate. */
  renew(): void;
  close(): Promise<void>;
}

export interface ListenerParts {
  config: SidecarConfig;
  machine: ListenerDeps['machine'];
  log: ListenerDeps['log'];
  metrics: ListenerDeps['metrics'];
  held: ListenerDeps['held'];
  ingest: ServerDeps['ingest'];
  mails: MailDecoder;
}

export function wireListeners(parts: ListenerParts): InboundListeners {
  const { log } = parts;
  let all: Array<[variable: string, listener: PayloadListener]> = [];
  return {
    prepare: async () => void (all = await createListeners(parts)),
    async listen() {
      for (const [variable, listener] of all) {
        const problem = await listener.listen();
        if (problem !== null) {
          return `${variable} cannot be used (${problem}). Stop what listens there, choose another port, or fix the cause above.`;
        }
        log.info(listener.state(), 'listening for mail or traps');
      }
      return null;
    },
    states: () => all.map(([, listener]) => listener.state()).filter(({ address }) => address !== ''),
    renew: () => all.forEach(([, listener]) => listener.renew?.()),
    close: async () => void (await Promise.all(all.map(([, listener]) => listener.close()))),
  };
}

/** Their libraries are loaded only where the environment configures them. */
async function createListeners(parts: ListenerParts): Promise<Array<[variable: string, listener: PayloadListener]>> {
  const { config } = parts;
  const into = listening(parts);
  const all: Array<[variable: string, listener: PayloadListener]> = [];
  if (config.mailIn !== null) {
    await parts.mails.load();
    const { SmtpListener } = await import('../listeners/smtp/server.ts');
    all.push(['VIGIE_SMTP_LISTEN', new SmtpListener(smtpSettings(config, config.mailIn), into)]);
  }
  if (config.snmp !== null) {
    const { SnmpListener } = await import('../listeners/snmp/receiver.ts');
    all.push(['VIGIE_SNMP_LISTEN', new SnmpListener(config.snmp, into)]);
  }
  return all;
}

function smtpSettings(
  { publicUrl }: SidecarConfig,
  { listen, domains, tls, auth }: NonNullable<SidecarConfig['mailIn']>,
) {
  return {
    ...listen,
    domains,
    tls,
    auth,
    name: domains[0] ?? new URL(publicUrl).hostname,
    insecureAuth: isLoopback(listen),
  };
}

function listening({ machine, log, metrics, held, ingest, mails }: ListenerParts): ListenerDeps {
  const { directory, clock, parse, submit, beat, reject, overloaded } = ingest;
  const { unwanted } = sources.email;
  if (!unwanted) {
    throw new Error('the source email reads no mails');
  }
  return {
    directory,
    clock,
    machine,
    log: log.child({ part: 'listener' }),
    metrics,
    held,
    decodeMail: (bytes, hide) => mails.decode(bytes, hide),
    unwantedMail: unwanted,
    parse,
    submit,
    beat,
    reject,
    overloaded,
  };
}
