import { markdownPeers } from './markdown-peers.ts';
import type { Peer } from './peer.ts';
import { shellPeers } from './shell-peers.ts';
import { textPeers } from './text-peers.ts';

/**
 * What the npm registry and Debian's packages offer that runs shell blocks or shell tests, and could be used here.
 * Left out are: doc-detective (wants Node.js 22), text-runner (its package for shell commands can't be installed),
 * runme (fetches its program from elsewhere when installed), codedown (only extracts), urchin (nothing since 2016).
 */
export const peers: readonly Peer[] = [...markdownPeers, ...textPeers, ...shellPeers];
