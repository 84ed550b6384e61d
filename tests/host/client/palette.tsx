/** `grafana/commandpalette/action`: Ctrl+K, as Grafana's palette does what its entries say. */
import { useEffect, useState } from 'react';
import type { AppPlugin } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Input, Modal } from '@grafana/ui';
import { linksFor } from './extension-points.tsx';
import type { AddedLink, Modals } from './extension-points.tsx';

/** 12.4 gives an entry its address and an action, and the action prevents the address: one without `onClick` does nothing. */
function perform(
  link: Pick<AddedLink, 'path' | 'onClick'>,
  version: string,
  { push, openModal }: { push: (path: string) => void; openModal: (options: Modals) => void },
): void {
  if (link.onClick !== undefined) {
    link.onClick(
      undefined as never,
      { context: {}, extensionPointId: 'grafana/commandpalette/action', openModal } as never,
    );
  } else if (link.path !== undefined && !version.startsWith('12.')) {
    push(link.path);
  }
}

export function Palette({ plugin }: { plugin: AppPlugin }) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [modal, setModal] = useState<Modals | null>(null);
  const Body = modal?.body;
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        setText('');
        setOpen(true);
      }
    };
    window.addEventListener('keydown', open);
    return () => window.removeEventListener('keydown', open);
  }, []);
  const found = linksFor(plugin, 'grafana/commandpalette/action', {}).filter(({ title }) =>
    title.toLowerCase().includes(text.toLowerCase()),
  );
  const run = (link: AddedLink | undefined) => {
    setOpen(false);
    if (link !== undefined) {
      perform(link, window.hostBoot.version, { push: (path) => locationService.push(path), openModal: setModal });
    }
  };
  if (modal && Body) {
    return (
      <Modal title={modal.title} isOpen onDismiss={() => setModal(null)}>
        <Body onDismiss={() => setModal(null)} />
      </Modal>
    );
  }
  return (
    <Modal title="Command palette" isOpen={isOpen} onDismiss={() => setOpen(false)}>
      <Input
        autoFocus
        aria-label="Search or jump to"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && run(found[0])}
      />
      <div role="listbox" aria-label="Found">
        {found.map((link) => (
          <div key={link.title} role="option" aria-selected={link === found[0]} tabIndex={-1} onClick={() => run(link)}>
            {link.title}
          </div>
        ))}
      </div>
    </Modal>
  );
}
