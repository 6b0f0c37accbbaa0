import { describe, expect, it } from 'vitest';
import { isSet, parseArguments, UsageError, valueOf, valuesOf } from '#main/cli/arguments.ts';

const table = { trust: 'value', module: 'values', offline: 'flag' } as const;

describe('the words after a command', () => {
  it('are files unless they belong to an option', () => {
    const args = parseArguments(['a.xml', '--trust', 'dir', 'b.xml', '--offline'], table);
    expect(args.words).toEqual(['a.xml', 'b.xml']);
    expect(valueOf(args, 'trust')).toBe('dir');
    expect(isSet(args, 'offline')).toBe(true);
  });

  it('may give an option several values, at once or one by one', () => {
    const args = parseArguments(['--module', 'one', 'two', '--module=three'], table);
    expect(valuesOf(args, 'module')).toEqual(['one', 'two', 'three']);
  });

  it('may ask every command for JSON and a language', () => {
    const args = parseArguments(['--json', '--lang', 'en'], {});
    expect(isSet(args, 'json')).toBe(true);
    expect(valueOf(args, 'lang')).toBe('en');
  });

  it('are refused when an option is unknown or lacks its value', () => {
    expect(() => parseArguments(['--nonsense'], table)).toThrow(UsageError);
    expect(() => parseArguments(['--trust'], table)).toThrow(UsageError);
    expect(() => parseArguments(['--trust', '--offline'], table)).toThrow(UsageError);
    expect(() => parseArguments(['--constructor', 'x'], table)).toThrow(UsageError);
  });
});
