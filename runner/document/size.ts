/** Mebibytes of `512M` or `8G`; null for anything else, for nothing, and beyond 4095G. */
export const parseSize = (text: string): number | null => {
  const match = /^(\d{1,7})(M|G)$/.exec(text);
  if (match === null) return null;
  const sizeMiB = Number(match[1]) * (match[2] === 'G' ? 1024 : 1);
  return sizeMiB > 0 && sizeMiB < 4096 * 1024 ? sizeMiB : null;
};
