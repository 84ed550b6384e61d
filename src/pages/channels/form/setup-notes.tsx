/** What a way to set a channel up needs, and its steps, with this installation's own addresses. */
import { Stack } from '@grafana/ui';
import type { ChannelSetupWire } from '#contract/paging/channel-kind';
import { LocalOnlyNote } from '../../../components/gallery/local-only-note.tsx';
import { Steps } from '../../../components/gallery/steps.tsx';
import { inOwnLanguage, t } from '../../../language.ts';
import type { ChannelDraft } from '../draft.ts';
import { filledIn } from './asked-fields.ts';

interface Props {
  setup: ChannelSetupWire;
  draft: ChannelDraft;
  /** The id of the channel, which addresses that services report to contain. */
  id: string;
  publicUrl: string;
}

export function SetupNotes({ setup, draft, id, publicUrl }: Props) {
  const values = {
    publicUrl,
    publicHost: URL.parse(publicUrl)?.hostname ?? '',
    id,
    callbackToken: draft.secrets['callbackToken'] ?? '',
    server: draft.settings['server'] ?? '',
  };
  const filled = (text: string) => filledIn(text, values);
  const steps = setup.steps.map(({ what, link, copy }) => {
    const text = copy === null ? '' : copy.text.map(filled).join('\n');
    return {
      what: filled(inOwnLanguage(what)),
      link: link && {
        label: inOwnLanguage(link.labels),
        url: filledIn(link.url, { ...values, text: encodeURIComponent(text) }),
      },
      copy: copy && { name: copy.name === 'shell' ? t('setup.shell', 'Command line') : copy.name, text },
    };
  });
  return (
    <Stack direction="column" gap={2}>
      {JSON.stringify([setup.needs, setup.steps]).includes('{publicUrl}') && <LocalOnlyNote publicUrl={publicUrl} />}
      <div>
        <h3>{t('channels.needs', 'What you need')}</h3>
        <ul style={{ margin: 0, paddingLeft: 20, overflowWrap: 'anywhere' }}>
          {setup.needs.map((need) => (
            <li key={need.en}>{filled(inOwnLanguage(need))}</li>
          ))}
        </ul>
      </div>
      {steps.length > 0 && (
        <div>
          <h3>{t('channels.steps', 'Steps')}</h3>
          <Steps steps={steps} />
        </div>
      )}
    </Stack>
  );
}
