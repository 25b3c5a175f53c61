/** How a host ended that nobody ended. */
export interface Death {
  /** One line that begins with the host's name. */
  readonly message: string;
  readonly console: string;
}
