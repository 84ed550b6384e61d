/** The form that starts an import: which pager, at which address, with which key. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { ImportablePager, ImportWire } from '#modules/importing/contract/wizard';
import type { ImportSource } from '#modules/importing/domain/model';
import { startImport } from '../../api/imports.ts';
import { ComboboxField, InputField } from '../../../../components/form/fields/labelled-fields.tsx';
import { LabelledSwitch } from '../../../../components/form/fields/labelled-switch.tsx';
import { Form } from '../../../../components/form/form.tsx';
import { useSending } from '../../../../components/form/use-sending.ts';
import { FailureNote } from '../../../../components/page/failure-note.tsx';
import { Section } from '../../../../components/page/section.tsx';
import { t } from '../../../../language.ts';
import { KeyField } from '../key-field.tsx';
import { pagerName } from '../words/import-words.ts';
import { addressHint } from '../words/pager-hints.ts';

interface Props {
  sources: readonly ImportablePager[];
  onStarted: (started: ImportWire) => void;
}

export function NewImportForm({ sources, onStarted }: Props) {
  const [source, setSource] = useState<ImportSource | null>(null);
  const [url, setUrl] = useState('');
  const [key, setKey] = useState('');
  const [isLocal, setLocal] = useState(false);
  const { isSending, failure, send } = useSending();
  const isReady = source !== null && url.trim() !== '' && key.trim() !== '';
  const choose = (chosen: ImportSource) => {
    setSource(chosen);
    setUrl(sources.find((one) => one.source === chosen)?.url ?? '');
  };
  const start = () => {
    if (source !== null && isReady) {
      void send(() => startImport({ source, url: url.trim(), key, localTime: isLocal }), onStarted);
    }
  };
  return (
    <Section title={t('imports.new', 'New import')}>
      <Form style={{ maxWidth: 560 }} onSubmit={start}>
        <Stack direction="column" gap={2}>
          <ComboboxField<ImportSource>
            id="import-source"
            label={t('imports.source', 'Pager that you leave')}
            options={sources.map((one) => ({ value: one.source, label: pagerName(one.source) }))}
            value={source}
            onChange={({ value }) => choose(value)}
          />
          {source !== null && (
            <>
              <InputField
                id="import-url"
                label={t('imports.url', 'Address of its API')}
                description={addressHint(source)}
                value={url}
                onChange={setUrl}
              />
              <KeyField source={source} value={key} onChange={setKey} />
              {source === 'oncall' && (
                <div>
                  <LabelledSwitch
                    id="import-local"
                    label={t('imports.local', 'Keep the clock of the rota’s zone')}
                    value={isLocal}
                    onChange={setLocal}
                  />
                  {t(
                    'imports.local-hint',
                    'Grafana OnCall may count in UTC, so that turns move by an hour when clocks change. With this they stay.',
                  )}
                </div>
              )}
            </>
          )}
          {failure !== null && <FailureNote failure={failure} what={t('imports.not-started', 'Nothing was read')} />}
          <Stack gap={1}>
            <Button type="submit" disabled={!isReady || isSending}>
              {t('imports.start', 'Read and compare')}
            </Button>
          </Stack>
        </Stack>
      </Form>
    </Section>
  );
}
