/** A drawer to enter an absence, which rotas apply at once, and to offer the remaining shifts to colleagues. */
import { useState } from 'react';
import { Alert, Button, Stack } from '@grafana/ui';
import { GuardedDrawer } from '../../../components/form/drawer-form.tsx';
import type { OnAbsence } from '#domain/rota/model';
import { AbsenceForm } from '../../../components/people/absence-form.tsx';
import { CoverOffer } from '../../../components/rota/cover-offer.tsx';
import { t } from '../../../language.ts';

const MEANING: Record<OnAbsence, () => string> = {
  flag: () =>
    t('away.flag', 'On this rota you stay on call while away until a colleague takes the shift, so offer it.'),
  skip: () => t('away.skip', 'This rota skips you while you’re away; lower layers fill in, if there are any.'),
  next: () => t('away.next', 'This rota hands your turns to the next person while you’re away.'),
};

interface Props {
  login: string;
  timeZone: string;
  onAbsence: OnAbsence;
  onClose: () => void;
}

export function AwayDrawer({ login, timeZone, onAbsence, onClose }: Props) {
  const [added, setAdded] = useState<string | null>(null);
  return (
    <GuardedDrawer
      draft={null}
      title={t('away.title', 'I’m away')}
      subtitle={t('override.zone', 'Times are in {{zone}}', { zone: timeZone })}
      size="sm"
      onClose={onClose}
    >
      <Stack direction="column" gap={2}>
        <div>{MEANING[onAbsence]()}</div>
        {added === null ? (
          <AbsenceForm login={login} timeZone={timeZone} onDone={({ id }) => setAdded(id)} />
        ) : (
          <>
            <Alert severity="success" title={t('absences.added', 'Absence added; rotas take it into account')} />
            <CoverOffer absence={added} />
            <div>
              <Button variant="secondary" onClick={onClose}>
                {t('form.close', 'Close')}
              </Button>
            </div>
          </>
        )}
      </Stack>
    </GuardedDrawer>
  );
}
