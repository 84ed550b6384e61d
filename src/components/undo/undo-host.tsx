/** The bar at the bottom of our pages that takes back what was just done. */
import { useEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, IconButton, useStyles2 } from '@grafana/ui';
import type { ApiFailure } from '../../api/client/failure.ts';
import { t } from '../../language.ts';
import { toast } from '../browser/toast.ts';
import { FailureNote } from '../page/failure-note.tsx';
import type { UndoOffer } from './undo-offer.ts';
import { UNDO_TIME, undoOffer$, withdrawOffer } from './undo-offer.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  place: css({
    position: 'fixed',
    bottom: theme.spacing(2),
    left: theme.spacing(2),
    right: theme.spacing(2),
    display: 'flex',
    justifyContent: 'center',
    pointerEvents: 'none',
    zIndex: theme.zIndex.portal,
  }),
  bar: css({
    pointerEvents: 'auto',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    maxWidth: 640,
    minWidth: 0,
    overflowWrap: 'anywhere',
    padding: theme.spacing(1, 2),
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${theme.colors.border.medium}`,
    background: theme.colors.background.secondary,
    color: theme.colors.text.primary,
    boxShadow: theme.shadows.z3,
  }),
});

function Bar({ offer }: { offer: UndoOffer }) {
  const styles = useStyles2(getStyles);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  useEffect(() => {
    const end = window.setTimeout(() => withdrawOffer(offer), UNDO_TIME);
    return () => window.clearTimeout(end);
  }, [offer]);
  const undo = async () => {
    setSending(true);
    const failed = await offer.undo();
    setSending(false);
    if (failed !== null) {
      return setFailure(failed);
    }
    withdrawOffer(offer);
    toast(t('undo.done', 'Undone'));
    offer.onUndone();
  };
  return (
    <div className={styles.bar}>
      {failure === null ? (
        <>
          <span role="status">{offer.text}</span>
          <Button size="sm" variant="secondary" icon="history" disabled={isSending} onClick={() => void undo()}>
            {t('undo.button', 'Undo')}
          </Button>
        </>
      ) : (
        <FailureNote failure={failure} what={t('undo.failed', 'It was not undone')} />
      )}
      <IconButton name="times" tooltip={t('undo.close', 'Close')} onClick={() => withdrawOffer(offer)} />
    </div>
  );
}

export function UndoHost() {
  const styles = useStyles2(getStyles);
  const [offer, setOffer] = useState<UndoOffer | null>(null);
  useEffect(() => {
    const subscription = undoOffer$.subscribe(setOffer);
    return () => subscription.unsubscribe();
  }, []);
  // Another offer is another bar, whose time begins anew.
  return offer === null ? null : (
    <div className={styles.place}>
      <Bar key={offerKey(offer)} offer={offer} />
    </div>
  );
}

const keys = new WeakMap<UndoOffer, number>();
let lastKey = 0;

function offerKey(offer: UndoOffer): number {
  const key = keys.get(offer) ?? ++lastKey;
  keys.set(offer, key);
  return key;
}
