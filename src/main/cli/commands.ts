import { createTokens, type ModuleChoice } from '#main/token/create-tokens.ts';
import { discoverModules } from '#main/token/discovery/discover-modules.ts';
import { openEvidenceFetch } from '#main/gateway/evidence-fetch.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { demoCommand } from '#main/cli/demo-command.ts';
import { doctorCommand } from '#main/cli/doctor-command.ts';
import { dossierCommand } from '#main/cli/dossier-commands.ts';
import { inspectCommand, validateCommand } from '#main/cli/document-commands.ts';
import type { HeadlessParts } from '#main/cli/headless-station.ts';
import { packsCommand } from '#main/cli/pack-commands.ts';
import type { Commands } from '#main/cli/run-command.ts';
import { signCommand } from '#main/cli/sign-command.ts';
import { journalCommand, queueCommand, syncCommand } from '#main/cli/station-commands.ts';
import { tokensCommand } from '#main/cli/token-commands.ts';
import { verifyCertCommand, verifyCommand } from '#main/cli/verify-commands.ts';

/** What differs between plain Node and Electron: how token processes are started. */
export type CommandParts = HeadlessParts & {
  /** the schemas in use: the product's own, with the packs IT installed */
  readonly schemasInUse: (shipped: string) => string;
};

/** Every command of the contract, in the order of the help. */
export function createCommands(parts: CommandParts): Commands {
  const { startProcess, log, clock } = parts;
  const xml = (schemaFolder: string) =>
    Promise.resolve({
      documents: createXmlDocuments({ schemaFolder: parts.schemasInUse(schemaFolder) }),
      signing: createXmlSigning(),
      verification: createXmlVerification(),
    });
  const documents = async (schemaFolder: string) => (await xml(schemaFolder)).documents;
  const openTokens = (named: readonly string[] | null) => {
    const found = discoverModules({ policy: named ?? [], settings: [] });
    const modules: readonly ModuleChoice[] = (named ?? found.map(({ path }) => path)).map((path) => ({ path }));
    return Promise.resolve(createTokens({ startProcess: startProcess({}), modules, log, clock }));
  };
  const judging = {
    xml,
    clock,
    fetch: openEvidenceFetch(() => Promise.resolve(process.env['https_proxy'] ?? process.env['http_proxy'] ?? null)),
  };
  return {
    demo: demoCommand(parts),
    inspect: inspectCommand(documents),
    validate: validateCommand(documents),
    sign: signCommand(xml, openTokens),
    verify: verifyCommand(judging),
    'verify-cert': verifyCertCommand(judging),
    tokens: tokensCommand(openTokens),
    queue: queueCommand(parts),
    sync: syncCommand(parts),
    journal: journalCommand(parts),
    packs: packsCommand,
    doctor: doctorCommand(parts),
    dossier: dossierCommand(parts, xml),
  };
}
