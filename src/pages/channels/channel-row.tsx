/** One row of the list of channels. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import { EditButton } from '../../components/list/edit-button.tsx';
import { ListRow } from '../../components/list/row-list.tsx';
import { Badge } from '../../components/page/badge.tsx';
import type { ChannelKind, ChannelState, ChannelTestWire, StoredChannel } from '../../api/resources/channels.ts';
import { testChannel } from '../../api/resources/channels.ts';
import type { MethodTestResult } from '../../api/resources/people.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { TriedText } from '../../components/people/tried-text.tsx';
import { useName } from '../../components/people/directory.tsx';
import { Ago } from '../../components/time/times.tsx';
import { inOwnLanguage, t } from '../../language.ts';
import { badgeOf, servedText } from './channel-badge.ts';

function usesText(kind: ChannelKind | undefined, policies: string[]): string {
  const served = (kind?.serves ?? []).map(servedText);
  const parts = [
    ...(served.length > 0 ? [t('channels.carries', 'Carries {{what}}', { what: served.join(', ') })] : []),
    ...(policies.length > 0
      ? [t('channels.used', 'Posted to by {{policies}}', { policies: policies.join(', ') })]
      : []),
  ];
  return parts.length > 0 ? parts.join('. ') : t('channels.unused', 'Not used by any escalation policy');
}

interface Props {
  channel: StoredChannel;
  kind: ChannelKind | undefined;
  state: ChannelState | null;
  /** The latest test since the channel was changed; null: none. */
  latest: ChannelTestWire | null;
  /** Names of the policies that post to this channel. */
  policies: string[];
  isAdmin: boolean;
  onEdit: () => void;
  onTested: () => void;
}

export function ChannelRow({ channel, kind, state, latest, policies, isAdmin, onEdit, onTested }: Props) {
  const nameOf = useName();
  const { isSending, failure, send, forget } = useSending();
  const [tried, setTried] = useState<MethodTestResult | null>(null);
  const name = channel.name ?? channel.id;
  const test = () => {
    setTried(null);
    void send(
      () => testChannel(channel.id),
      (result) => {
        setTried(result);
        onTested();
      },
    );
  };
  return (
    <ListRow
      name={name}
      nameMore={[
        kind ? inOwnLanguage(kind.names) : channel.type,
        ...(channel.team === null ? [] : [nameOf('teams', channel.team)]),
      ].join(', ')}
      text={
        <Stack gap={1} alignItems="center" wrap="wrap">
          <Badge {...badgeOf(state, latest)} />
          {latest !== null && <Ago at={latest.at} />}
        </Stack>
      }
      textMore={state !== null && !state.up && state.problem !== null ? state.problem : usesText(kind, policies)}
      tools={
        <>
          {isAdmin && <TestButton name={name} isSending={isSending} onTest={test} />}
          <EditButton name={name} isProvisioned={channel.provisioned} onEdit={isAdmin ? onEdit : null} />
        </>
      }
      below={
        (tried !== null || failure !== null) && (
          <>
            {tried !== null && <TriedText tried={tried} />}
            {failure !== null && (
              <FailureNote failure={failure} what={t('method.test-failed', 'The test was not sent')} onClose={forget} />
            )}
          </>
        )
      }
    />
  );
}

function TestButton({ name, isSending, onTest }: { name: string; isSending: boolean; onTest: () => void }) {
  return (
    <Button
      size="sm"
      variant="secondary"
      icon="message"
      disabled={isSending}
      aria-label={t('method.test-label', 'Test {{name}}', { name })}
      onClick={onTest}
    >
      {t('method.test', 'Test')}
    </Button>
  );
}
