/** Shows where a payload would go, without opening an incident or paging anybody. */
import { useState } from 'react';
import { Button, Icon, Stack, TextLink } from '@grafana/ui';
import type { RouteWire } from '#contract/integrations/integration';
import { Badge } from '../../../components/page/badge.tsx';
import type { TestAnswer, TestedAlert } from '../../../api/resources/integrations.ts';
import { testIntegration } from '../../../api/resources/integrations.ts';
import { useName } from '../../../components/people/directory.tsx';
import { EscalationPreview } from '../../../components/escalation/escalation-preview.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { At } from '../../../components/time/times.tsx';
import { useSending } from '../../../components/form/use-sending.ts';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';
import { TextAreaField } from '../../../components/form/fields/labelled-fields.tsx';

type Result = TestedAlert['routes'][number]['result'];

function resultText(result: Result): string {
  switch (result) {
    case 'taken':
      return t('tester.taken', 'matches');
    case 'no-match':
      return t('tester.no-match', 'does not match');
    case 'outside-hours':
      return t('tester.outside', 'outside its hours');
    case 'too-heavy':
      return t('tester.too-heavy', 'too much work to be tried: such an alert takes the default route');
    case 'not-reached':
      return t('tester.not-reached', 'not reached');
  }
}

/** An empty text stands for the kind's example; a mail may be pasted as it is. @returns undefined if it is no JSON */
function payloadOf(text: string, isMail = false): { payload?: unknown } | undefined {
  if (text.trim() === '') {
    return {};
  }
  try {
    return { payload: JSON.parse(text) as unknown };
  } catch {
    return isMail ? { payload: text } : undefined;
  }
}

function Routes({ alert }: { alert: TestedAlert }) {
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {alert.routes.map(({ route, result }) => (
        <li key={route}>
          <Icon name={result === 'taken' ? 'check-circle' : 'circle'} size="sm" />{' '}
          {t('tester.route', 'Route {{route}}: {{result}}', { route, result: resultText(result) })}
        </li>
      ))}
      {alert.route === null && (
        <li>
          <Icon name="check-circle" size="sm" /> {t('tester.default', 'The integration’s own policy')}
        </li>
      )}
    </ul>
  );
}

/** Marks an alert that opens no incident. */
function OpensNothing({ alert }: { alert: TestedAlert }) {
  const name = useName();
  if (alert.heartbeat !== null) {
    const text = t('tester.heartbeat', 'Heartbeat of {{integration}}, opens nothing', {
      integration: name('integrations', alert.heartbeat),
    });
    return <Badge color="green" icon="heart" text={text} />;
  }
  return alert.drop ? <Badge color="darkgrey" text={t('tester.dropped', 'Recorded only, opens nothing')} /> : null;
}

function Tested({ alert, at }: { alert: TestedAlert; at: string }) {
  const name = useName();
  return (
    <Stack direction="column" gap={1}>
      <strong>{alert.title ?? alert.groupKey}</strong>
      <Routes alert={alert} />
      <OpensNothing alert={alert} />
      {alert.policy !== null && !alert.drop && (
        <div>{t('tester.policy', 'Policy: {{policy}}', { policy: name('policies', alert.policy) })}</div>
      )}
      {alert.holdUntil !== null && (
        <div>
          <Icon name="pause" /> {t('tester.held', 'A maintenance holds paging until')} <At at={alert.holdUntil} />
        </div>
      )}
      {alert.joins !== null && (
        <div>
          {t('tester.joins', 'It would join')}{' '}
          <TextLink href={`${PLUGIN_ROOT}/incidents/${alert.joins.id}`}>{`#${alert.joins.number}`}</TextLink>
        </div>
      )}
      {alert.escalation !== null && (
        <EscalationPreview preview={alert.escalation} from={alert.escalation.entries[0]?.at ?? at} />
      )}
    </Stack>
  );
}

interface PayloadProps {
  text: string;
  isMail: boolean;
  isWrong: boolean;
  onChange: (text: string) => void;
}

function PayloadField({ text, isMail, isWrong, onChange }: PayloadProps) {
  return (
    <TextAreaField
      id="tester-payload"
      label={t('tester.payload', 'A payload, as the monitor sends it')}
      description={
        isMail
          ? t(
              'tester.mail-hint',
              'The source of a mail with its headers, or JSON copied from “Activity”. Leave empty for an example.',
            )
          : t('tester.payload-hint', 'JSON, for example copied from “Activity”. Leave empty for an example.')
      }
      invalid={isWrong}
      error={t('tester.no-json', 'This is not JSON.')}
      rows={6}
      value={text}
      onChange={onChange}
    />
  );
}

function Outcome({ answer }: { answer: TestAnswer }) {
  return answer.alerts.length === 0
    ? t('tester.nothing', 'It contains no alerts.')
    : answer.alerts.map((alert) => <Tested key={alert.fingerprint} alert={alert} at={answer.at} />);
}

interface Props {
  id: string;
  isMail: boolean;
  /** Those on the screen; null: they are saved. */
  routes: readonly RouteWire[] | null;
}

export function Tester({ id, isMail, routes }: Props) {
  const [text, setText] = useState('');
  const [answer, setAnswer] = useState<TestAnswer | null>(null);
  const { isSending, failure, send } = useSending();
  const body = payloadOf(text, isMail);
  const check = () =>
    body !== undefined && send(() => testIntegration(id, { ...body, ...(routes !== null && { routes }) }), setAnswer);
  return (
    <Section title={t('tester.title', 'Where would it go?')}>
      <Stack direction="column" gap={2}>
        <PayloadField text={text} isMail={isMail} isWrong={body === undefined} onChange={setText} />
        {routes !== null && <div>{t('tester.unsaved', 'By the routes on the screen, which are not saved.')}</div>}
        <div>
          <Button
            variant="secondary"
            icon="play"
            disabled={isSending || body === undefined}
            onClick={() => void check()}
          >
            {t('tester.look', 'Check')}
          </Button>
        </div>
        {failure !== null && <FailureNote failure={failure} what={t('tester.failed', 'It would be rejected')} />}
        {failure === null && answer !== null && <Outcome answer={answer} />}
      </Stack>
    </Section>
  );
}
