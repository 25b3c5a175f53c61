import { markdownPeers } from './markdown-peers.ts';
import type { Peer } from './peer.ts';
import { shellPeers } from './shell-peers.ts';
import { textPeers } from './text-peers.ts';

/**
 * What the npm registry and Debian's packages offer that runs shell blocks or shell tests. Left out, for they can't be
 * used with Node.js 20 from there: doc-detective (wants 22), text-runner (what runs its shell commands depends on a
 * version that is not published), runme (fetches its program from elsewhere); and codedown, which only extracts.
 */
export const peers: readonly Peer[] = [...markdownPeers, ...textPeers, ...shellPeers];
