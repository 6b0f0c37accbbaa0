import { describe, expect, it } from 'vitest';
import { crashHandlerOf, crashHandlerOfTheDead } from '#main/wire/crash-handler.ts';

/** /proc as Linux shows it: 1 is the program, its threads 1 and 2; 5 stands below it, 6 below that; 9 reads others. */
function procOf(files: Record<string, string>) {
  return {
    readText: (file: string): string => {
      const text = files[file];
      if (text === undefined) throw Object.assign(new Error(file), { code: 'ENOENT' });
      return text;
    },
    list: (folder: string): readonly string[] => {
      const names = Object.keys(files).flatMap((file) =>
        file.startsWith(`${folder}/`) ? [file.slice(folder.length + 1).split('/')[0] ?? ''] : [],
      );
      if (names.length === 0) throw Object.assign(new Error(folder), { code: 'ENOENT' });
      return [...new Set(names)];
    },
  };
}

const status = (state: string, tracer: number): string => `Name:\telectron\nState:\t${state}\nTgid:\t6\nTracerPid:\t${tracer}\nUid:\t0\n`;
const family = {
  '/proc/1/task/1/children': '',
  '/proc/1/task/2/children': '4 5 ',
  '/proc/4/status': status('S (sleeping)', 0),
  '/proc/4/task/4/status': status('S (sleeping)', 0),
  '/proc/4/task/4/children': '',
  '/proc/5/status': status('S (sleeping)', 0),
  '/proc/5/task/5/status': status('S (sleeping)', 0),
  '/proc/5/task/5/children': '6 ',
  '/proc/9/comm': 'chrome_crashpad\n',
};

describe('a dead process that the crash handler keeps', () => {
  it('is found below a process that another thread of the program began, whichever of its threads is held', () => {
    const dead = {
      ...family,
      '/proc/6/status': status('Z (zombie)', 0),
      '/proc/6/task/6/status': status('Z (zombie)', 0),
      '/proc/6/task/7/status': status('Z (zombie)', 9),
    };
    expect(crashHandlerOfTheDead(1, procOf(dead))).toBe(9);
    expect(crashHandlerOf(6, procOf(dead))).toBe(9);
  });

  it('is none while the handler reads one that has fallen, when a debugger has the dead one, or when nobody has', () => {
    const with6 = (state: string, tracer: number, reader = 'chrome_crashpad'): number | null =>
      crashHandlerOfTheDead(
        1,
        procOf({
          ...family,
          '/proc/6/status': status(state, tracer),
          '/proc/6/task/6/status': status(state, tracer),
          '/proc/9/comm': `${reader}\n`,
        }),
      );
    expect(with6('Z (zombie)', 9)).toBe(9);
    expect(with6('t (tracing stop)', 9)).toBeNull();
    expect(with6('Z (zombie)', 9, 'gdb')).toBeNull();
    expect(with6('Z (zombie)', 0)).toBeNull();
  });

  it('is none where there is no /proc', () => {
    expect(crashHandlerOfTheDead(1, procOf({}))).toBeNull();
    expect(crashHandlerOf(6, procOf({}))).toBeNull();
  });
});
