/** One of a host's network cards, `eth0` first. */
export type NetworkCard =
  | {
      readonly kind: 'segment';
      readonly switchFolder: string;
      readonly mac: string;
      readonly address: string | null;
    }
  /** A way out of this machine, by the engine's own user-mode network. */
  | { readonly kind: 'internet'; readonly mac: string };
