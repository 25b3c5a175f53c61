/** Something wrong in a document. Errors keep a lab from running; warnings never do. Lines and columns count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  /** One or more lines: what is wrong, the valid values or the nearest name, how to mend it. */
  readonly message: string;
  /** Name of the rule, in kebab-case; ShellCheck's are `shellcheck/SC2086`. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
}
