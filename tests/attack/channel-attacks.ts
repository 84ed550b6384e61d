/** Attacks by what receivers of pages answer: services of channels, a mail server, an SMSC, push services of phones. */
import { setTimeout as pause } from 'node:timers/promises';
import { CHANNEL_DEFINITIONS } from '../../backend-shim/channels/registry.ts';
import { ACCOUNT_SID } from '../../backend-shim/channels/shared/twilio/twilio.fake.ts';
import type { Phone } from '../support/phone.ts';
import { connectedPhone } from './device-attacks.ts';
import type { Attack, Field, Outcome } from './attacks.ts';
import { blank, note } from './attacks.ts';
import { HOSTILITIES } from './foreign.ts';
import type { Foreign, Hostility } from './foreign.ts';
import { NoInput } from './generate/texts.ts';
import { ask } from './world.ts';

/** A room of this kind whose service is a stranger's, and what a genuine one would answer. */
interface Service {
  settings: (foreign: Foreign) => Record<string, unknown>;
  secrets?: Record<string, string>;
  genuine: string;
}

const NUMBER = '+33612345678';
const twilio: Service = {
  settings: ({ url }) => ({ accountSid: ACCOUNT_SID, apiUrl: url, from: '+15005550006', to: NUMBER }),
  secrets: { authToken: 'auth-token-0123456789abcdef01234' },
  genuine: '{"sid":"SM0123456789abcdef0123456789abcdef","status":"queued","messages":[],"next_page_uri":null}',
};

/** By kind. A channel that a new version has is red until it is here. */
const SERVICES: Readonly<Record<string, Service>> = {
  email: { settings: () => ({ to: 'sre@example.com' }), genuine: '' },
  webhook: { settings: ({ url }) => ({ url: `${url}/hook` }), genuine: '{"id":"T-1"}' },
  ntfy: { settings: ({ url }) => ({ url: `${url}/a-topic-nobody-guesses` }), genuine: '{"id":"x","event":"message"}' },
  'sms-http': {
    settings: ({ url }) => ({ url: `${url}/send`, body: '{"text": {{ text | json }}}', to: NUMBER }),
    genuine: '{"id":"1","status":"sent"}',
  },
  smpp: {
    settings: ({ smsc }) => ({ host: '127.0.0.1', port: smsc.port, systemId: 'vigie', from: 'Vigie', to: NUMBER }),
    secrets: { password: 'hush-hus' },
    genuine: '',
  },
  'twilio-sms': twilio,
  'twilio-voice': twilio,
  'ovh-sms': {
    settings: ({ url }) => ({ service: 'sms-ab12345-1', applicationKey: 'key0123456789abc', apiUrl: url, to: NUMBER }),
    secrets: { applicationSecret: 'secret-of-ovh-0123456789', consumerKey: 'consumer-key-0123456789' },
    genuine: '{"ids":[1],"validReceivers":["+33612345678"],"invalidReceivers":[],"totalCreditsRemoved":1}',
  },
  slack: {
    settings: ({ url }) => ({ channel: 'C0123456789', apiUrl: url }),
    secrets: { token: 'xoxb-0123456789-0123456789', signingSecret: 'signing-secret-0123456789abcdef0' },
    genuine: '{"ok":true,"channel":"D1","ts":"1700000000.000100"}',
  },
  mattermost: {
    settings: ({ url }) => ({ channel: 'abcdefghijklmnopqrstuvwxyz', server: url }),
    secrets: { token: 'token-of-a-bot-0123456789' },
    genuine: '{"id":"abcdefghijklmnopqrstuvwxyz","users":[]}',
  },
  teams: { settings: () => ({}), genuine: '{}' },
  telegram: {
    settings: ({ url }) => ({ chat: '-1001234567890', apiUrl: url }),
    secrets: { token: '12345:token-of-the-bot-0123456789' },
    genuine: '{"ok":true,"result":[{"update_id":1,"message":{"message_id":77,"chat":{"id":1},"text":"/start"}}]}',
  },
};

/** They go through the services of others, or to the phones of people. */
const NO_ROOMS: ReadonlySet<string> = new Set(['sms', 'voice', 'web-push']);

export function channelAttacks(): Attack[] {
  const kinds = [...CHANNEL_DEFINITIONS.keys()].filter((kind) => !NO_ROOMS.has(kind));
  return [
    ...kinds.flatMap((kind) =>
      HOSTILITIES.map((hostility): Attack => ({
        name: `answers of channel ${kind}, ${hostility}`,
        isWrite: true,
        run: (field) => byService(field, kind, hostility),
      })),
    ),
    ...HOSTILITIES.map((hostility): Attack => ({
      name: `answers of a push service, ${hostility}`,
      isWrite: true,
      run: (field) => byPushService(field, hostility),
    })),
  ];
}

async function byService(field: Field, kind: string, hostility: Hostility): Promise<Outcome> {
  const { foreign } = field;
  const service = SERVICES[kind];
  if (service === undefined) throw new NoInput(`nothing is known about the service of ${kind}`);
  const id = `hostile-${kind}`;
  const secrets = kind === 'teams' ? { url: `${foreign.url}/workflows/1?sig=nobody` } : service.secrets;
  const channel = { id, type: kind, settings: service.settings(foreign), ...(secrets && { secrets }) };
  return paged(field, hostility, service.genuine, {
    id,
    notify: { channel: id },
    begin: () => written(field, 'channels', channel),
    meanwhile: async () => void (await ask(field.world, 'admin', 'POST', `channels/${id}/test`, {})),
    end: async () => void (await ask(field.world, 'admin', 'DELETE', `channels/${id}`)),
  });
}

/** Whoever runs the push service of somebody's browser. */
async function byPushService(field: Field, hostility: Hostility): Promise<Outcome> {
  const { world } = field;
  let phone: Phone | null = null;
  const answer = await ask<{ notificationRules: object }>(world, 'admin', 'GET', 'users/dee');
  const own = answer.body;
  return paged(field, hostility, '{"reason":"BadDeviceToken"}', {
    id: 'hostile-push',
    notify: { user: 'dee' },
    begin: async () => {
      phone = await connectedPhone(field, 'viewer', 'dee');
      const rules = [{ method: phone.id }];
      const { body } = await ask<object>(world, 'admin', 'GET', 'users/dee');
      const written = await ask(world, 'adminToken', 'PUT', 'users/dee', {
        ...body,
        notificationRules: { default: rules, urgent: rules },
      });
      if (written.status >= 300)
        throw new Error(`PUT users/dee answered ${written.status}: ${JSON.stringify(written.body)}`);
    },
    meanwhile: async () => void (await phone?.ask('POST', 'test', {})),
    end: async () => {
      await ask(world, 'adminToken', 'PUT', 'users/dee', own);
      await phone?.ask('POST', 'leave', {});
    },
  });
}

interface Receiver {
  id: string;
  notify: object;
  begin(): Promise<unknown>;
  meanwhile(): Promise<unknown>;
  end(): Promise<unknown>;
}

/** What it answers in turn: it took the message, it refuses it, it is busy, it is broken. */
const STATUSES = [200, 400, 429, 503];
/** Steps a second apart. */
const STEPS = 5;
const PAGING_TAKES = 4;

/** Alerts page this receiver, which is tested meanwhile, and hears how it goes on. */
async function paged(field: Field, hostility: Hostility, genuine: string, receiver: Receiver): Promise<Outcome> {
  const { world, gauge, foreign } = field;
  const { id } = receiver;
  const outcome = blank('a receiver in other hands');
  const token = `ingest-token-of-${id}-123456`;
  const reached = () => foreign.requests() + foreign.mail.messages() + foreign.smsc.messages();
  let answers = 0;
  const before = reached();
  await receiver.begin();
  foreign.monitor(
    () =>
      Promise.resolve({ status: STATUSES[answers++ % STATUSES.length] as number, body: genuine, isMadeWorse: true }),
    hostility,
  );
  foreign.mail.is(hostility);
  foreign.smsc.is(hostility);
  try {
    const steps = Array.from({ length: STEPS }, () => ({ notify: [receiver.notify], wait: '1s' }));
    await written(field, 'policies', { id, team: 'sre', steps });
    await written(field, 'integrations', { id, team: 'sre', type: 'webhook', name: id, policy: id, token });
    const incidents: string[] = [];
    for (const alert of ['a', 'b', 'c']) {
      const { body } = await world.sidecar.ingest<{ incidents: string[] }>(token, { id: alert, title: alert });
      incidents.push(...body.incidents);
    }
    note(outcome, await gauge.turn(), 'alerts', 0);
    const end = performance.now() + field.most * PAGING_TAKES;
    await receiver.meanwhile();
    while (performance.now() < end) {
      await pause(250);
      note(outcome, await gauge.turn(), 'paged', 0);
    }
    for (const command of ['acknowledge', 'resolve']) {
      for (const incident of incidents) await ask(world, 'editor', 'POST', `incidents/${incident}/${command}`, {});
      await pause(1_000);
      note(outcome, await gauge.turn(), command, 0);
    }
    outcome.requests = reached() - before;
    if (outcome.requests === 0) throw new Error(`${id} was never asked anything`);
  } finally {
    foreign.monitor(null, hostility);
    foreign.mail.is(null);
    foreign.smsc.is(null);
    await ask(world, 'editor', 'DELETE', `integrations/${id}`);
    await ask(world, 'editor', 'DELETE', `policies/${id}`);
    await receiver.end();
    note(outcome, await gauge.turn(), 'deleted', 0);
  }
  return outcome;
}

async function written({ world }: Field, path: string, body: object): Promise<void> {
  const { status, body: answer } = await ask(world, 'admin', 'POST', path, body);
  if (status >= 300) throw new Error(`POST ${path} answered ${status}: ${JSON.stringify(answer)}`);
}
