/** There is no document to read: the call is wrong (exit status 2). */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
}
