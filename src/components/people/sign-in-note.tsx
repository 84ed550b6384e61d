/** A note for visitors without an account. */
import { EmptyState } from '@grafana/ui';
import { t } from '../../language.ts';
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
