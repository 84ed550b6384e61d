/** Adds an index by which deliveries are claimed most urgent first, without sorting all that wait. */
export const deliveryOrder = {
  version: 11,
  name: '0011-delivery-order',
  statements: [`create index deliveries_in_order on deliveries (rank desc, due_at, id) where state = 'due'`],
};
