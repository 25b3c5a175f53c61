/** A spot in a document; both count from 1, columns in UTF-16 code units as editors count them. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Turns a line (from 0) and a column (from 0) of a text inside the document into a place of the document. */
export type Locate = (line: number, column: number) => Place;
