/** Offers to restore a deleted rota as it was. */
import { Alert, Button, Stack } from '@grafana/ui';
import type { ListPage } from '#contract/list';
import type { RotaWire } from '#contract/rotas/rota';
import { segment } from '../../../api/client/client.ts';
import type { ApiFailure } from '../../../api/client/failure.ts';
import { saveObject } from '../../../api/client/objects.ts';
import { useApi } from '../../../api/client/use-api.ts';
import type { VersionWire } from '../../../api/resources/rotas.ts';
import { toast } from '../../../components/browser/toast.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { useName } from '../../../components/people/directory.tsx';
import { useMayEdit } from '../../../components/people/who-am-i.tsx';
import { At } from '../../../components/time/times.tsx';
import { t } from '../../../language.ts';

/** @param failure the failure of loading the rota, shown if the rota never existed */
export function DeletedNote({ id, failure }: { id: string; failure: ApiFailure }) {
  const asked = useApi<ListPage<VersionWire>>({ path: `rotas/${segment(id)}/versions` });
  const name = useName();
  const { isSending, failure: notRestored, send } = useSending();
  const [gone] = asked.data?.items ?? [];
  const last = asked.data?.items.find(({ rota }) => rota !== null)?.rota ?? null;
  const mayEdit = useMayEdit(last?.team ?? null);
  if (gone === undefined || gone.rota !== null || last === null) {
    return asked.isLoading ? null : <FailureNote failure={failure} />;
  }
  // The live updates reload the page, as for every reader.
  const restore = () =>
    void send(
      () => saveObject<RotaWire>({ path: 'rotas', id: null, body: last, version: null }),
      () => toast(t('deleted.restored', 'Rota restored; nobody was on call in between')),
    );
  return (
    <Alert severity="info" title={t('deleted.title', '{{name}} was deleted', { name: last.name ?? id })}>
      <Stack direction="column" gap={1}>
        <div>
          <At at={gone.savedAt} />{' '}
          {gone.savedBy !== null && t('deleted.by', 'by {{who}}', { who: name('people', gone.savedBy) })}
        </div>
        {mayEdit ? (
          <div>
            <Button icon="history" disabled={isSending} onClick={restore}>
              {t('deleted.restore', 'Restore')}
            </Button>
          </div>
        ) : (
          <div>{t('deleted.who', 'Editors of its team and administrators can restore it.')}</div>
        )}
        {notRestored !== null && (
          <FailureNote failure={notRestored} what={t('deleted.failed', 'The rota was not restored')} />
        )}
      </Stack>
    </Alert>
  );
}
