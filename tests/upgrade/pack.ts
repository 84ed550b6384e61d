/** `node tests/upgrade/pack.ts 0.1.0 <folder>`: archives the sources of a released sidecar. Made once, then kept. */
import { pack } from './archive.ts';
import { archiveOf } from './released.ts';

const [release, folder] = process.argv.slice(2);
if (release === undefined || folder === undefined) {
  console.error('vigie: name the release and the folder with its sources');
  process.exitCode = 1;
} else {
  pack(folder, archiveOf(release));
  console.log(`vigie: ${archiveOf(release)}`);
}
