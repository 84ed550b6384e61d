/** The settings page of the data source, which has none: the app's connection is used. */
import { Alert, TextLink } from '@grafana/ui';
import { SETTINGS_URL } from '../constants.ts';
import { t } from '../language.ts';

export function ConfigEditor() {
  return (
    <Alert severity="info" title={t('datasource.no-settings', 'There is nothing to set here')}>
      <p>
        {t(
          'datasource.uses-app',
          'This data source asks Vigie through the app, with the rights of whoever looks. Alert rules cannot use it.',
        )}
      </p>
      <TextLink href={SETTINGS_URL}>{t('datasource.app-settings', 'Connection of the app')}</TextLink>
    </Alert>
  );
}
