/** Lists every product template; a new one is a file beside this one and two lines here. */
import type { ProductTemplate } from './product.ts';
import centreon from './centreon.json' with { type: 'json' };
import checkmk from './checkmk.json' with { type: 'json' };
import cloudevents from './cloudevents.json' with { type: 'json' };
import gatus from './gatus.json' with { type: 'json' };
import prtg from './prtg.json' with { type: 'json' };
import uptimeKuma from './uptime-kuma.json' with { type: 'json' };

/** Casts texts of closed lists, which JSON cannot express; the tests of this folder check the rest. */
const all = [centreon, checkmk, cloudevents, gatus, prtg, uptimeKuma] as unknown as readonly ProductTemplate[];

export const products: ReadonlyMap<string, ProductTemplate> = new Map(all.map((product) => [product.id, product]));
