/** The steps to connect a monitor: what to do, texts to copy, and files to download. */
import { Button, Stack } from '@grafana/ui';
import { download } from '../../../components/browser/download.ts';
import { CopyText } from '../../../components/form/copy-text.tsx';
import { t } from '../../../language.ts';
import type { IngestAddress, InstructionBlock, MonitorFile } from './block.ts';

interface Props {
  blocks: readonly InstructionBlock[];
  address: IngestAddress;
}

/** In the order of the blocks; each way is numbered by itself. */
function waysOf(blocks: readonly InstructionBlock[]): Array<{ way: string | undefined; steps: InstructionBlock[] }> {
  return [...new Set(blocks.map(({ way }) => way))].map((way) => ({
    way,
    steps: blocks.filter((one) => one.way === way),
  }));
}

export function HowToSteps({ blocks, address }: Props) {
  return (
    <>
      {waysOf(blocks).map(({ way, steps }) => (
        <div key={way ?? ''}>
          {way !== undefined && <h3 style={{ fontSize: 14 }}>{way}</h3>}
          <ol
            aria-label={way}
            style={{ margin: 0, paddingLeft: 20, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 16 }}
          >
            {steps.map((step) => (
              <li key={step.what}>
                <Step step={step} address={address} />
              </li>
            ))}
          </ol>
        </div>
      ))}
    </>
  );
}

function Step({ step, address }: { step: InstructionBlock; address: IngestAddress }) {
  const { what, name, text, saveAs, files = [] } = step;
  return (
    <>
      <p>{what}</p>
      <Stack direction="column" gap={1}>
        {files.length > 0 && (
          <Stack gap={1} wrap="wrap">
            {files.map((file) => (
              <FileButton key={file} file={file} address={address} />
            ))}
          </Stack>
        )}
        {text !== null && <CopyText name={name} text={text} saveAs={saveAs} />}
      </Stack>
    </>
  );
}

function FileButton({ file, address }: { file: MonitorFile; address: IngestAddress }) {
  const save = async () => {
    const { monitorFile } = await import('./files.ts');
    download(file, 'text/plain;charset=utf-8', monitorFile(file, address));
  };
  return (
    <Button
      size="sm"
      variant="secondary"
      icon="download-alt"
      aria-label={t('setup.download', 'Download {{file}}', { file })}
      onClick={() => void save()}
    >
      {file}
    </Button>
  );
}
