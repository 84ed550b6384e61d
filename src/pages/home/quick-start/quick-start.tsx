/** The first run in one click: sets up the least that pages, pages the reader, and waits for the answer. */
import { useState } from 'react';
import { Button, Stack, TextLink } from '@grafana/ui';
import type { ApiFailure } from '../../../api/client/failure.ts';
import { saveObject } from '../../../api/client/objects.ts';
import { testIntegration } from '../../../api/resources/integrations.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { readerZone } from '../../../components/time/format.ts';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';
import { FirstPage } from './first-page.tsx';
import type { CreatedIds, SetUpRequests } from './set-up.ts';
import { setUp } from './set-up.ts';

const requests: SetUpRequests = {
  async save(path, body) {
    const saved = await saveObject<{ id: string }>({ path, id: null, version: null, body });
    return saved.ok ? { ok: true, value: saved.value.id } : saved;
  },
  async page(integration) {
    const sent = await testIntegration(integration, { send: true, page: true });
    return sent.ok ? { ok: true, value: sent.value.incidents[0] ?? '' } : sent;
  },
};

function useSetUp() {
  const me = useMe();
  const [created, setCreated] = useState<CreatedIds>({});
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [isRunning, setRunning] = useState(false);
  const begin = async () => {
    if (me === null || me.login === null) {
      return;
    }
    setRunning(true);
    const names = {
      rota: t('quick.rota', 'First rota'),
      policy: t('quick.policy', 'First policy'),
      integration: t('quick.integration', 'First webhook'),
    };
    const person = { login: me.login, team: me.teams[0] ?? null, timeZone: readerZone() };
    const result = await setUp(created, names, person, requests);
    setCreated(result.created);
    setFailure(result.failure);
    setRunning(false);
  };
  return { created, failure, isRunning, begin };
}

interface Props {
  /** Nothing is set up yet, so that it can begin. */
  isEmpty: boolean;
  /** Whether the reader has a contact method that works. */
  isReachable: boolean;
}

/** Stays until the reader leaves the page, so that the answer is seen. */
export default function QuickStart({ isEmpty, isReachable }: Props) {
  const { created, failure, isRunning, begin } = useSetUp();
  const isBegun = isRunning || Object.keys(created).length > 0;
  if (!isEmpty && !isBegun) {
    return null;
  }
  return (
    <Section title={t('quick.title', 'Your first page, in one click')}>
      {created.incident === undefined ? (
        <Stack direction="column" gap={1}>
          <div>
            {t(
              'quick.text',
              'Vigie creates a rota with you on call, a policy that pages whoever is on call, and a webhook for alerts. Then it pages you, and you answer. You can change all of it later.',
            )}
          </div>
          {!isReachable && (
            <div>
              {t('quick.unreachable', 'You have no contact method that works yet.')}{' '}
              <TextLink href={`${PLUGIN_ROOT}/me`}>{t('steps.method', 'Set how you are reached')}</TextLink>
            </div>
          )}
          {failure !== null && <FailureNote failure={failure} what={t('quick.failed', 'It could not be set up')} />}
          <div>
            <Button icon="bell" disabled={isRunning || !isReachable} onClick={() => void begin()}>
              {t('quick.begin', 'Set it up and page me')}
            </Button>
          </div>
        </Stack>
      ) : (
        <FirstPage incident={created.incident} />
      )}
    </Section>
  );
}
