/** The tab with the received and refused payloads: the reason of each refusal, and a button to replay it. */
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, TextLink, useStyles2 } from '@grafana/ui';
import { Badge } from '../../components/page/badge.tsx';
import type { ListPage } from '#contract/list';
import { segment } from '../../api/client/client.ts';
import type { ReceivedAlert, RejectedPayloadWire } from '../../api/resources/integrations.ts';
import { replay } from '../../api/resources/integrations.ts';
import { useApi } from '../../api/client/use-api.ts';
import { Answer } from '../../components/page/answer.tsx';
import { CopyText } from '../../components/form/copy-text.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { Section } from '../../components/page/section.tsx';
import { Ago } from '../../components/time/times.tsx';
import { toast } from '../../components/browser/toast.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { useMe } from '../../components/people/who-am-i.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { decisionText } from './decision-text.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  item: css({
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.colors.border.weak}`,
    '&:first-child': { borderTop: 0 },
    display: 'grid',
    gap: theme.spacing(1),
  }),
  row: css({
    display: 'grid',
    gridTemplateColumns: '120px minmax(0, 1fr) auto',
    gap: theme.spacing(1.5),
    alignItems: 'start',
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(0.5) },
  }),
  minor: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  text: css({ overflowWrap: 'anywhere' }),
  tools: css({ display: 'flex', gap: theme.spacing(1), flexWrap: 'wrap' }),
});

function pretty(body: unknown): string {
  return JSON.stringify(body, null, 2);
}

/** Indents the payload if it is JSON. */
function readable(body: string): string {
  try {
    return pretty(JSON.parse(body));
  } catch {
    return body;
  }
}

function PayloadButton({ isOpen, onToggle }: { isOpen: boolean; onToggle: () => void }) {
  return (
    <Button
      size="sm"
      variant="secondary"
      fill="text"
      icon={isOpen ? 'angle-up' : 'angle-down'}
      aria-expanded={isOpen}
      onClick={onToggle}
    >
      {t('came.payload', 'Payload')}
    </Button>
  );
}

function Received({ alert }: { alert: ReceivedAlert }) {
  const styles = useStyles2(getStyles);
  const [isOpen, setOpen] = useState(false);
  return (
    <li className={styles.item}>
      <div className={styles.row}>
        <span className={styles.minor}>
          <Ago at={alert.receivedAt} />
        </span>
        <div className={styles.text}>
          <div>{alert.title ?? alert.groupKey}</div>
          <div className={styles.minor}>
            {alert.status === 'resolved'
              ? t('came.resolved', 'resolved')
              : alert.status === 'firing'
                ? t('came.firing', 'firing')
                : alert.status}
            , {decisionText(alert.decision)}
          </div>
        </div>
        <div className={styles.tools}>
          {alert.incident !== null && (
            <TextLink href={`${PLUGIN_ROOT}/incidents/${alert.incident}`}>{t('came.incident', 'Incident')}</TextLink>
          )}
          {alert.raw !== null && <PayloadButton isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />}
        </div>
      </div>
      {isOpen && <CopyText name={t('came.payload', 'Payload')} text={pretty(alert.raw)} />}
    </li>
  );
}

function Rejected({
  id,
  payload,
  mayReplay,
  onReplayed,
}: {
  id: string;
  payload: RejectedPayloadWire;
  mayReplay: boolean;
  onReplayed: () => void;
}) {
  const styles = useStyles2(getStyles);
  const [isOpen, setOpen] = useState(false);
  const { isSending, failure, send } = useSending();
  const again = () =>
    send(
      () => replay(id, payload.id),
      ({ accepted }) => {
        toast(
          t('came.replayed', '', {
            count: accepted,
            defaultValue_one: '{{count}} alert accepted',
            defaultValue_other: '{{count}} alerts accepted',
          }),
        );
        onReplayed();
      },
    );
  return (
    <li className={styles.item}>
      <div className={styles.row}>
        <span className={styles.minor}>
          <Ago at={payload.at} />
        </span>
        <div className={styles.text}>
          <div>{payload.reason}</div>
          <div className={styles.minor}>{payload.contentType ?? t('came.no-type', 'without a content type')}</div>
          {payload.replayedAt !== null && <Badge color="green" icon="check" text={t('came.settled', 'Reprocessed')} />}
        </div>
        <div className={styles.tools}>
          <PayloadButton isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
          {mayReplay && payload.replayedAt === null && (
            <Button size="sm" variant="secondary" icon="sync" disabled={isSending} onClick={() => void again()}>
              {t('came.replay', 'Reprocess')}
            </Button>
          )}
        </div>
      </div>
      {failure !== null && <FailureNote failure={failure} what={t('came.replay-failed', 'Reprocessing failed')} />}
      {isOpen && <CopyText name={t('came.payload', 'Payload')} text={readable(payload.body)} />}
    </li>
  );
}

export function CameTab({ id, mayReplay, onReplayed }: { id: string; mayReplay: boolean; onReplayed: () => void }) {
  const styles = useStyles2(getStyles);
  const me = useMe();
  const alerts = useApi<ListPage<ReceivedAlert>>(
    { path: `integrations/${segment(id)}/alerts`, query: { limit: 50 } },
    { live: ['incident'] },
  );
  const rejected = useApi<ListPage<RejectedPayloadWire>>(
    me?.can.edit === true ? { path: `integrations/${segment(id)}/rejected`, query: { limit: 50 } } : null,
    { live: ['incident'] },
  );
  const reload = () => {
    alerts.reload();
    rejected.reload();
    onReplayed();
  };
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 16 }}>
      {me?.can.edit === true && (
        <Section title={t('came.refused', 'Rejected')}>
          <Answer asked={rejected}>
            {({ items }) =>
              items.length === 0 ? (
                t('came.none-refused', 'No rejected payloads.')
              ) : (
                <ul className={styles.list}>
                  {items.map((payload) => (
                    <Rejected key={payload.id} id={id} payload={payload} mayReplay={mayReplay} onReplayed={reload} />
                  ))}
                </ul>
              )
            }
          </Answer>
        </Section>
      )}
      <Section
        title={t('came.taken', 'Accepted')}
        actions={
          <Button size="sm" variant="secondary" icon="sync" onClick={reload}>
            {t('came.reload', 'Refresh')}
          </Button>
        }
      >
        <Answer asked={alerts}>
          {({ items }) =>
            items.length === 0 ? (
              t('came.none', 'No activity yet. “Setup” shows how to connect the source and lets you send a test.')
            ) : (
              <ul className={styles.list}>
                {items.map((alert) => (
                  <Received key={alert.id} alert={alert} />
                ))}
              </ul>
            )
          }
        </Answer>
      </Section>
    </div>
  );
}
