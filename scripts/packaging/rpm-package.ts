/** An rpm of the packer's words, made by rpmbuild: with a spec file as short as fpm's own says the same. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { wordAfter, wordsOf, withPayload, type PackageOrder } from './packer-words.ts';

/** Returns the path of the package. */
export function rpmPackage(order: PackageOrder): string {
  return withPayload(order, (root) => {
    const work = mkdtempSync(join(tmpdir(), 'rubrica-rpm-'));
    try {
      const spec = join(work, 'rubrica.spec');
      writeFileSync(spec, specOf(order, root));
      const defined = [`_topdir ${work}`, ...sameForOneCommit, ...wordsOf(order, '--rpm-rpmbuild-define')];
      const named = wordAfter(order, '--architecture');
      const words = ['-bb', '--quiet', '--target', architectures[named] ?? named, ...defined.flatMap((each) => ['--define', each]), spec];
      const ended = spawnSync('rpmbuild', words, { encoding: 'utf8', env: { ...process.env, SOURCE_DATE_EPOCH: String(order.madeAt) } });
      if (ended.status !== 0) throw new Error(`rpmbuild: ${ended.stderr}`);
      const [made] = readdirSync(join(work, 'RPMS'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.rpm'));
      if (made === undefined) throw new Error(`rpmbuild made nothing: ${ended.stdout}`);
      const place = join(order.output, basename(made));
      copyFileSync(join(work, 'RPMS', made), place);
      return place;
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  });
}

const sameForOneCommit = ['use_source_date_epoch_as_buildtime 1', 'clamp_mtime_to_source_date_epoch 1', '_buildhost localhost'];
/** What rpm calls the machines that electron-builder names in Debian's way. */
const architectures: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };
const digests: Readonly<Record<string, number>> = { md5: 1, sha256: 8, sha384: 9, sha512: 10 };

function specOf(order: PackageOrder, root: string): string {
  const value = (option: string): string => wordAfter(order, option);
  const script = (option: string): string => readFileSync(value(option), 'utf8');
  const [digest = 'md5'] = wordsOf(order, '--rpm-digest');
  return [
    `%define _binary_filedigest_algorithm ${digests[digest]}`,
    '%define _binary_payload w3.zstdio',
    // what we pack is finished: nothing of it is stripped, compressed or byte-compiled
    '%define __os_install_post %{nil}',
    `Name: ${value('--name')}`,
    `Version: ${order.version}`,
    'Release: 1',
    `Summary: ${value('--rpm-summary')}`,
    `License: ${value('--license')}`,
    `Vendor: ${value('--vendor')}`,
    `Packager: ${value('--maintainer')}`,
    `URL: ${value('--url')}`,
    'AutoReqProv: no',
    ...order.depends.map((name) => `Requires: ${name}`),
    ...wordsOf(order, '--rpm-tag'),
    `%description\n${value('--description')}`,
    `%install\nmkdir -p %{buildroot}\nmv ${root}/* %{buildroot}/`,
    `%post\n${script('--after-install')}`,
    `%postun\n${script('--after-remove')}`,
    '%files\n%defattr(-,root,root,-)',
    ...listed(root, wordsOf(order, '--directories')),
    '',
  ].join('\n');
}

/** Each file; of folders only those below the ones that are ours, for rpm takes away what it lists. */
function listed(root: string, ours: readonly string[]): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const place = join('/', relative(root, entry.parentPath), entry.name);
    if (!entry.isDirectory()) return [`"${place}"`];
    return ours.some((folder) => place === folder || place.startsWith(`${folder}/`)) ? [`%dir "${place}"`] : [];
  });
}
