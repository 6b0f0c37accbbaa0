import type { ChildProcess } from 'node:child_process';
import type { MessagePort } from 'node:worker_threads';
import type { Frame, Wire } from '#contract/rpc.ts';

/** The parent's end of a forked Node process (`serialization: 'advanced'`, so bytes travel as bytes). */
export function wireToChild(child: ChildProcess): Wire {
  return {
    post: (frame) => {
      if (child.connected) child.send(frame, () => undefined);
    },
    onFrame: (listener) => void child.on('message', listener),
    onClose: (listener) => {
      let isTold = false;
      const tell = (): void => {
        if (!isTold) listener();
        isTold = true;
      };
      child.once('exit', tell);
      child.once('error', tell);
    },
    close: () => {
      if (child.connected) child.disconnect();
    },
  };
}

/** The child's end of the same. */
export function wireToParent(self: NodeJS.Process = process): Wire {
  return {
    post: (frame) => void self.send?.(frame, undefined, {}, () => undefined),
    onFrame: (listener) => void self.on('message', listener),
    onClose: (listener) => void self.once('disconnect', listener),
    close: () => {
      if (self.connected) self.disconnect();
    },
  };
}

/** A Node MessagePort, for two ends in one process or a worker. */
export function wireOverPort(port: MessagePort): Wire {
  return {
    post: (frame) => port.postMessage(frame),
    onFrame: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.once('close', listener),
    close: () => port.close(),
  };
}

/** Electron's MessagePortMain and utility-process parentPort, described by shape: this room imports nothing of Electron. */
export type ElectronPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start?(): void;
  close?(): void;
};

export function wireOverElectronPort(port: ElectronPort): Wire {
  return {
    post: (frame: Frame) => port.postMessage(frame),
    onFrame: (listener) => {
      port.on('message', (event) => listener(event.data));
      port.start?.();
    },
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close?.(),
  };
}
