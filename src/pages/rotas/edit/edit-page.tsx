/** The page that edits a rota. */
import { useMemo, useState } from 'react';
import { goTo } from '../../../components/form/leave-guard.tsx';

import { useParams } from 'react-router';
import { zoneTable } from '#domain/time/zone';
import { segment } from '../../../api/client/client.ts';
import { useUrl } from '../../../components/browser/use-url.ts';
import { DeleteButton } from '../../../components/form/delete-button.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Page } from '../../../components/page/page.tsx';
import { UsedBy } from '../used/used-by.tsx';
import { ReadOnlyNote, editorsOfTeam } from '../../../components/page/read-only-note.tsx';
import { useDirectory } from '../../../components/people/directory.tsx';
import { useMayEdit } from '../../../components/people/who-am-i.tsx';
import { readerZone } from '../../../components/time/format.ts';
import { localText } from '../../../components/time/local-time.ts';
import { useNow } from '../../../components/time/use-now.ts';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { Skeleton } from '../../../components/loading/skeleton.tsx';
import { t } from '../../../language.ts';
import type { RotaData } from '../data/to-domain.ts';
import { listedOnly, toSwap } from '../data/to-domain.ts';
import { useRota } from '../data/use-rota.ts';
import { draftOf } from './draft.ts';
import { Editor } from './editor.tsx';
import { planned } from './fields/from-field.tsx';
import type { SavedRotaData } from './use-draft-preview.ts';
import type { EditedRota } from './use-editor.ts';

/** @param version an earlier state to restore; null for the last one */
function openedAt({ wire, versions, facts }: RotaData, version: number | null, now: number): EditedRota {
  const earlier = version === null ? null : (versions.find((one) => one.version === version)?.rota ?? null);
  // If the last saved state applies only later, so does the edited one, unless the person chooses otherwise.
  const [next] = planned(
    versions.filter((one) => one.version === wire.version),
    now,
  );
  const from =
    next === undefined ? '' : localText(Date.parse(next.holdsFrom ?? ''), zoneTable(facts.zones, wire.timeZone));
  return { stored: wire, draft: draftOf(earlier ?? wire), from };
}

function Editing({ data, version, isGone }: { data: RotaData; version: number | null; isGone: boolean }) {
  const { people } = useDirectory();
  const now = useNow(60_000);
  const [opened] = useState(() => openedAt(data, version, now));
  const { wire, history, overrides, swaps, absences, versions, outside } = data;
  const background = useMemo<SavedRotaData>(
    () => ({
      history,
      made: listedOnly(wire, overrides),
      swaps: swaps.map(toSwap),
      absences,
      zones: new Map(people.map(({ key, timeZone }) => [key, timeZone])),
      alsoZones: ['UTC', readerZone()],
      outside,
    }),
    [wire, history, overrides, swaps, absences, people, outside],
  );
  return <Editor opened={opened} background={background} current={wire} versions={versions} isGone={isGone} />;
}

export default function EditPage() {
  const { id = '' } = useParams();
  const [params] = useUrl();
  const { data, failure, reload } = useRota(id, readerZone());
  const mayEdit = useMayEdit(data?.rota.team ?? null);
  const version = params.get('version');
  const title = data === null ? id : t('edit.title', 'Edit {{name}}', { name: data.rota.name });
  const isGone = failure?.kind === 'not-found' && data !== null;
  const remove = data !== null && mayEdit && !data.wire.provisioned && !isGone && (
    <DeleteButton
      path="rotas"
      id={id}
      name={data.rota.name}
      version={data.wire.version}
      consequence={t(
        'edit.delete',
        'Nobody will be on call on it from then on. It can be restored, as it was, from the list of rotas.',
      )}
      more={
        <>
          <strong>{t('used.title', 'Used by')}</strong>
          <UsedBy rota={id} none={t('used.none', 'No policy pages this rota yet.')} />
        </>
      }
      onDeleted={() => goTo(`${PLUGIN_ROOT}/rotas/${segment(id)}`)}
    />
  );
  return (
    <Page isDetail zone={data?.rota.timeZone} title={title} danger={remove}>
      {failure !== null && !isGone && <FailureNote failure={failure} onRetry={reload} />}
      {data === null && failure === null && <Skeleton lines={5} />}
      {data !== null &&
        (mayEdit ? (
          <Editing key={id} data={data} version={version === null ? null : Number(version)} isGone={isGone} />
        ) : (
          <ReadOnlyNote isProvisioned={false} who={editorsOfTeam()} />
        ))}
    </Page>
  );
}
