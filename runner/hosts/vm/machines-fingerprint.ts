import { createHash } from 'node:crypto';
import { agentVersion } from '../agent/source.ts';
import type { Engine } from './engine.ts';
import type { EngineStates, WantedHosts } from './engine-kind.ts';
import type { Image } from './image.ts';
import type { Mirror } from './mirror.ts';

/**
 * Names everything that a saved state of some machines depends on: the engine's version and what it is told, image,
 * mirror, the agent that has the sessions.
 */
export function machinesFingerprint(
  options: WantedHosts & {
    states: EngineStates;
    engine: Engine;
    image: Image;
    mirror: Mirror;
  },
): string {
  const { states, engine, image, mirror, hosts } = options;
  const facts = [
    engine.version,
    agentVersion(),
    image.hash,
    mirror.disk,
    mirror.containersDisk,
    hosts,
    states.facts(options),
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
