/** The call is wrong: an unknown option, a missing argument. Ends with status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
