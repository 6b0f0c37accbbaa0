// Read before a command of a working copy (package.json): keeps what TypeScript and the compiler made of the sources, so that the
// next command starts in half the time. JavaScript, or it would itself wait for the reading of TypeScript. Where the folder
// cannot be written nothing is kept. The installed program does without (docs/decisions/0011-start.md).
import module from 'node:module';
import { fileURLToPath } from 'node:url';

module.enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
