/** The modules of the plugin, a line each: without its line and its folder, a module does not exist. */
import { registerModules } from '../slots/modules.ts';
import { importing } from './importing/module.ts';
import { review } from './review/module.ts';

// Here, so that the entry, which Grafana loads on each of its pages, holds nothing of it.
registerModules([importing, review]);
