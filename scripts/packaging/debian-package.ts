/** A Debian package of the packer's words, made by the dpkg-deb that every Debian has. */
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wordAfter, withPayload, type PackageOrder } from './packer-words.ts';

/** Returns the path of the package. */
export function debianPackage(order: PackageOrder): string {
  return withPayload(order, (root) => {
    const control = join(root, 'DEBIAN');
    const text = controlOf(order, kilobytes(root));
    mkdirSync(control);
    writeFileSync(join(control, 'control'), text);
    for (const [option, script] of [
      ['--after-install', 'postinst'],
      ['--after-remove', 'postrm'],
    ] as const) {
      writeFileSync(join(control, script), readFileSync(wordAfter(order, option)), { mode: 0o755 });
    }
    const made = join(order.output, `${wordAfter(order, '--name')}_${order.version}_${wordAfter(order, '--architecture')}.deb`);
    const ended = spawnSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z6', '--build', root, made], {
      encoding: 'utf8',
      env: { ...process.env, SOURCE_DATE_EPOCH: String(order.madeAt) },
    });
    if (ended.status !== 0) throw new Error(`dpkg-deb: ${ended.stderr}`);
    return made;
  });
}

function controlOf(order: PackageOrder, size: number): string {
  const value = (option: string): string => wordAfter(order, option);
  const [synopsis = '', ...description] = value('--description').split('\n');
  const fields: readonly (readonly [string, string])[] = [
    ['Package', value('--name')],
    ['Version', order.version],
    ['Architecture', value('--architecture')],
    ['Maintainer', value('--maintainer')],
    ['Installed-Size', String(size)],
    ['Depends', order.depends.join(', ')],
    ['Recommends', order.recommends.join(', ')],
    ['Section', value('--category')],
    ['Priority', value('--deb-priority')],
    ['Homepage', value('--url')],
    ['Description', [synopsis, ...description.map((line) => ` ${line.trim()}`)].join('\n')],
  ];
  return `${fields.map(([name, text]) => `${name}: ${text}`).join('\n')}\n`;
}

function kilobytes(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.ceil(names.reduce((sum, name) => sum + lstatSync(join(folder, name)).size, 0) / 1024);
}
