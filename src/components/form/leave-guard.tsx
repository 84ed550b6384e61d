/** Asks before unsaved changes are lost, when the page is left within Grafana or by a reload. */
import type { ReactNode } from 'react';
import { createContext, useCallback, useContext, useEffect, useId, useState } from 'react';
import { locationService } from '@grafana/runtime';
import { t } from '../../language.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

/** True while the page may be left without a question: after saving, or after the person confirmed. */
let isMeant = false;

export function goTo(address: string): void {
  isMeant = true;
  locationService.push(address);
  isMeant = false;
}

interface PagePlace {
  pathname: string;
  search: string;
}

/** Identifies a page and its tab, which has its own fields. Other query parameters only change the view. */
function placeOf({ pathname, search }: PagePlace): string {
  return `${pathname} ${new URLSearchParams(search).get('tab') ?? ''}`;
}

/** @returns the question, which must be rendered somewhere on the page */
export function useLeaveGuard(isChanged: boolean): ReactNode {
  const [next, setNext] = useState<string | null>(null);
  useEffect(() => {
    if (!isChanged) {
      return;
    }
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    const here = placeOf(locationService.getLocation());
    const release = locationService.getHistory().block(({ pathname, search }: PagePlace) => {
      if (isMeant || placeOf({ pathname, search }) === here) {
        return;
      }
      setNext(`${pathname}${search}`);
      return false;
    });
    return () => {
      window.removeEventListener('beforeunload', warn);
      release();
    };
  }, [isChanged]);
  return (
    next !== null && (
      <ConfirmDialog
        isOpen
        title={t('leave.title', 'Leave without saving?')}
        body={t('leave.body', 'Your changes on this page are not saved.')}
        confirmText={t('leave.confirm', 'Leave and lose changes')}
        dismissText={t('leave.stay', 'Stay here')}
        onConfirm={() => goTo(next)}
        onDismiss={() => setNext(null)}
      />
    )
  );
}

const Drafts = createContext<(key: string, isChanged: boolean) => void>(() => undefined);

interface InnerDrafts {
  /** Something inside is typed that is not saved. */
  isAny: boolean;
  /** Makes forms inside heard, which tell by `useGuardedDraft`. */
  around: (children: ReactNode) => ReactNode;
}

/** For what asks on behalf of the forms in it. */
export function useInnerDrafts(): InnerDrafts {
  const [changed, setChanged] = useState<readonly string[]>([]);
  const tell = useCallback(
    (key: string, isChanged: boolean) =>
      setChanged((old) => {
        const others = old.filter((one) => one !== key);
        return isChanged ? [...others, key] : others;
      }),
    [],
  );
  return {
    isAny: changed.length > 0,
    around: (children) => <Drafts.Provider value={tell}>{children}</Drafts.Provider>,
  };
}

/** One question for all drafts inside: a page of cards has many, and Grafana's history takes one question at a time. */
export function GuardedDrafts({ children }: { children: ReactNode }) {
  const { isAny, around } = useInnerDrafts();
  const guard = useLeaveGuard(isAny);
  return around(
    <>
      {guard}
      {children}
    </>,
  );
}

/** Tells the `GuardedDrafts` or the drawer around it whether something is typed that is not saved. */
export function useGuardedDraft(isChanged: boolean): void {
  const key = useId();
  const tell = useContext(Drafts);
  useEffect(() => {
    if (!isChanged) {
      return;
    }
    tell(key, true);
    return () => tell(key, false);
  }, [key, tell, isChanged]);
}
