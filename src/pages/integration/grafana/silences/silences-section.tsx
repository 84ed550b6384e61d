/** Switches the exchange of silences with Grafana. Only Admins set its address, which may be in a private network. */
import { Field, SecretInput, Stack, TextLink } from '@grafana/ui';
import { segment } from '../../../../api/client/client.ts';
import type { StatusWire } from '../../../../api/connection/connection-wire.ts';
import type { FieldProblem } from '../../../../api/client/failure.ts';
import { useApi } from '../../../../api/client/use-api.ts';
import type { StoredIntegration } from '../../../../api/resources/integrations.ts';
import { DurationField } from '../../../../components/form/fields/time/duration-field.tsx';
import { LabelledSwitch } from '../../../../components/form/fields/labelled-switch.tsx';
import { Section } from '../../../../components/page/section.tsx';
import { useMe } from '../../../../components/people/who-am-i.tsx';
import { problemText } from '../../../../components/words/problem-words.ts';
import { PLUGIN_ROOT } from '../../../../constants.ts';
import { t } from '../../../../language.ts';
import type { SilencesDraft } from '../../draft.ts';
import { InputField } from '../../../../components/form/fields/labelled-fields.tsx';

interface Props {
  /** Of the integration. */
  id: string;
  stored: StoredIntegration['sync'];
  draft: SilencesDraft;
  /** Problems of the integration from the last refused save. */
  problems: readonly FieldProblem[];
  onChange: (draft: SilencesDraft) => void;
}

const title = () => t('silences.title', 'Grafana silences');

function intro(): string {
  return t(
    'silences.intro',
    'Alerts that somebody silences in Grafana aren’t paged while the silence lasts. With a length below, acknowledging or snoozing here silences them there.',
  );
}

function problemAt(problems: readonly FieldProblem[], field: 'url' | 'token' | 'silence'): string | undefined {
  const found = problems.find(({ path }) => path === `sync.${field}`);
  return found && problemText(found);
}

/** A read-only view. @param isProvisioned a file defines the integration, so nobody can change it here */
export function SilencesFacts({ stored, isProvisioned }: Pick<Props, 'stored'> & { isProvisioned: boolean }) {
  return (
    <Section title={title()}>
      <div>
        {stored === null
          ? t('silences.off', 'Off: Vigie keeps paging for alerts silenced in Grafana.')
          : t('silences.on', 'On, with {{url}}.', { url: stored.url ?? '' })}
      </div>
      <div>
        {isProvisioned
          ? t('silences.of-file', 'A provisioning file defines the integration: its field sync decides.')
          : t('silences.who', 'Administrators turn it on and off.')}
      </div>
    </Section>
  );
}

function SyncFields({ draft, problems, onChange }: Omit<Props, 'stored' | 'id'>) {
  const [url, token] = [problemAt(problems, 'url'), problemAt(problems, 'token')];
  return (
    <>
      <InputField
        id="silences-url"
        label={t('silences.url', 'Address of Grafana')}
        description={t(
          'silences.url-hint',
          'As the sidecar reaches it. Its VIGIE_GRAFANA_URL may be in a private network; any other address there needs VIGIE_OUTGOING_ALLOW.',
        )}
        invalid={url !== undefined}
        error={url}
        value={draft.url}
        onChange={(text) => onChange({ ...draft, url: text })}
      />
      <Field
        label={t('token.title', 'Token')}
        description={t(
          'silences.token-hint',
          'Of a service account in Grafana: as Viewer to follow silences, as Editor to create some, too. It is never shown again.',
        )}
        invalid={token !== undefined}
        error={token}
        noMargin
      >
        <SecretInput
          id="silences-token"
          isConfigured={draft.token === null}
          value={draft.token ?? ''}
          autoComplete="off"
          onChange={(event) => onChange({ ...draft, token: event.currentTarget.value })}
          onReset={() => onChange({ ...draft, token: '' })}
        />
      </Field>
      <DurationField
        id="silences-length"
        label={t('silences.length', 'Maximum length of a silence made by Vigie')}
        description={t('silences.length-hint', 'Leave empty to follow silences and create none.')}
        isOptional
        value={draft.length}
        error={problemAt(problems, 'silence')}
        onChange={(length) => onChange({ ...draft, length })}
      />
    </>
  );
}

/** With an account of Vigie's own there is nothing to type. */
function Managed({ id }: Pick<Props, 'id'>) {
  return (
    <Section title={title()}>
      <div>
        {t('silences.managed', 'Vigie follows them through a service account of its own.')}{' '}
        <TextLink inline href={`${PLUGIN_ROOT}/integrations/${segment(id)}?at=silences`}>
          {t('silences.manage', 'Renew, change or remove it under Setup')}
        </TextLink>
      </div>
    </Section>
  );
}

export function SilencesSection({ id, stored, draft, problems, onChange }: Props) {
  const isAdmin = useMe()?.can.administer === true;
  const own = useApi<StatusWire>(isAdmin ? { path: 'status' } : null).data?.grafana ?? '';
  if (!isAdmin) {
    return <SilencesFacts stored={stored} isProvisioned={false} />;
  }
  if (stored?.account !== undefined) {
    return <Managed id={id} />;
  }
  return (
    <Section title={title()}>
      <Stack direction="column" gap={2}>
        <div>{intro()}</div>
        <LabelledSwitch
          id="silences-on"
          label={t('silences.switch', 'Follow and create silences')}
          value={draft.isOn}
          onChange={(isOn) => onChange({ ...draft, isOn, url: draft.url === '' ? own : draft.url })}
        />
        {draft.isOn && <SyncFields draft={draft} problems={problems} onChange={onChange} />}
      </Stack>
    </Section>
  );
}
