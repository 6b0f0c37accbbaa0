import type { Failure } from '#core/failure.ts';
import type { Language } from '#core/finding.ts';
import { failureSentence } from '#core/text/failures.ts';
import { tokenProblemsEn, tokenProblemsEs } from '#core/text/token-problems.ts';
import { tokenProblemLevel, type TokenProblem } from '#core/token-problem.ts';
import type { PinState, TokenOverview, Tokens } from '#main/ports/token.ts';
import { valuesOf } from '#main/cli/arguments.ts';
import type { Command } from '#main/cli/command.ts';
import { say } from '#main/cli/document-commands.ts';
import { diagnoseTokens } from '#main/token/doctor/diagnose-tokens.ts';
import { readMachine } from '#main/token/doctor/read-machine.ts';

/** `rubrica tokens`: modules, slots, tokens, certificates and PIN state; what is wrong and how to mend it. */
export function tokensCommand(openTokens: (modules: readonly string[] | null) => Promise<Tokens>): Command {
  return {
    usage: 'tokens [--module M...]',
    options: { module: 'values' },
    run: async ({ args, language }) => {
      const named = [...valuesOf(args, 'module'), ...args.words];
      const tokens = await openTokens(named.length === 0 ? null : named);
      try {
        const overview = await tokens.refresh();
        const problems = diagnoseTokens(overview, await readMachine(), new Date());
        const isThere = overview.tokens.length > 0;
        const json = { ...asJson(overview), problems: problems.map((problem) => ({ ...problem, level: tokenProblemLevel[problem.code] })) };
        return { code: isThere ? 0 : 4, json, lines: [...asLines(overview, language), ...problemLines(problems, language)] };
      } finally {
        await tokens.close();
      }
    },
  };
}

/** Each with a mend for the official and one for IT. */
function problemLines(problems: readonly TokenProblem[], language: Language): string[] {
  const texts = language === 'es' ? tokenProblemsEs : tokenProblemsEn;
  return problems.flatMap((problem) => {
    const { title, mend, mendForIt } = texts[problem.code];
    const { code: _code, ...about } = problem;
    const names = Object.values(about).filter((value) => typeof value === 'string');
    return ['', `! ${[title, ...names].join(' · ')}`, `  ${mend}`, `  ${say({ es: 'Informática', en: 'IT' }, language)}: ${mendForIt}`];
  });
}

function asJson(overview: TokenOverview): Record<string, unknown> {
  return {
    modules: overview.modules,
    tokens: overview.tokens.map((token) => ({
      ...token,
      certificates: token.certificates.map(({ der, ...certificate }) => ({ ...certificate, der: Buffer.from(der).toString('base64') })),
    })),
  };
}

const pinWords: Readonly<Record<PinState['state'], { es: string; en: string }>> = {
  ok: { es: 'PIN listo', en: 'PIN ready' },
  few: { es: 'PIN: quedan pocos intentos', en: 'PIN: few tries left' },
  final: { es: 'PIN: queda un solo intento', en: 'PIN: one try left' },
  locked: { es: 'PIN bloqueado: acuda a quien emitió el token', en: 'PIN locked: ask whoever issued the token' },
  notSet: { es: 'PIN sin definir', en: 'PIN not set' },
};

function asLines({ modules, tokens }: TokenOverview, language: Language): string[] {
  const told = (failure: Failure): string => failureSentence(failure, language);
  const lines = modules.flatMap((module) => [
    `${module.name} · ${module.path}`,
    ...(module.failure === null ? [] : [`  ${told(module.failure)}`]),
    ...module.readersWithoutToken.map((reader) => `  ${reader}: ${say({ es: 'lector sin token', en: 'reader without token' }, language)}`),
  ]);
  for (const token of tokens) {
    lines.push('', `${token.label} · ${token.manufacturer} ${token.model} · ${token.serial}`, `  ${pinWords[token.pin.state][language]}`);
    for (const certificate of token.certificates) {
      const key = certificate.key === null ? '?' : certificate.key.kind === 'rsa' ? `RSA-${certificate.key.bits}` : certificate.key.curve;
      lines.push(`  ${certificate.label} · ${key} · ${certificate.fingerprint}`);
      if (certificate.hasKey === false) lines.push(`    ${told({ code: 'keyMissing', label: certificate.label })}`);
    }
    if (token.certificates.length === 0) lines.push(`  ${say({ es: 'Sin certificados.', en: 'No certificates.' }, language)}`);
  }
  if (tokens.length === 0) lines.push(told({ code: 'tokenAbsent' }));
  return lines;
}
