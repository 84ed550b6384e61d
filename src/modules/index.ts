/** The modules of the plugin, a line each: without its line and its folder, a module does not exist. */
import type { PluginModule } from '../slots/modules.ts';
import { importing } from './importing/module.ts';

export const MODULES: readonly PluginModule[] = [importing];
