/** Every product template there is; a new one is a file beside this one, and its two lines here. */
import type { ProductTemplate } from './product.ts';
import centreon from './centreon.json' with { type: 'json' };
import checkmk from './checkmk.json' with { type: 'json' };
import cloudevents from './cloudevents.json' with { type: 'json' };
import gatus from './gatus.json' with { type: 'json' };
import prtg from './prtg.json' with { type: 'json' };
import uptimeKuma from './uptime-kuma.json' with { type: 'json' };

/** What JSON cannot say: which texts are of a closed list. The tests over this folder check the rest. */
const all = [centreon, checkmk, cloudevents, gatus, prtg, uptimeKuma] as unknown as readonly ProductTemplate[];

export const products: ReadonlyMap<string, ProductTemplate> = new Map(all.map((product) => [product.id, product]));
