/** What `reg.exe query KEY /s` prints, read into the same form as the JSON policy. Pure: tested from captured text. */

type RegistryValue = { readonly type: string; readonly data: string };
/** `isFlag` and `isList` come from the keys: the registry has neither booleans nor, below a list policy, names that count. */
type Forms = { isFlag(key: string): boolean; isList(key: string): boolean };

const hives: Readonly<Record<string, string>> = { HKLM: 'HKEY_LOCAL_MACHINE', HKCU: 'HKEY_CURRENT_USER' };

export function parseRegistryPolicy(text: string, root: string, forms: Forms): Readonly<Record<string, unknown>> {
  const found: [string, unknown][] = [];
  const lists = new Map<string, unknown[]>();
  const wholeRoot = root.replace(/^[A-Z]+/, (hive) => hives[hive] ?? hive);
  let folder: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('HKEY_')) {
      const below = line.trim();
      folder = isBelow(below, wholeRoot) ? below.slice(wholeRoot.length + 1).replaceAll('\\', '.') : null;
      continue;
    }
    const value = /^ {4}(.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/.exec(line);
    if (value === null || folder === null) continue;
    const [, name = '', type = '', data = ''] = value;
    if (forms.isList(folder)) lists.set(folder, [...(lists.get(folder) ?? []), data]);
    else {
      const key = folder === '' ? name : `${folder}.${name}`;
      found.push([key, valueOf({ type, data }, forms.isFlag(key))]);
    }
  }
  return Object.fromEntries([...found, ...lists]);
}

function isBelow(folder: string, root: string): boolean {
  const [low, lowRoot] = [folder.toLowerCase(), root.toLowerCase()];
  return low === lowRoot || low.startsWith(`${lowRoot}\\`);
}

/** A type the policy has no use for stays text, and is refused where a key expects something else. */
function valueOf({ type, data }: RegistryValue, isFlag: boolean): unknown {
  if (type === 'REG_DWORD' || type === 'REG_QWORD') {
    const number = Number(data);
    return isFlag && (number === 0 || number === 1) ? number === 1 : number;
  }
  if (type === 'REG_MULTI_SZ') return data.split('\\0').filter((one) => one !== '');
  return data;
}
