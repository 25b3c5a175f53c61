/** Calls back for every key pressed on the terminal, Ctrl-C among them as `\u0003`; returns what gives it back. */
export function onKeys(handle: (key: string) => void): () => void {
  const { stdin } = process;
  const onData = (text: string) => {
    for (const key of text) handle(key);
  };
  stdin.setEncoding('utf8');
  stdin.setRawMode(true);
  stdin.on('data', onData);
  stdin.resume();
  return () => {
    stdin.off('data', onData);
    stdin.setRawMode(false);
    stdin.pause();
  };
}
