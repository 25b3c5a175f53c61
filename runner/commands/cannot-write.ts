/** What the user asked for could not be written. Ends with status 3. */
export class CannotWrite extends Error {
  override readonly name = 'CannotWrite';
}
