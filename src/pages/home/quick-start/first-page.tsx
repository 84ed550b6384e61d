/** Follows the first page of a new installation until it is answered. */
import { useEffect } from 'react';
import { Alert, Button, Stack, TextLink } from '@grafana/ui';
import { interval } from 'rxjs';
import type { IncidentAnswer, PageWire } from '#contract/incidents/incident';
import type { ListPage } from '#contract/list';
import { segment } from '../../../api/client/client.ts';
import { useApi } from '../../../api/client/use-api.ts';
import type { ChannelKind } from '../../../api/resources/channels.ts';
import { kindName } from '../../../components/people/kind-name.ts';
import { command } from '../../../api/resources/incidents.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';
import { deliveryWords } from './delivery-words.ts';

/** The reader waits for the message, and no event says that one was sent. */
const SOON = 2_000;

/** @param incident its id */
export function FirstPage({ incident }: { incident: string }) {
  const path = `incidents/${segment(incident)}`;
  const live = { live: ['incident'] as const, id: incident };
  const asked = useApi<IncidentAnswer>({ path }, live);
  const { data: pages, reload: reloadPages } = useApi<ListPage<PageWire>>({ path: `${path}/pages` }, live);
  useEffect(() => {
    const subscription = interval(SOON).subscribe(reloadPages);
    return () => subscription.unsubscribe();
  }, [reloadPages]);
  const kinds = useApi<ListPage<ChannelKind>>({ path: 'channel-kinds' }).data?.items ?? [];
  const { isSending, failure, send } = useSending();
  const answer = () => void send(() => command(incident, 'acknowledge'), asked.reload);
  return (
    <Answer asked={asked}>
      {({ state }) =>
        state === 'open' ? (
          <Stack direction="column" gap={1}>
            <strong>{t('quick.paging', 'You are being paged now.')}</strong>
            <ul aria-label={t('quick.ways', 'How you are paged')} style={{ paddingLeft: 20 }}>
              {(pages?.items ?? []).flatMap(({ deliveries }) =>
                deliveries.map(({ id, channel, state: stage }) => (
                  <li key={id}>{deliveryWords(kindName(kinds, channel), stage)}</li>
                )),
              )}
            </ul>
            <div>{t('quick.answer-there', 'Answer in the message that you get, or here.')}</div>
            {failure !== null && <FailureNote failure={failure} />}
            <div>
              <Button icon="eye" disabled={isSending} onClick={answer}>
                {t('command.acknowledge', 'Acknowledge')}
              </Button>
            </div>
          </Stack>
        ) : (
          <Answered incident={incident} />
        )
      }
    </Answer>
  );
}

function Answered({ incident }: { incident: string }) {
  const next = [
    { href: `incidents/${incident}`, text: t('quick.see', 'See what happened') },
    { href: 'people', text: t('quick.people', 'Add people') },
    { href: 'integrations/new', text: t('steps.integration', 'Connect Grafana Alerting or another source') },
  ];
  return (
    <Alert severity="success" title={t('quick.answered', 'You answered. Paging works.')}>
      <ul style={{ paddingLeft: 20 }}>
        {next.map(({ href, text }) => (
          <li key={href}>
            <TextLink href={`${PLUGIN_ROOT}/${href}`}>{text}</TextLink>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
