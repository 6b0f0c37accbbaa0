import type { Language } from '#core/finding.ts';
import { failureSentence } from '#core/text/failures.ts';
import { tokenProblemsEn, tokenProblemsEs } from '#core/text/token-problems.ts';
import { tokenProblemLevel, type TokenProblem } from '#core/token-problem.ts';
import type { Clock } from '#main/ports/system.ts';
import type { PinState, TokenOverview, Tokens } from '#main/ports/token.ts';
import { signMarkedText } from '#main/station/test-signature.ts';
import { isSet, required, UsageError, valueOf } from '#main/cli/arguments.ts';
import { exitCodeOf, type Command } from '#main/cli/command.ts';
import { say } from '#main/cli/document-commands.ts';
import { chooseIn, keyOptions, keyUsage, sourcesOf, type KeySources, type Wanted } from '#main/cli/key-options.ts';
import { readPin } from '#main/cli/read-pin.ts';
import { diagnoseTokens } from '#main/token/doctor/diagnose-tokens.ts';
import { readMachine } from '#main/token/doctor/read-machine.ts';

/** `rubrica tokens`: modules, slots, tokens, certificates and PIN state; what is wrong and how to mend it. */
export function tokensCommand(openTokens: (sources: KeySources) => Promise<Tokens>, clock: Clock): Command {
  return {
    usage: `tokens [${keyUsage}] [--test-signature --token LABEL --cert LABEL_OR_SHA256 --pin-file F]`,
    options: { ...keyOptions, module: 'values', 'test-signature': 'flag', token: 'value', cert: 'value', 'pin-file': 'value' },
    run: async (context) => {
      const { args, language } = context;
      if (args.words.length > 0) throw new UsageError(args.words.join(' '));
      const test = isSet(args, 'test-signature') ? { token: valueOf(args, 'token'), certificate: valueOf(args, 'cert') } : null;
      const pinFile = test === null ? null : required(args, 'pin-file');
      const sources = await sourcesOf(context);
      if (!sources.ok)
        return {
          code: exitCodeOf(sources.failure),
          json: { failure: sources.failure },
          lines: [failureSentence(sources.failure, language)],
        };
      const tokens = await openTokens(sources.value);
      try {
        const overview = await tokens.refresh();
        const problems: TokenProblem[] = [...diagnoseTokens(overview, await readMachine(), clock.now())];
        const tested = test === null || pinFile === null ? null : await testSignature(tokens, overview, test, pinFile, clock);
        if (tested?.ok && tested.value.problem !== null) problems.push(tested.value.problem);
        const isThere = overview.tokens.length > 0;
        return {
          code: tested === null ? (isThere ? 0 : 4) : !tested.ok ? exitCodeOf(tested.failure) : tested.value.problem === null ? 0 : 1,
          json: {
            ...asJson(overview),
            problems: problems.map((problem) => ({ ...problem, level: tokenProblemLevel[problem.code] })),
            ...(tested === null ? {} : { testSignature: asTest(tested) }),
          },
          lines: [...asLines(overview, language), ...testLines(tested, language), ...problemLines(problems, language)],
        };
      } finally {
        await tokens.close();
      }
    },
  };
}

type Tested = Awaited<ReturnType<typeof signMarkedText>>;

async function testSignature(tokens: Tokens, overview: TokenOverview, wanted: Wanted, pinFile: string, clock: Clock): Promise<Tested> {
  const chosen = chooseIn(overview, wanted);
  if (!chosen.ok) return chosen;
  const pin = readPin(pinFile);
  if (!pin.ok) return pin;
  const how = { confirmFinalTry: false, at: clock.now(), ms: () => clock.monotonicMs() };
  return signMarkedText(tokens, chosen.value, pin.value, how);
}

function asTest(tested: Tested): Record<string, unknown> {
  if (!tested.ok) return { isGood: false, failure: tested.failure };
  const { problem, algorithm, tookMs } = tested.value;
  return { isGood: problem === null, algorithm, tookMs: Math.round(tookMs) };
}

function testLines(tested: Tested | null, language: Language): string[] {
  if (tested === null) return [];
  if (!tested.ok) return ['', failureSentence(tested.failure, language)];
  const { problem, algorithm, tookMs } = tested.value;
  if (problem !== null) return [];
  const how = `${algorithm}, ${Math.round(tookMs)} ms`;
  return ['', say({ es: `La firma de prueba es correcta (${how}).`, en: `The test signature is right (${how}).` }, language)];
}

/** Each with a mend for the official and one for IT. */
function problemLines(problems: readonly TokenProblem[], language: Language): string[] {
  const texts = language === 'es' ? tokenProblemsEs : tokenProblemsEn;
  return problems.flatMap((problem) => {
    const { title, mend, mendForIt } = texts[problem.code];
    const { code: _code, ...about } = problem;
    const names = Object.values(about).filter((value) => typeof value === 'string');
    const cause = 'failure' in problem && problem.failure !== null ? [`  ${failureSentence(problem.failure, language)}`] : [];
    return [
      '',
      `! ${[title, ...names].join(' · ')}`,
      ...cause,
      `  ${mend}`,
      `  ${say({ es: 'Informática', en: 'IT' }, language)}: ${mendForIt}`,
    ];
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
  const lines = modules.flatMap((module) => [
    `${module.name} · ${module.path}`,
    ...(module.failure === null ? [] : [`  ${failureSentence(module.failure, language)}`]),
    ...module.readersWithoutToken.map((reader) => `  ${reader}: ${say({ es: 'lector sin token', en: 'reader without token' }, language)}`),
  ]);
  for (const token of tokens) {
    lines.push('', `${token.label} · ${token.manufacturer} ${token.model} · ${token.serial}`, `  ${pinWords[token.pin.state][language]}`);
    for (const certificate of token.certificates) {
      const key = certificate.key === null ? '?' : certificate.key.kind === 'rsa' ? `RSA-${certificate.key.bits}` : certificate.key.curve;
      lines.push(`  ${certificate.label} · ${key} · ${certificate.fingerprint}`);
      if (certificate.hasKey === false) lines.push(`    ${failureSentence({ code: 'keyMissing', label: certificate.label }, language)}`);
    }
    if (token.certificates.length === 0) lines.push(`  ${say({ es: 'Sin certificados.', en: 'No certificates.' }, language)}`);
  }
  if (tokens.length === 0) lines.push(failureSentence({ code: 'tokenAbsent' }, language));
  return lines;
}
