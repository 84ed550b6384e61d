/** Offers a contact with the numbers that Vigie calls from, so that a silenced phone lets them through. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { SendersWire } from '#contract/people/sender';
import { useApi } from '../../../api/client/use-api.ts';
import { download } from '../../../components/browser/download.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { Section } from '../../../components/page/section.tsx';
import { t } from '../../../language.ts';

function Code({ qr }: Pick<SendersWire, 'qr'>) {
  return (
    <img
      src={`data:image/svg+xml;utf8,${encodeURIComponent(qr)}`}
      alt={t('senders.qr', 'Contact with Vigie’s numbers')}
      width={220}
      height={220}
      style={{ background: '#fff' }}
    />
  );
}

function Contact({ items, vcard, qr }: SendersWire) {
  const [isShown, setShown] = useState(false);
  if (items.length === 0) {
    return (
      <div>
        {t(
          'senders.none',
          'No channel sends from a number that a phone can save as a contact. A sender in letters, such as “Vigie”, can’t be let through.',
        )}
      </div>
    );
  }
  return (
    <Stack direction="column" gap={1}>
      <strong>{items.map(({ number }) => number).join(', ')}</strong>
      <div>
        {t(
          'senders.why',
          'Scan this with your phone and save the contact. Let it through silent mode: on an iPhone under Ringtone and Text Tone, “Emergency Bypass”; on Android with a star, and “Do Not Disturb” set to let starred contacts through.',
        )}
      </div>
      {isShown && <Code qr={qr} />}
      <Stack gap={1} wrap="wrap">
        <Button size="sm" variant="secondary" onClick={() => setShown(!isShown)}>
          {isShown ? t('senders.hide', 'Hide the code') : t('senders.show', 'Show the code')}
        </Button>
        <Button
          size="sm"
          variant="secondary"
          icon="download-alt"
          fill="outline"
          onClick={() => download('vigie.vcf', 'text/vcard', vcard)}
        >
          {t('senders.file', 'Download the contact')}
        </Button>
      </Stack>
    </Stack>
  );
}

export function SendersCard() {
  const asked = useApi<SendersWire>({ path: 'senders' }, { keep: true });
  return (
    <Section title={t('senders.title', 'Numbers that call you')}>
      <Answer asked={asked}>{(senders) => <Contact {...senders} />}</Answer>
    </Section>
  );
}
