import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Noted = {
  /** starts what was to be started, as the process that was asked for */
  readonly program: string;
  /** where any process of it connected or sent to over the network, each once */
  places(): readonly string[];
};

/** Asked of the kernel, so that neither Chromium nor Node nor a vendor's module goes anywhere unnoticed. */
export function noteConnections(executable: string, folder: string): Noted {
  const [program, notes] = [join(folder, 'noted'), join(folder, 'connections')];
  const words = `-D -f --seccomp-bpf -qq -e trace=connect,sendto,sendmsg -e signal=none -o '${notes}'`;
  writeFileSync(program, `#!/bin/sh\nexec strace ${words} '${executable}' "$@"\n`, { mode: 0o755 });
  return {
    program,
    places: () => {
      const found = readFileSync(notes, 'utf8').matchAll(/_port=htons\((\d+)\).*?(?:inet_addr\(|inet_pton\(AF_INET6, )"([^"]+)"/g);
      return [...new Set([...found].map(([, port, address]) => `${address}:${port}`))].toSorted();
    },
  };
}
