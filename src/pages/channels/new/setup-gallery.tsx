/** The gallery of ways to set a channel up, by what they are for. */
import { useState } from 'react';
import { EmptyState, Stack } from '@grafana/ui';
import type { ChannelSetupWire } from '#contract/paging/channel-kind';
import { SearchField } from '../../../components/form/fields/search-field.tsx';
import { Gallery } from '../../../components/gallery/gallery.tsx';
import { namedTile } from '../../../components/gallery/named-tile.ts';
import { Tile } from '../../../components/gallery/tile.tsx';
import { inOwnLanguage, t } from '../../../language.ts';
import type { ChosenSetup } from '../form/asked-fields.ts';

const GROUPS: Record<ChannelSetupWire['group'], () => string> = {
  chat: () => t('channels.group-chat', 'Chat'),
  sms: () => t('channels.group-sms', 'SMS'),
  call: () => t('channels.group-call', 'Phone calls'),
  other: () => t('channels.group-other', 'Others'),
};

const ORDER: ReadonlyArray<ChannelSetupWire['group']> = ['chat', 'sms', 'call', 'other'];

interface Props {
  ways: readonly ChosenSetup[];
  onChoose: (setup: string) => void;
}

export function SetupGallery({ ways, onChoose }: Props) {
  const [text, setText] = useState('');
  const matches = ({ setup }: ChosenSetup) =>
    [inOwnLanguage(setup.names), inOwnLanguage(setup.summaries)].some((one) =>
      one.toLowerCase().includes(text.trim().toLowerCase()),
    );
  const found = ways.filter(matches);
  return (
    <Stack direction="column" gap={2}>
      <SearchField placeholder={t('channels.search', 'Search types')} value={text} onChange={setText} />
      {ORDER.filter((group) => found.some(({ setup }) => setup.group === group)).map((group) => (
        <div key={group}>
          <h3>{GROUPS[group]()}</h3>
          <Gallery
            choices={found
              .filter(({ setup }) => setup.group === group)
              .map(({ kind, setup }) => ({
                key: setup.id,
                tile: <Tile {...namedTile(kind.kind, inOwnLanguage(setup.names))} />,
                name: inOwnLanguage(setup.names),
                summary: inOwnLanguage(setup.summaries),
                onChoose: () => onChoose(setup.id),
              }))}
          />
        </div>
      ))}
      {found.length === 0 && <EmptyState variant="not-found" message={t('channels.none-match', 'No matching types')} />}
    </Stack>
  );
}
