/** The checklist of first steps on the home page. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, TextLink, useStyles2 } from '@grafana/ui';
import { segment } from '../../api/client/client.ts';
import { Section } from '../../components/page/section.tsx';
import { tabPath } from '../../components/menu/sections.ts';
import { useMe } from '../../components/people/who-am-i.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { hasModule } from '../../slots/modules.ts';
import type { FirstSteps } from './first-steps.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: theme.spacing(1, 0, 0),
    padding: 0,
    display: 'grid',
    gap: theme.spacing(1.5),
  }),
  item: css({ display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', gap: theme.spacing(1) }),
  done: css({ color: theme.colors.success.text }),
  open: css({ color: theme.colors.text.disabled }),
  moving: css({ margin: theme.spacing(2, 0, 0) }),
  minor: css({ color: theme.colors.text.secondary }),
});

interface StepProps {
  isDone: boolean;
  title: string;
  text: string;
  href: string;
}

function Step({ isDone, title, text, href }: StepProps) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.item}>
      <Icon
        name={isDone ? 'check-circle' : 'circle'}
        size="lg"
        className={isDone ? styles.done : styles.open}
        title={isDone ? t('steps.done', 'Done') : t('steps.open', 'Still to do')}
      />
      <div>
        {isDone ? <span>{title}</span> : <TextLink href={`${PLUGIN_ROOT}/${href}`}>{title}</TextLink>}
        <div className={styles.minor}>{text}</div>
      </div>
    </li>
  );
}

/** The steps to a tested page in five minutes, each after the ones it needs. Disappears when all are done. */
export function Checklist({ steps, onHide }: { steps: FirstSteps; onHide: () => void }) {
  const styles = useStyles2(getStyles);
  const isAdmin = useMe()?.can.administer === true;
  const { isReachable, hasRota, hasPolicy, integration, hasIncident } = steps;
  return (
    <Section
      title={t('steps.title', 'First steps')}
      actions={
        <Button size="sm" variant="secondary" fill="text" onClick={onHide}>
          {t('steps.hide', 'Hide')}
        </Button>
      }
    >
      <ol className={styles.list}>
        <Step
          isDone
          title={t('steps.sidecar', 'Connect the sidecar')}
          text={t('steps.sidecar-text', 'It responds, so this is done.')}
          href="home"
        />
        <Step
          isDone={isReachable}
          title={t('steps.method', 'Set how you are reached')}
          text={t('steps.method-text', 'Add a contact method and test it.')}
          href="me"
        />
        <Step
          isDone={hasRota}
          title={t('steps.rota', 'Create a rota')}
          text={t('steps.rota-text', 'Who is on call and when.')}
          href="rotas/new"
        />
        <Step
          isDone={hasPolicy}
          title={t('steps.policy', 'Create an escalation policy')}
          text={t('steps.policy-text', 'Who is notified, in which order, until somebody answers.')}
          href="policies/new"
        />
        <Step
          isDone={integration !== null}
          title={t('steps.integration', 'Connect Grafana Alerting or another source')}
          text={t('steps.integration-text', 'An integration is where alerts come in.')}
          href="integrations/new"
        />
        <Step
          isDone={hasIncident}
          title={t('steps.test', 'Send a test')}
          text={t('steps.test-text', 'Send a test from the integration’s page, and answer it.')}
          href={integration === null ? 'integrations' : `integrations/${segment(integration)}`}
        />
      </ol>
      {isAdmin && hasModule('importing') && (
        <p className={styles.moving}>
          <TextLink href={tabPath('integrations', 'imports')}>
            {t('steps.move', 'Coming from another pager? Vigie reads it and compares both before anything changes')}
          </TextLink>
        </p>
      )}
    </Section>
  );
}
