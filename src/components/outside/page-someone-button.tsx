/** Lets other plugins page somebody (`vigie-oncall-app/page-someone/v1`). */
import { useState } from 'react';
import { Button, Modal } from '@grafana/ui';
import { t } from '../../language.ts';
import PageSomeoneModal from '../incident/context/page-someone-modal.tsx';
import type { ExposedPageSomeoneProps } from './exposed.ts';
import { OutsidePages } from './outside-pages.tsx';

export default function PageButton({ title = '', description = '', labels = {} }: ExposedPageSomeoneProps) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button icon="bell" onClick={() => setOpen(true)}>
        {t('page-someone.button', 'Page someone')}
      </Button>
      <Modal title={t('page-someone.button', 'Page someone')} isOpen={isOpen} onDismiss={close}>
        <OutsidePages>
          <PageSomeoneModal instance={{ labels, annotations: { summary: title, description } }} onDismiss={close} />
        </OutsidePages>
      </Modal>
    </>
  );
}
