import type { Clock, Log } from '#main/ports/system.ts';
import { createTokens, type ModuleChoice } from '#main/token/create-tokens.ts';
import { discoverModules } from '#main/token/discovery/discover-modules.ts';
import type { StartProcess } from '#main/token/module-process.ts';
import { openEvidenceFetch } from '#main/gateway/evidence-fetch.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { inspectCommand, validateCommand } from '#main/cli/document-commands.ts';
import type { Commands } from '#main/cli/run-command.ts';
import { signCommand } from '#main/cli/sign-command.ts';
import { tokensCommand } from '#main/cli/token-commands.ts';
import { verifyCertCommand, verifyCommand } from '#main/cli/verify-commands.ts';

/** What differs between plain Node and Electron: how token processes are started. */
export type CommandParts = { readonly startProcess: StartProcess; readonly log: Log; readonly clock: Clock };

/** Every command of the contract, in the order of the help. */
export function createCommands({ startProcess, log, clock }: CommandParts): Commands {
  const xml = (schemaFolder: string) =>
    Promise.resolve({
      documents: createXmlDocuments({ schemaFolder }),
      signing: createXmlSigning(),
      verification: createXmlVerification(),
    });
  const documents = async (schemaFolder: string) => (await xml(schemaFolder)).documents;
  const openTokens = (named: readonly string[] | null) => {
    const found = discoverModules({ policy: named ?? [], settings: [] });
    const modules: readonly ModuleChoice[] = (named ?? found.map(({ path }) => path)).map((path) => ({ path }));
    return Promise.resolve(createTokens({ startProcess, modules, log, clock }));
  };
  const judging = {
    xml,
    clock,
    fetch: openEvidenceFetch(() => Promise.resolve(process.env['https_proxy'] ?? process.env['http_proxy'] ?? null)),
  };
  return {
    inspect: inspectCommand(documents),
    validate: validateCommand(documents),
    sign: signCommand(xml, openTokens),
    verify: verifyCommand(judging),
    'verify-cert': verifyCertCommand(judging),
    tokens: tokensCommand(openTokens),
  };
}
