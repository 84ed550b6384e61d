/** Finds incidents that are not resolved by the index: nearly all that are stored are resolved. */
export const UNRESOLVED = "(state < 'resolved' or state > 'resolved')";
