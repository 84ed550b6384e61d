/** Makes the service account with which silences are followed. */
import { useState } from 'react';
import { Button, Checkbox, Stack } from '@grafana/ui';
import { parseDuration } from '#domain/time/duration';
import type { StoredIntegration } from '../../../../api/resources/integrations.ts';
import { followSilences, roleFor } from '../../../../api/service-accounts/silence-account.ts';
import { silenceWorld } from '../../../../api/service-accounts/silence-world.ts';
import { toast } from '../../../../components/browser/toast.ts';
import { DurationField } from '../../../../components/form/fields/time/duration-field.tsx';
import { useSending } from '../../../../components/form/use-sending.ts';
import { roleText } from '../../../../components/integration/silences/account-words.ts';
import { FollowFailure } from '../../../../components/integration/silences/follow-failure.tsx';
import { t } from '../../../../language.ts';

/** As long as a shift is usually awake. */
const USUAL = '4h';

/** What an acknowledgement does in Grafana, while it is edited. */
export interface Acknowledging {
  isOn: boolean;
  length: string;
}

export function acknowledgingOf(silence: string | null): Acknowledging {
  return { isOn: silence !== null, length: silence ?? USUAL };
}

/** As `sync.silence` takes it. */
export function silenceOf({ isOn, length }: Acknowledging): string | null {
  return isOn ? length.trim() : null;
}

export function isUsable({ isOn, length }: Acknowledging): boolean {
  return !isOn || parseDuration(length.trim()) !== null;
}

export function AcknowledgingFields({
  value,
  onChange,
}: {
  value: Acknowledging;
  onChange: (value: Acknowledging) => void;
}) {
  return (
    <Stack direction="column" gap={1}>
      {/* In a column it would stretch, and its description stand apart. */}
      <div>
        <Checkbox
          id="follow-acknowledging"
          label={t('follow.acknowledging', 'Acknowledging and snoozing here silence in Grafana')}
          description={t(
            'follow.acknowledging-hint',
            'The service account then needs the role Editor; else it is Viewer.',
          )}
          value={value.isOn}
          onChange={(event) => onChange({ ...value, isOn: event.currentTarget.checked })}
        />
      </div>
      {value.isOn && (
        <DurationField
          id="follow-length"
          label={t('silences.length', 'Maximum length of a silence made by Vigie')}
          value={value.length}
          onChange={(length) => onChange({ ...value, length })}
        />
      )}
    </Stack>
  );
}

interface Props {
  integration: StoredIntegration;
  /** The address at which the sidecar reaches this Grafana. */
  url: string;
  publicUrl: string;
  onDone: () => void;
}

/** @param integration may have a token that somebody entered, which the account's then replaces */
export function FollowForm({ integration, url, publicUrl, onDone }: Props) {
  const [draft, setDraft] = useState(() => acknowledgingOf(integration.sync?.silence ?? null));
  const { isSending, failure, send } = useSending();
  const silence = silenceOf(draft);
  const follow = () =>
    send(
      () => followSilences(silenceWorld(), { integration, url, publicUrl, silence }),
      () => {
        toast(t('follow.done', 'Vigie follows silences made in Grafana'));
        onDone();
      },
    );
  return (
    <>
      <div>
        {t(
          'follow.intro',
          'Vigie makes a service account in this Grafana with your permissions, as {{role}}, and gives its token to the sidecar, where it is sealed. Nobody sees it.',
          { role: roleText(roleFor(silence)) },
        )}
      </div>
      <AcknowledgingFields value={draft} onChange={setDraft} />
      <div>
        <Button icon="bell-slash" disabled={isSending || !isUsable(draft)} onClick={() => void follow()}>
          {integration.sync === null
            ? t('follow.start', 'Follow silences')
            : t('follow.replace', 'Replace the token by a service account of Vigie’s own')}
        </Button>
      </div>
      <FollowFailure failure={failure} what={t('follow.failed', 'Silences are not followed')} />
    </>
  );
}
