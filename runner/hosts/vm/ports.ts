/**
 * A host's ways in, `lab.N` to the guest: the first for the sessions of its lab, the others for who looks in beside
 * (`lab shell`, `lab verify`). Each carries one connection at a time.
 */
export const ports = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** QEMU's end of a port, in the host's own folder. */
export function portPath({ folder, port }: { folder: string; port: number }): string {
  return `${folder}/port${port}`;
}
