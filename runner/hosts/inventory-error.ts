/** An inventory that can't be used: the call is wrong (exit status 2). Every problem is a line `FILE:LINE:COLUMN: …`. */
export class InventoryError extends Error {
  override readonly name = 'InventoryError';
}
