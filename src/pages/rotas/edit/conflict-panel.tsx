/** Resolves a conflict between this draft and a save by somebody else, by showing both sets of changes. */
import { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, RadioButtonGroup, Stack, useStyles2 } from '@grafana/ui';
import type { RotaWire } from '#contract/rotas/rota';
import type { StoredRota, VersionWire } from '../../../api/resources/rotas.ts';
import { useName } from '../../../components/people/directory.tsx';
import { At } from '../../../components/time/times.tsx';
import { t } from '../../../language.ts';
import type { RotaChange } from '../changes/changes.ts';
import { apply, keyOf, concurrentChanges } from '../changes/changes.ts';
import { changeText } from '../changes/change-text.ts';
import { layerNames } from '../data/to-domain.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))', gap: theme.spacing(2) }),
  title: css({ ...theme.typography.h6, margin: 0 }),
  list: css({ margin: 0, paddingLeft: theme.spacing(2.5), overflowWrap: 'anywhere' }),
});

interface Props {
  /** The state that the draft began with, the draft, and the saved state. */
  base: RotaWire;
  mine: RotaWire;
  theirs: StoredRota;
  /** Who saved it and when; null if not known yet. */
  saved: VersionWire | null;
  /** Called with the reader's changes applied to the saved state, or without them. */
  onResolve: (rota: RotaWire) => void;
}

type Side = 'mine' | 'theirs';

function Changes({
  title,
  changes,
  words,
}: {
  title: string;
  changes: readonly RotaChange[];
  words: (change: RotaChange) => string;
}) {
  const styles = useStyles2(getStyles);
  return (
    <div>
      <h2 className={styles.title}>{title}</h2>
      <ul className={styles.list}>
        {changes.map((change) => (
          <li key={keyOf(change)}>{words(change)}</li>
        ))}
        {changes.length === 0 && <li>{t('conflict.nothing', 'nothing')}</li>}
      </ul>
    </div>
  );
}

export function ConflictPanel({ base, mine, theirs, saved, onResolve }: Props) {
  const styles = useStyles2(getStyles);
  const name = useName();
  const met = useMemo(() => concurrentChanges(base, mine, theirs), [base, mine, theirs]);
  const [sides, setSides] = useState<Record<string, Side>>({});
  const layers = useMemo(() => layerNames([mine, theirs, base]), [mine, theirs, base]);
  const words = (change: RotaChange) =>
    changeText(change, { name: (login) => name('people', login), team: (id) => name('teams', id) }, layers);
  const who = saved?.savedBy == null ? t('conflict.somebody', 'Somebody') : name('people', saved.savedBy);
  const chosen = met.mine.filter((change) => sides[keyOf(change)] !== 'theirs');
  const contested = met.mine.filter((change) => met.both.includes(keyOf(change)));
  return (
    <Alert severity="warning" title={t('conflict.title', '{{who}} changed this rota in the meantime', { who })}>
      <Stack direction="column" gap={2}>
        <div>
          {saved !== null && (
            <>
              <At at={saved.savedAt} />.{' '}
            </>
          )}
          {t('conflict.safe', 'Nothing is lost: your changes are here, theirs are saved.')}
        </div>
        <div className={styles.columns}>
          <Changes title={t('conflict.theirs', '{{who}} changed', { who })} changes={met.theirs} words={words} />
          <Changes title={t('conflict.mine', 'You changed')} changes={met.mine} words={words} />
        </div>
        {contested.map((change) => (
          <div key={keyOf(change)}>
            <div>{t('conflict.both', 'Both of you changed this: {{change}}', { change: words(change) })}</div>
            <RadioButtonGroup<Side>
              aria-label={words(change)}
              size="sm"
              value={sides[keyOf(change)] ?? 'mine'}
              options={[
                { value: 'mine', label: t('conflict.keep-mine', 'Mine') },
                { value: 'theirs', label: t('conflict.keep-theirs', 'Saved version') },
              ]}
              onChange={(side) => setSides((old) => ({ ...old, [keyOf(change)]: side }))}
            />
          </div>
        ))}
        <Stack gap={1} wrap="wrap">
          {met.mine.length > 0 && (
            <Button icon="check" onClick={() => onResolve(apply(theirs, chosen))}>
              {t('conflict.reapply', 'Apply my changes on top of theirs')}
            </Button>
          )}
          <Button variant="secondary" onClick={() => onResolve(theirs)}>
            {met.mine.length > 0
              ? t('conflict.drop', 'Discard mine, show theirs')
              : t('conflict.show', 'Show the current version')}
          </Button>
        </Stack>
      </Stack>
    </Alert>
  );
}
