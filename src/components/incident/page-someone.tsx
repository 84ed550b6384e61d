/** Pages somebody by hand, through an escalation policy or directly. */
import { Suspense, useState } from 'react';
import { locationService } from '@grafana/runtime';
import { Button, Modal, Stack } from '@grafana/ui';
import { pageSomeone } from '../../api/resources/incidents.ts';
import { useKeptDraft } from '../form/kept-draft.ts';
import { useSending } from '../form/use-sending.ts';
import { ReadOnlyNote } from '../page/read-only-note.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { FailureNote } from '../page/failure-note.tsx';
import { Form } from '../form/form.tsx';
import { t } from '../../language.ts';
import { later } from '../../later.ts';
import { AskFirst, flagsAfterYes } from '../people/ask-first.tsx';
import type { AskFlags } from '../people/ask-first.tsx';
import type { MayPage } from './may-page.ts';
import { pagesSomebody, useMayPage } from './may-page.ts';
import type { PageDraft } from './page-fields.tsx';
import { WhatFields, WhomFields } from './page-fields.tsx';

const WhomPreview = later(() => import('../escalation/whom-preview.tsx'));

interface FormProps {
  title?: string;
  description?: string;
  labels?: Record<string, string>;
  onClose: () => void;
}

const EMPTY: PageDraft = { title: '', description: '', severity: 'critical', way: 'policy', policy: null, users: [] };

function bodyOf({ title, description, severity, way, policy, users }: PageDraft, may: MayPage | null) {
  return {
    title: title.trim(),
    description,
    severity,
    ...(way === 'policy'
      ? { policy: policy ?? undefined }
      : { users, ...(may?.pages.anybody === false && { team: may.teams[0] }) }),
  };
}

function namesSomebody({ way, policy, users }: PageDraft): boolean {
  return way === 'policy' ? policy !== null : users.length > 0;
}

function isComplete(draft: PageDraft): boolean {
  return draft.title.trim() !== '' && namesSomebody(draft);
}

const ASKING: AskFlags = { askIfUnavailable: true };

/** Also used outside our pages, on a Grafana alert, so it loads names itself. */
export function PageSomeoneForm({ title = '', description = '', labels, onClose }: FormProps) {
  // By the alert that it is about.
  const kept = useKeptDraft(`page ${JSON.stringify([title, labels])}`, { ...EMPTY, title, description });
  const { draft, change } = kept;
  const forgetDraft = () => {
    kept.forget();
    onClose();
  };
  const { isSending, failure, send, forget } = useSending();
  const may = useMayPage();
  const [flags, setFlags] = useState<AskFlags>(ASKING);
  const submit = (given: AskFlags) => {
    setFlags(given);
    void send(
      () => pageSomeone({ ...bodyOf(draft, may), labels, ...given }),
      ({ id }) => {
        forgetDraft();
        locationService.push(`${PLUGIN_ROOT}/incidents/${id}`);
      },
    );
  };
  if (may !== null && !pagesSomebody(may)) {
    return <MayNotPage />;
  }
  const afterYes = failure === null ? null : flagsAfterYes(failure, flags);
  const question = failure !== null && afterYes !== null ? { failure, goOn: () => submit(afterYes) } : null;
  return (
    <Form onSubmit={() => submit(ASKING)}>
      <WhatFields draft={draft} change={change} />
      <WhomFields draft={draft} may={may} change={change} />
      {namesSomebody(draft) && (
        <Suspense fallback={null}>
          <WhomPreview
            policy={draft.way === 'policy' ? draft.policy : null}
            users={draft.users}
            severity={draft.severity}
            labels={labels ?? {}}
          />
        </Suspense>
      )}
      <AskFirst question={question} onDismiss={forget} />
      {failure !== null && question === null && (
        <FailureNote failure={failure} what={t('page-someone.failed', 'Nobody was paged')} />
      )}
      <Buttons canSend={isComplete(draft) && !isSending} onClose={forgetDraft} />
    </Form>
  );
}

function Buttons({ canSend, onClose }: { canSend: boolean; onClose: () => void }) {
  return (
    <Stack gap={1} justifyContent="flex-end">
      <Button type="button" variant="secondary" onClick={onClose}>
        {t('form.cancel', 'Cancel')}
      </Button>
      <Button type="submit" icon="bell" disabled={!canSend}>
        {t('page-someone.submit', 'Page now')}
      </Button>
    </Stack>
  );
}

function MayNotPage() {
  return (
    <ReadOnlyNote
      isProvisioned={false}
      who={t(
        'page-someone.who-may',
        'Editors can page anyone; others can page their own teams, and the policies they’re on call for.',
      )}
    />
  );
}

/** Hidden from people who may page nobody. */
export function PageSomeoneButton() {
  const may = useMayPage();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  if (may === null || !pagesSomebody(may)) {
    return null;
  }
  return (
    <>
      <Button icon="bell" onClick={() => setOpen(true)}>
        {t('page-someone.button', 'Page someone')}
      </Button>
      <Modal title={t('page-someone.button', 'Page someone')} isOpen={isOpen} onDismiss={close}>
        <PageSomeoneForm onClose={close} />
      </Modal>
    </>
  );
}
