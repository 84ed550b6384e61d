/** Pages the reader for real, to see with their own phone what happens. */
import { Button } from '@grafana/ui';
import { pageSomeone } from '../../../api/resources/incidents.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import { goTo } from '../../../components/form/leave-guard.tsx';
import { useMayPage } from '../../../components/incident/may-page.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';

/** Whoever may not page by hand is not offered it. */
export function PageMe({ login }: { login: string }) {
  const may = useMayPage();
  const { isSending, failure, send } = useSending();
  const team = may?.pages.anybody === false ? may.teams[0] : undefined;
  if (may === null || (!may.pages.anybody && !(may.pages.users.includes(login) && team !== undefined))) {
    return null;
  }
  const page = () =>
    void send(
      () =>
        pageSomeone({
          title: t('page-me.incident', 'Trial page: answer it, then resolve it'),
          description: '',
          severity: 'critical',
          users: [login],
          ...(team !== undefined && { team }),
        }),
      ({ id }) => goTo(`${PLUGIN_ROOT}/incidents/${id}`),
    );
  return (
    <div>
      <Button size="sm" variant="secondary" icon="bell" disabled={isSending} onClick={page}>
        {t('page-me.button', 'Page me for real')}
      </Button>
      {failure !== null && <FailureNote failure={failure} what={t('page-someone.failed', 'Nobody was paged')} />}
    </div>
  );
}
