import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, TextLink, useStyles2 } from '@grafana/ui';
import { Section } from '../../components/page/section.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';

export interface FirstSteps {
  hasIntegration: boolean;
  hasContactMethod: boolean;
  hasRota: boolean;
  hasPolicy: boolean;
  hasIncident: boolean;
}

const styles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(1, 0, 0), padding: 0, display: 'grid', gap: theme.spacing(1.5) }),
  item: css({ display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', gap: theme.spacing(1) }),
  done: css({ color: theme.colors.success.text }),
  open: css({ color: theme.colors.text.disabled }),
  minor: css({ color: theme.colors.text.secondary }),
});

interface StepProps {
  isDone: boolean;
  title: string;
  text: string;
  href: string;
}

function Step({ isDone, title, text, href }: StepProps) {
  const look = useStyles2(styles);
  return (
    <li className={look.item}>
      <Icon name={isDone ? 'check-circle' : 'circle'} size="lg" className={isDone ? look.done : look.open} title={isDone ? t('steps.done', 'Done') : t('steps.open', 'Still to do')} />
      <div>
        {isDone ? <span>{title}</span> : <TextLink href={`${PLUGIN_ROOT}/${href}`}>{title}</TextLink>}
        <div className={look.minor}>{text}</div>
      </div>
    </li>
  );
}

export function isComplete(steps: FirstSteps): boolean {
  return Object.values(steps).every(Boolean);
}

/** From nothing to a tested page in five minutes. Goes away when all is done. */
export function Checklist({ steps }: { steps: FirstSteps }) {
  const look = useStyles2(styles);
  return (
    <Section title={t('steps.title', 'First steps')}>
      <ol className={look.list}>
        <Step isDone title={t('steps.sidecar', 'Connect the sidecar')} text={t('steps.sidecar-text', 'It answers, so this is done.')} href="home" />
        <Step isDone={steps.hasIntegration} title={t('steps.integration', 'Connect Grafana Alerting, or another source')} text={t('steps.integration-text', 'An integration is where alerts come in.')} href="integrations" />
        <Step isDone={steps.hasContactMethod} title={t('steps.method', 'Say how you are reached')} text={t('steps.method-text', 'Add a contact method, and try it.')} href="me" />
        <Step isDone={steps.hasRota} title={t('steps.rota', 'Make a rota')} text={t('steps.rota-text', 'Who is on call, when.')} href="rotas" />
        <Step isDone={steps.hasPolicy} title={t('steps.policy', 'Make an escalation policy')} text={t('steps.policy-text', 'Who is told, in which order, until somebody answers.')} href="policies" />
        <Step isDone={steps.hasIncident} title={t('steps.test', 'Send a test')} text={t('steps.test-text', 'Send a test from the integration’s page, and answer it.')} href="integrations" />
      </ol>
    </Section>
  );
}
