import { expect } from 'vitest';
import { sendMail, type SentMail } from '../../support/mail-sender.ts';
import { tokenOf } from '../cast.ts';
import { stories, type Story } from '../harness.ts';
import { listenerAddress } from './listener.ts';

const MAIL = { integration: { type: 'email' as const, name: 'UPS mails' } };

const addressOf = (story: Story, prefix = '') => `${prefix}${tokenOf(story.integration)}@vigie.example.com`;

async function mailTo(story: Story, mail: Omit<SentMail, 'to'> & { to?: string | string[] }): Promise<string> {
  const answer = await sendMail(await listenerAddress(story.sidecar, 'smtp'), { to: addressOf(story), ...mail });
  await story.settle();
  return answer;
}

const rejected = async (story: Story) =>
  (
    await story.sidecar.api<{ items: Array<{ id: string; reason: string; body: string }> }>(
      'GET',
      `integrations/${story.integration}/rejected`,
    )
  ).body.items;

stories(
  'Mail to an integration',
  (tell) => {
    tell('pages, and its recovery resolves', MAIL, async (story) => {
      expect(await mailTo(story, { subject: '[CRITICAL] Battery low', text: 'at 5 %' })).toMatch(/^250 /);
      await story.reached('ann by hook: Battery low');
      expect(await story.incident()).toMatchObject({
        state: 'open',
        severity: 'critical',
        description: 'at 5 %',
        labels: { from: 'ups@example.com' },
      });
      expect(await mailTo(story, { subject: 'Resolved: Battery low' })).toMatch(/^250 /);
      expect(await story.incident()).toMatchObject({ state: 'resolved', resolvedBy: 'UPS mails' });
      await story.told('ann by hook: Resolved by UPS mails');
    });

    tell('to an address with a name before the token, in small letters', MAIL, async (story) => {
      expect(await mailTo(story, { to: addressOf(story, 'ups+').toUpperCase(), subject: 'Fan stopped' })).toMatch(
        /^250 /,
      );
      await story.reached('ann by hook: Fan stopped');
    });

    tell('keeps the secret of the address to itself', MAIL, async (story) => {
      await mailTo(story, {
        subject: 'Fan stopped',
        text: `sent to ${addressOf(story)}`,
        headers: { 'X-Original-To': addressOf(story) },
      });
      await story.reached('ann by hook: Fan stopped');
      const { body } = await story.sidecar.api('GET', `integrations/${story.integration}/alerts`);
      expect(JSON.stringify([body, await story.incidents()]).toLowerCase()).not.toContain(
        tokenOf(story.integration).toLowerCase(),
      );
    });

    tell('the same mail twice is one', MAIL, async (story) => {
      const mail = {
        subject: 'Fan stopped',
        messageId: '<one@ups>',
        headers: { Date: 'Mon, 02 Mar 2026 12:00:00 +0000' },
      };
      await mailTo(story, mail);
      await story.reached('ann by hook: Fan stopped');
      await story.script('resolve');
      expect(await mailTo(story, mail)).toMatch(/^250 /);
      await story.nobodyIsPaged();
      expect(await story.incidents()).toHaveLength(1);
      // A box that calls all its mails the same is heard all the same.
      expect(await mailTo(story, { ...mail, headers: { Date: 'Mon, 02 Mar 2026 13:00:00 +0000' } })).toMatch(/^250 /);
      await story.reached('ann by hook: Fan stopped');
      await story.told('ann by hook: Resolved by api');
    });

    tell('an answer belongs to what it answers', MAIL, async (story) => {
      await mailTo(story, { subject: 'Disk 91 % full on db-1', messageId: '<p1@nas>' });
      await story.reached('ann by hook: Disk 91 % full on db-1');
      await mailTo(story, {
        from: 'Ben <ben@example.com>',
        subject: 'Re: Disk 91 % full on db-1',
        text: 'Looking.\n\n> Disk',
        messageId: '<p2@ben>',
        inReplyTo: '<p1@nas>',
      });
      await story.nobodyIsPaged();
      await story.explains('Looking.');
      expect(
        await mailTo(story, {
          subject: '[OK] Disk 40 % full on db-1',
          messageId: '<p3@nas>',
          references: '<p1@nas> <p2@ben>',
        }),
      ).toMatch(/^250 /);
      expect(await story.incident()).toMatchObject({ state: 'resolved' });
      expect(await story.incidents()).toHaveLength(1);
      await story.told('ann by hook: Resolved by UPS mails');
    });

    const mapped = {
      integration: {
        type: 'email' as const,
        mail: {
          extract: { subject: '^(?P<host>\\S+) (?P<check>[a-z]+)', text: '(?m)^Level: (?P<severity>\\w+)' },
          resolve: { text: '(?i)back to normal' },
        },
        template: { title: '{{ check | upcase }} on {{ host }}', groupKey: '{{ host }}/{{ check }}' },
      },
    };
    tell('is read by patterns and templates; a pattern ends it', mapped, async (story) => {
      await mailTo(story, { subject: 'db-1 disk 91 %', text: 'Level: major\nAct now.' });
      await story.reached('ann by hook: DISK on db-1');
      expect(await story.incident()).toMatchObject({ severity: 'error', labels: { host: 'db-1', check: 'disk' } });
      await mailTo(story, { subject: 'db-1 disk 40 %', text: 'It is back to normal.' });
      expect(await story.incident()).toMatchObject({ state: 'resolved' });
      await story.told('ann by hook: Resolved by Scripts');
    });

    tell('in HTML, with a picture, in another alphabet', MAIL, async (story) => {
      const mail = {
        subject: 'Überlast – 温度',
        html: '<h1>Wärme</h1><p>über <b>40 °C</b></p>',
        attachments: [{ filename: 'graph.png', content: 'x'.repeat(100_000) }],
      };
      expect(await mailTo(story, mail)).toMatch(/^250 /);
      await story.reached('ann by hook: Überlast – 温度');
      expect((await story.incident()).description).toMatch(/über 40 °C/);
    });

    tell(
      'for nobody, or for another kind of integration: refused at once',
      {
        ...MAIL,
        more: {
          escalationPolicies: [{ id: 'other', steps: [{ notify: [{ user: 'ben' }] }] }],
          integrations: [{ id: 'hooks', type: 'webhook', token: 'token-of-hooks-0123456789', policy: 'other' }],
        },
      },
      async (story) => {
        expect(await mailTo(story, { to: 'nobody@vigie.example.com', subject: 'x' })).toMatch(/^550 /);
        expect(await mailTo(story, { to: 'token-of-hooks-0123456789@vigie.example.com', subject: 'x' })).toMatch(
          /^550 .*not one of type email/,
        );
        expect(
          await mailTo(story, { to: addressOf(story).replace('vigie.example.com', 'example.org'), subject: 'x' }),
        ).toMatch(/^550 .*domain/);
        expect(await story.incidents()).toEqual([]);
      },
    );

    const JUNK: Array<[string, Omit<SentMail, 'to'>, RegExp]> = [
      [
        'an automatic answer',
        { subject: 'Out of office', headers: { 'Auto-Submitted': 'auto-replied' } },
        /^autoReply: /,
      ],
      ['a bounce', { subject: 'Undelivered', envelopeFrom: '' }, /^bounce: /],
      ['a mailing list', { subject: 'Hello', headers: { 'List-Id': '<ops.example.com>' } }, /^list: /],
      ['bulk mail', { subject: 'Offer', headers: { Precedence: 'bulk' } }, /^bulk: /],
      ['a mail of Vigie itself', { subject: 'Page', headers: { 'X-Vigie-Kind': 'page' } }, /^loop: Vigie/],
      [
        'a mail that goes in circles',
        { raw: `${'Received: from a by b\r\n'.repeat(31)}From: a@b.example\r\nSubject: x\r\n\r\nx` },
        /^loop: .*31 servers/,
      ],
    ];
    for (const [what, mail, reason] of JUNK) {
      tell(`${what} is refused and kept`, MAIL, async (story) => {
        expect(await mailTo(story, mail)).toMatch(/^550 /);
        expect(await rejected(story)).toMatchObject([{ reason: expect.stringMatching(reason) }]);
        expect(await story.incidents()).toEqual([]);
      });
    }

    tell('what was refused can be taken by hand', MAIL, async (story) => {
      await mailTo(story, { subject: 'Battery low', headers: { Precedence: 'bulk' } });
      const [one] = await rejected(story);
      expect(
        (await story.sidecar.api('POST', `integrations/${story.integration}/rejected/${one?.id}/replay`)).status,
      ).toBe(200);
      await story.reached('ann by hook: Battery low');
    });

    tell(
      'what monitors send of their own accord is no junk',
      { integration: { ...MAIL.integration, mail: { accept: ['bulk', 'bounce'] } } },
      async (story) => {
        expect(
          await mailTo(story, {
            subject: 'Cron failed',
            headers: { 'Auto-Submitted': 'auto-generated', 'List-Unsubscribe': '<mailto:x@example.com>' },
          }),
        ).toMatch(/^250 /);
        expect(
          await mailTo(story, { subject: 'Smart error', envelopeFrom: '', headers: { Precedence: 'bulk' } }),
        ).toMatch(/^250 /);
        await story.reached('ann by hook: Cron failed', 'ann by hook: Smart error');
      },
    );

    tell(
      'only from those on the list, where there is one',
      { integration: { ...MAIL.integration, mail: { allowFrom: ['@ups.example'] } } },
      async (story) => {
        expect(await mailTo(story, { subject: 'Battery low' })).toMatch(/^550 .*allowFrom/);
        expect(await mailTo(story, { from: 'UPS 7 <seven@UPS.example>', subject: 'Battery low' })).toMatch(/^250 /);
        await story.reached('ann by hook: Battery low');
      },
    );

    tell(
      'too many: the sender is asked to come back',
      { integration: { ...MAIL.integration, mail: { perMinute: 2 } } },
      async (story) => {
        const answers = [];
        for (let i = 0; i < 4; i++) answers.push(await mailTo(story, { subject: 'Battery low' }));
        expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['250', '250', '452', '452']);
        await story.reached('ann by hook: Battery low');
      },
    );

    tell(
      'a heartbeat by mail',
      { integration: { type: 'heartbeat', name: 'Backup', heartbeat: { every: '1h', grace: '5m' } } },
      async (story) => {
        expect(await mailTo(story, { subject: 'Backup done' })).toMatch(/^250 /);
        await story.passes('64m');
        await story.nobodyIsPaged();
        await story.passes('2m');
        await story.reached('ann by hook: No signal from Backup');
        expect(
          await mailTo(story, { subject: 'Out of office', headers: { 'Auto-Submitted': 'auto-replied' } }),
        ).toMatch(/^550 /);
        expect((await story.incident()).state).toBe('open');
        await mailTo(story, { subject: 'Backup done' });
        expect((await story.incident()).state).toBe('resolved');
        await story.told('ann by hook: Resolved by Backup');
      },
    );

    tell('pasted, it can be looked at before anything comes', MAIL, async (story) => {
      const payload =
        'From: UPS <ups@example.com>\r\nSubject: =?utf-8?q?=5BCRITICAL=5D_Batterie_schwach_=C3=BC?=\r\nContent-Type: text/html\r\n\r\n<p>5 %</p>';
      const { status, body } = await story.sidecar.api<{ alerts: object[] }>(
        'POST',
        `integrations/${story.integration}/test`,
        { payload },
      );
      expect(status, JSON.stringify(body)).toBe(200);
      expect(body.alerts).toMatchObject([
        { status: 'firing', severity: 'critical', title: 'Batterie schwach ü', labels: { from: 'ups@example.com' } },
      ]);
    });

    tell('handed over by HTTP as it is', MAIL, async (story) => {
      const raw =
        'From: ups@example.com\nMessage-ID: <7@ups>\nDate: Mon, 02 Mar 2026 12:00:00 +0000\nSubject: Fan stopped\n\nnow\n';
      const answer = await story.sidecar.ingest(tokenOf(story.integration), raw, { 'Content-Type': 'message/rfc822' });
      expect(answer).toMatchObject({ status: 202, body: { accepted: 1, duplicates: 0 } });
      await story.reached('ann by hook: Fan stopped');
      expect(
        await story.sidecar.ingest(tokenOf(story.integration), raw, { 'Content-Type': 'message/rfc822' }),
      ).toMatchObject({ status: 202, body: { duplicates: 1 } });
      const loop = await story.sidecar.ingest(tokenOf(story.integration), `X-Vigie-Kind: page\n${raw}`, {
        'Content-Type': 'message/rfc822',
      });
      expect(loop.status).toBe(400);
    });
  },
  { VIGIE_SMTP_LISTEN: '127.0.0.1:0', VIGIE_SMTP_DOMAIN: 'vigie.example.com' },
);
