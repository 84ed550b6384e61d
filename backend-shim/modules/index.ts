/** The modules of the sidecar, a line each: without its line and its folder, a module does not exist. */
import type { SidecarModule } from '../wire/module.ts';
import { compat } from './compat/module.ts';
import { importing } from './importing/module.ts';
import { review } from './review/module.ts';

export const MODULES: readonly SidecarModule[] = [compat, importing, review];
