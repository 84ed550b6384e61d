/** Notes for readers who are no person. */
import { EmptyState } from '@grafana/ui';
import { t } from '../../language.ts';
import { myLogin } from './me.ts';
import { LinkButton } from '../page/link-button.tsx';

/** For visitors whom Grafana admits without an account, so nothing here belongs to them. */
export function SignInNote() {
  return (
    <EmptyState
      variant="call-to-action"
      message={t('sign-in.title', 'Sign in to Grafana')}
      button={<LinkButton href="/login">{t('sign-in.button', 'Sign in')}</LinkButton>}
    >
      {t(
        'sign-in.more',
        'Contact methods, rules and absences belong to a person; you’re looking around without being one.',
      )}
    </EmptyState>
  );
}

/** In place of what is a person's: a visitor or a service account is never on call, and nobody can reach it. */
export function NobodyNote() {
  if (myLogin() === '') {
    return <SignInNote />;
  }
  return (
    <EmptyState variant="call-to-action" message={t('person.script', 'A service account has no page of its own')}>
      {t('person.script-more', 'It sees and does what its role in Grafana allows.')}
    </EmptyState>
  );
}
