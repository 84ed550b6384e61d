/** A small coloured tile for each kind of monitor. No maker's logo is used. */
import type { SourceKind } from '#domain/routing/integration';
import { Tile } from '../gallery/tile.tsx';
import { tileOf } from './tiles.ts';

/** The name stands beside it. */
export function ProductTile({ kind, product }: { kind: SourceKind; product: string | null }) {
  return <Tile {...tileOf(kind, product)} />;
}
