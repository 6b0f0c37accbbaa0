import type { EffectiveSchemas } from '#main/files/schema-packs.ts';
import type { OfficialIdentity } from '#core/documents/document-type.ts';
import type { CommandContext } from '#main/cli/command.ts';
import type { HeadlessParts } from '#main/cli/headless-station.ts';
import type { KeySources } from '#main/cli/key-options.ts';
import type { Commands } from '#main/cli/run-command.ts';

/** What differs between plain Node and Electron: how token processes are started. */
export type CommandParts = HeadlessParts & {
  /** the schemas in use: the product's own, with the packs IT installed */
  readonly schemasInUse: (shipped: string) => EffectiveSchemas;
};

/** Every command of the contract, in the order of the help. Each is read only when it is asked for: `verify` starts at once. */
/** The entity this machine's policy, or the configuration named, says the official signs for. */
async function entityOf(context: CommandContext): Promise<Omit<OfficialIdentity, 'name'> | null> {
  const [{ officialOf }, { configOf }] = await Promise.all([import('#main/official-of.ts'), import('#main/cli/headless-station.ts')]);
  return officialOf(configOf(context));
}

export function createCommands(parts: CommandParts): Commands {
  const xml = async (schemaFolder: string) => (await import('#main/cli/xml-parts.ts')).openXml(parts.schemasInUse(schemaFolder).folder);
  const judges = async (schemaFolder: string) => ({
    documents: (await xml(schemaFolder)).documents,
    schemas: (await import('#main/files/schema-info.ts')).schemaInfo(parts.schemasInUse(schemaFolder)),
  });
  const openTokens = async (sources: KeySources) => (await import('#main/cli/token-parts.ts')).openTokens(parts, sources);
  const judging = { xml, clock: parts.clock };
  return {
    demo: async () => (await import('#main/cli/demo-command.ts')).demoCommand(parts),
    inspect: async () => (await import('#main/cli/document-commands.ts')).inspectCommand(judges),
    validate: async () => (await import('#main/cli/document-commands.ts')).validateCommand(judges),
    sign: async () =>
      (await import('#main/cli/sign-command.ts')).signCommand(xml, openTokens, { clock: parts.clock, officialOf: entityOf }),
    verify: async () => (await import('#main/cli/verify-commands.ts')).verifyCommand(judging),
    'verify-cert': async () => (await import('#main/cli/verify-commands.ts')).verifyCertCommand(judging),
    tokens: async () => (await import('#main/cli/token-commands.ts')).tokensCommand(openTokens, parts.clock),
    doctor: async () => (await import('#main/cli/doctor-command.ts')).doctorCommand(parts),
    queue: async () => (await import('#main/cli/queue-commands.ts')).queueCommand(parts),
    sync: async () => (await import('#main/cli/station-commands.ts')).syncCommand(parts),
    journal: async () => (await import('#main/cli/station-commands.ts')).journalCommand(parts),
    dossier: async () => (await import('#main/cli/dossier-commands.ts')).dossierCommand(parts, xml),
    packs: async () => (await import('#main/cli/pack-commands.ts')).packsCommand,
  };
}
