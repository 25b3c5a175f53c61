/** System packages are missing and were not installed. Ends with status 3. */
export class MissingRequirements extends Error {
  override readonly name = 'MissingRequirements';
}
