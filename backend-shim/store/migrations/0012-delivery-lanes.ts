/**
 * Adds an index of due deliveries by lane, so that a lane with thousands waiting costs the others nothing. An index
 * holds no data, so the index that this one replaces is dropped at once.
 */
export const deliveryLanes = {
  version: 12,
  name: '0012-delivery-lanes',
  statements: [
    `create index deliveries_by_lane on deliveries (lane, rank desc, due_at, id) where state = 'due'`,
    `drop index deliveries_in_order`,
  ],
};
