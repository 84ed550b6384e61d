/** The form with the settings of the plugin. */
import { useState } from 'react';
import { Alert, Button, Field, SecretInput, Stack } from '@grafana/ui';
import type { AddressProblem } from '../../api/connection/address.ts';
import { addressProblem, cleanAddress } from '../../api/connection/address.ts';
import type { ApiFailure } from '../../api/client/failure.ts';
import type { PluginSettings } from '../../api/connection/settings.ts';
import { saveSettings } from '../../api/connection/settings.ts';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { Form } from '../../components/form/form.tsx';
import { t } from '../../language.ts';
import { InputField } from '../../components/form/fields/labelled-fields.tsx';

interface Props {
  pluginId: string;
  isEnabled: boolean;
  isPinned: boolean;
  settings: PluginSettings;
  hasToken: boolean;
  onSaved: () => void;
}

const PROBLEMS: Record<NonNullable<AddressProblem>, () => string> = {
  empty: () => t('settings.address-empty', 'Enter the address at which Grafana’s server reaches the sidecar.'),
  form: () => t('settings.address-form', 'An address looks like http://vigie:8723.'),
  path: () => t('settings.address-path', 'Leave out the path: the plugin adds it.'),
};

export function SettingsForm({ pluginId, isEnabled, isPinned, settings, hasToken, onSaved }: Props) {
  const [address, setAddress] = useState(settings.sidecarUrl ?? '');
  const [token, setToken] = useState('');
  const [isTokenKept, setTokenKept] = useState(hasToken);
  const [isTouched, setTouched] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [isSaving, setSaving] = useState(false);
  const problem = addressProblem(address);
  const isReady = problem === null && (isTokenKept || token.trim() !== '');

  const save = async () => {
    setSaving(true);
    const secureJsonData = isTokenKept ? undefined : { sidecarToken: token.trim() };
    const sent = await saveSettings(pluginId, {
      enabled: true,
      pinned: isPinned || !isEnabled,
      jsonData: { ...settings, sidecarUrl: cleanAddress(address) },
      secureJsonData,
    });
    setSaving(false);
    setFailure(sent.ok ? null : sent.failure);
    if (sent.ok) {
      onSaved();
    }
  };

  return (
    // The limit is on the form, since a width on the inputs would also apply on a phone.
    <Form style={{ maxWidth: 480 }} onSubmit={() => void save()}>
      {!isEnabled && (
        <Alert severity="info" title={t('settings.disabled', 'The plugin is not enabled in this organization')}>
          {t('settings.disabled-more', 'Saving enables it.')}
        </Alert>
      )}
      <InputField
        id="sidecar-url"
        label={t('settings.address', 'Address of the sidecar')}
        description={t('settings.address-hint', 'As Grafana’s server sees it, not your browser: http://vigie:8723')}
        invalid={isTouched && problem !== null}
        error={problem === null ? undefined : PROBLEMS[problem]()}
        noMargin={false}
        value={address}
        onBlur={() => setTouched(true)}
        onChange={setAddress}
      />
      <Field
        label={t('settings.token', 'Token')}
        description={t(
          'settings.token-hint',
          'What `vigie token` prints on the sidecar’s machine: VIGIE_PLUGIN_TOKEN, or, where none was set, data/plugin-token.',
        )}
      >
        <SecretInput
          id="sidecar-token"
          isConfigured={isTokenKept}
          value={token}
          autoComplete="off"
          onChange={(event) => setToken(event.currentTarget.value)}
          onReset={() => {
            setTokenKept(false);
            setToken('');
          }}
        />
      </Field>
      {failure !== null && <FailureNote failure={failure} what={t('settings.failed', 'The settings were not saved')} />}
      <Stack gap={1}>
        <Button type="submit" disabled={!isReady || isSaving}>
          {isEnabled ? t('settings.save', 'Save and check') : t('settings.enable', 'Enable, save and check')}
        </Button>
      </Stack>
    </Form>
  );
}
