/** Numbered steps to set something up elsewhere, with texts to copy and pages to open. */
import { LinkButton } from '../page/link-button.tsx';
import { CopyText } from '../form/copy-text.tsx';

export interface SetupStep {
  what: string;
  link?: { label: string; url: string } | null;
  /** `name`: of the file or field. */
  copy?: { name: string; text: string } | null;
}

export function Steps({ steps }: { steps: readonly SetupStep[] }) {
  return (
    <ol style={{ margin: 0, paddingLeft: 20, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 16 }}>
      {steps.map(({ what, link = null, copy = null }) => (
        <li key={what}>
          <p style={{ overflowWrap: 'anywhere' }}>{what}</p>
          {link !== null && (
            <p>
              <LinkButton
                variant="secondary"
                size="sm"
                icon="external-link-alt"
                href={link.url}
                target="_blank"
                rel="noopener noreferrer"
              >
                {link.label}
              </LinkButton>
            </p>
          )}
          {copy !== null && <CopyText name={copy.name} text={copy.text} />}
        </li>
      ))}
    </ol>
  );
}
