/** Reads a folder's files as they were at one moment. */
import path from 'node:path';
import { yamlFilesAmong } from './files.ts';
import type { ProvisioningFiles } from './files.ts';

export interface FileContent {
  file: string;
  content: Awaited<ReturnType<ProvisioningFiles['read']>>;
}

const MOST_READINGS = 5;

/**
 * A mounted volume is swapped as a whole, and an editor or a copy may be half done: what was read counts if a second
 * reading finds the same.
 * @returns null: they kept changing
 */
export async function readWhole(
  folder: string,
  names: readonly string[],
  files: ProvisioningFiles,
): Promise<FileContent[] | null> {
  let [known, before] = [names, await readEach(folder, names, files)];
  for (let reading = 1; reading < MOST_READINGS; reading++) {
    const listed = await files.list(folder);
    const there = typeof listed === 'string' ? [] : yamlFilesAmong(listed);
    const again = await readEach(folder, there, files);
    const isSame = there.join('/') === known.join('/') && again.every((one, i) => isSameContent(one, before[i]));
    if (isSame) {
      return before;
    }
    [known, before] = [there, again];
  }
  return null;
}

async function readEach(folder: string, names: readonly string[], files: ProvisioningFiles): Promise<FileContent[]> {
  const contents: FileContent[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    contents.push({ file, content: await files.read(file) });
  }
  return contents;
}

function isSameContent({ content: one }: FileContent, other: FileContent | undefined): boolean {
  const content = other?.content;
  return one.ok && content?.ok === true ? one.text === content.text : one.ok === content?.ok;
}
