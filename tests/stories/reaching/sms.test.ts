/** Against a real SMSC on loopback: SMS that do not arrive, people who answer, an SMSC that comes and goes. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { startSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { FakeSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import { until } from '../../support/waiting.ts';
import { loneStories } from '../harness.ts';
import type { Story, World } from '../harness.ts';
import { changeRows } from '../rows.ts';

let smsc: FakeSmsc;
beforeAll(async () => {
  smsc = await startSmsc();
});
beforeEach(() => {
  smsc.submits.splice(0);
  smsc.behave('accept');
});
afterAll(() => smsc.close());

const textOf = (index: number) => String(smsc.submits.at(index)?.short_message?.message ?? '');
const sms = () => smsc.submits.map((pdu) => String(pdu.short_message?.message ?? ''));
const lastId = () => smsc.lastId();

/** Ann by SMS alone, Ben by mail after five minutes. */
function world(more: Partial<World> = {}): World {
  const operator = {
    id: 'operator',
    type: 'smpp',
    settings: { host: '127.0.0.1', port: smsc.port, systemId: 'vigie', from: 'Vigie' },
    secrets: { password: 'hush' },
  };
  const { more: others, ...rest } = more;
  return {
    ann: {
      language: 'fr',
      contactMethods: [{ id: 'sms', type: 'sms', to: '+33 6 12 34 56 78' }],
      notificationRules: { default: [{ method: 'sms' }], urgent: [{ method: 'sms' }] },
    },
    ...rest,
    more: { channels: [operator], ...others },
  };
}

/** The SMSC is started after the stories are written. Who is on call is told by SMS too. */
async function begin(story: Story, more: Partial<World> = {}): Promise<void> {
  await story.change(world(more));
  smsc.submits.splice(0);
}

const receipt = (id: string, state: string) =>
  smsc.deliver({ source_addr: '33612345678', esm_class: 4, short_message: `id:${id} stat:${state} err:001` });
const writes = (text: string, from = '33612345678') =>
  smsc.deliver({ source_addr: from, destination_addr: '38080', short_message: text });

async function says(index: number, text: string | RegExp): Promise<void> {
  const said = () => (typeof text === 'string' ? textOf(index).includes(text) : text.test(textOf(index)));
  await until('an SMS was sent', said, 5_000).catch(() => undefined);
  expect(said(), `SMS ${index} says ${String(text)}; there is:\n${sms().join('\n')}`).toBe(true);
}

loneStories('An SMS over SMPP', (tell) => {
  tell('reaches Ann; her phone is off, and Ben is paged at once', {}, async (story) => {
    await begin(story);
    await story.alert();
    expect(textOf(0)).toMatch(/Disk full/);
    await story.nobodyIsPaged();
    await receipt(lastId(), 'UNDELIV');
    await story.reached('ben by mail');
    await story.explains('undelivered');
  });

  tell('that did not arrive gives way to her next method at once', {}, async (story) => {
    await begin(story, {
      ann: {
        contactMethods: [
          { id: 'sms', type: 'sms', to: '+33612345678' },
          { id: 'mail', type: 'email', to: 'ann@example.com' },
        ],
        notificationRules: { default: [{ method: 'sms' }, { method: 'mail', after: '3m' }] },
      },
    });
    await story.alert();
    await receipt(lastId(), 'EXPIRED');
    await story.reached('ann by mail');
    await story.passes('4m');
    await story.nobodyIsPaged();
    await story.toldOfDuties('ann by mail: Vigie no longer reaches you by SMS (+33612345678).');
  });

  tell(
    'that arrived changes nothing, also when the SMSC says so twice or says it of what nobody sent',
    {},
    async (story) => {
      await begin(story);
      await story.alert();
      await receipt(lastId(), 'DELIVRD');
      await receipt(lastId(), 'DELIVRD');
      await receipt('nobodys', 'UNDELIV');
      await story.passes('4m');
      await story.nobodyIsPaged();
      const { id } = await story.incident();
      expect(
        await changeRows(
          story.databaseUrl,
          `update deliveries set rank = rank where incident = '${id}' and detail = 'arrived'`,
        ),
        'what the SMSC said is kept',
      ).toBe(1);
    },
  );

  tell('that did not arrive after she answered by other means pages nobody', {}, async (story) => {
    await begin(story);
    await story.alert();
    const id = lastId();
    await story.person('ann', 'acknowledge');
    await receipt(id, 'UNDELIV');
    await story.passes('10m');
    await story.nobodyIsPaged();
    const incident = await story.incident();
    const kept = `update attempts set took_ms = took_ms where reason = 'undelivered' and delivery in (select id from deliveries where incident = '${incident.id}')`;
    expect(await changeRows(story.databaseUrl, kept), 'what the SMSC said is kept').toBe(1);
  });

  tell('waits for an SMSC that is away, and goes when it is back', {}, async (story) => {
    await begin(story);
    smsc.behave('busy');
    await story.alert();
    smsc.behave('accept');
    smsc.submits.splice(0);
    await story.passes('5s');
    expect(sms()).toHaveLength(1);
  });
});

loneStories('An answer by SMS', (tell) => {
  tell('acknowledges, is answered once and in her language, and is told to the others', {}, async (story) => {
    await begin(story);
    await story.alert();
    const { number } = await story.incident();
    await writes('À');
    await says(1, `Pris en charge : #${number} Disk full`);
    await writes('À');
    expect(await story.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ann' });
    await story.passes('30m');
    await story.nobodyIsPaged();
    expect(sms()).toHaveLength(2);
  });

  tell('names another incident by its number', {}, async (story) => {
    await begin(story);
    await story.alert({ id: 'first', title: 'First' });
    const first = await story.incident();
    await story.passes('1m');
    await story.alert({ id: 'second', title: 'Second' });
    await writes(`c ${first.number}`);
    await says(2, 'Résolu'.normalize('NFC'));
    expect(await story.incident(first.id)).toMatchObject({ state: 'resolved', resolvedBy: 'ann' });
    expect((await story.incident()).state).toBe('open');
  });

  tell('passes it on', {}, async (story) => {
    await begin(story);
    await story.alert();
    await writes('e');
    await story.reached('ben by mail');
  });

  tell(
    'counts for everything the last message stood for: a storm costs her few SMS, and one answer',
    {},
    async (story) => {
      await begin(story);
      for (let index = 0; index < 30; index += 1) {
        await story.alert({ id: `disk-${index}`, title: `Disk ${index}` });
      }
      await story.passes('31s');
      expect(sms(), sms().join('\n')).toHaveLength(2);
      expect(textOf(1)).toMatch(/^29 incidents/);
      await writes('A TOUT');
      await says(2, 'Pris en charge : 30 incidents');
      await story.passes('30m');
      await story.nobodyIsPaged();
    },
  );

  tell('from a stranger does nothing and is not answered', {}, async (story) => {
    await begin(story);
    await story.alert();
    expect(await writes('a', '33600000000')).toBe(0);
    expect(await story.incident()).toMatchObject({ state: 'open' });
    expect(sms()).toHaveLength(1);
  });

  tell('that is unclear, or about what she was not paged for, is told so', {}, async (story) => {
    await begin(story);
    await story.alert();
    await writes('bonjour tout le monde');
    await says(1, /^Répondez A/);
    await writes('a 999999');
    await says(2, '#999999');
    expect(await story.incident()).toMatchObject({ state: 'open' });
  });

  tell('STOP ends SMS, never paging; START brings them back', {}, async (story) => {
    await begin(story);
    await story.alert();
    await writes('c');
    await says(1, 'Disk full');
    await story.passes('1m');
    await writes('STOP');
    await says(-1, /^Plus de SMS/);
    smsc.submits.splice(0);
    await story.alert({ id: 'next', title: 'Next' });
    expect(sms()).toEqual([]);
    await story.reached('ben by mail');
    await story.explains('STOP');
    await writes('start');
    await says(0, /SMS/);
    await story.alert({ id: 'other', title: 'Other' });
    expect(textOf(1)).toMatch(/Other/);
  });
});

loneStories('Two providers', (tell) => {
  tell('the second takes over when the first is down', {}, async (story) => {
    const gone = {
      id: 'a-first',
      type: 'smpp',
      settings: { host: '127.0.0.1', port: 1, systemId: 'vigie', order: 1 },
      secrets: { password: 'x' },
    };
    const second = {
      id: 'b-second',
      type: 'smpp',
      settings: { host: '127.0.0.1', port: smsc.port, systemId: 'vigie', order: 2 },
      secrets: { password: 'x' },
    };
    await begin(story, { more: { channels: [gone, second] } });
    await story.alert();
    expect(textOf(0)).toMatch(/Disk full/);
  });
});
