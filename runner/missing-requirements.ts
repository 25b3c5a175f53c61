/** Something is missing on this machine and was not installed. Ends with status 3. */
export class MissingRequirements extends Error {
  override readonly name = 'MissingRequirements';
}
