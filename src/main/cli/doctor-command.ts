import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { PolicyReport } from '#contract/policy.ts';
import type { StationConfig } from '#contract/station-config.ts';
import type { Failure } from '#core/failure.ts';
import { tokenProblemsEn, tokenProblemsEs } from '#core/text/token-problems.ts';
import { tokenProblemLevel } from '#core/token-problem.ts';
import { isOfficialIn, type Assembled } from '#main/assemble-station.ts';
import { writeWhole } from '#main/files/write-file.ts';
import { createSupportDesk } from '#main/support-desk.ts';
import { diagnoseTokens } from '#main/token/doctor/diagnose-tokens.ts';
import { readMachine } from '#main/token/doctor/read-machine.ts';
import { valueOf } from '#main/cli/arguments.ts';
import type { Command, CommandContext, Outcome } from '#main/cli/command.ts';
import { configOf, openForCommand, type HeadlessParts } from '#main/cli/headless-station.ts';
import { failing, type Check } from '#main/cli/doctor-check.ts';
import { lineChecks, mailCheck } from '#main/cli/line-checks.ts';
import { retentionCheck } from '#main/cli/retention-check.ts';
import { updateCheck } from '#main/cli/update-check.ts';
import { refusal } from '#main/cli/with-station.ts';

/** `rubrica doctor`: preflight without a user; the report is for whoever helps, as JSON or, with the logs, as a ZIP. */
export function doctorCommand(parts: HeadlessParts): Command {
  return {
    usage: 'doctor [--report FILE]',
    options: { report: 'value' },
    run: async (context) => {
      const config = configOf(context);
      const opened = openForCommand(parts, context, config);
      const checks = [
        programCheck(config),
        ...configurationCheck(context),
        ...policyChecks(config.policy?.report),
        ...fileChecks(config),
        proxyCheck(config),
      ];
      let more: Readonly<Record<string, unknown>> = {};
      if (opened.ok) {
        try {
          checks.push(...(await stationChecks(opened.value, parts)), retentionCheck(config, opened.value.store, parts.clock));
          more = await knownOf(opened.value);
        } finally {
          await opened.value.close();
        }
      } else checks.push(failing('store', opened.failure));
      checks.push(await mailCheck(config), await updateCheck(config, proxyOf(config), parts.clock));
      const report = {
        version: context.version,
        at: parts.clock.now().toISOString(),
        platform: `${process.platform} ${process.arch}`,
        policy: config.policy?.report ?? null,
        checks,
      };
      const file = valueOf(context.args, 'report');
      if (file !== undefined) {
        const bytes = /\.zip$/i.test(file)
          ? createSupportDesk(config, [], '').bundle({ doctor: report, ...more })
          : `${JSON.stringify(report, null, 2)}\n`;
        const written = writeWhole(file, bytes);
        if (!written.ok) return refusal(written.failure, context);
      }
      return tell(report, context);
    },
  };
}

/** What a station that opens knows of itself; one that does not still makes a report of what was looked at. */
async function knownOf({ station, store }: Assembled): Promise<Readonly<Record<string, unknown>>> {
  const about = await station.handlers.about({});
  return { about, queue: { counts: store.counts(), byState: store.monitor.byState() } };
}

function tell(report: { readonly checks: readonly Check[] }, { language }: CommandContext): Outcome {
  const isWrong = report.checks.some(({ state }) => state === 'error');
  const marks = { good: '✓', warning: '!', error: '✗', notSet: '-' } as const;
  return {
    code: isWrong ? 4 : 0,
    json: report,
    lines: report.checks.flatMap(({ what, state, words, mendForIt }) => [
      `${marks[state]} ${what}: ${words[language]}`,
      ...(mendForIt && state !== 'good' ? [`    ${mendForIt[language]}`] : []),
    ]),
  };
}

/** Which program looked, and at whose data: a command works with those of whoever runs it. */
function programCheck({ version, dataFolder }: StationConfig): Check {
  const words = { es: `Rúbrica ${version}; datos en ${dataFolder}`, en: `Rúbrica ${version}; data in ${dataFolder}` };
  return { what: 'program', state: 'good', words };
}

/** A file that stands in place of the policy. */
function configurationCheck({ configFile }: CommandContext): Check[] {
  return configFile === null ? [] : [{ what: 'configuration', state: 'good', words: { es: configFile, en: configFile } }];
}

/** The files the configuration names: there, readable, and the client certificate current. */
function fileChecks({ gateway, trust }: StationConfig): Check[] {
  const named = [
    ['gateway CA', gateway?.caFile],
    ['client key', gateway?.keyFile],
    ['directory authority', trust.directoryAuthorityFile],
    ['trust anchors', trust.anchorsFolder],
  ] as const;
  const checks = named.flatMap(([what, path]): Check[] => {
    if (path === undefined || path === null) return [{ what, state: 'notSet', words: { es: 'sin definir', en: 'not set' } }];
    return [
      existsSync(path)
        ? { what, state: 'good', words: { es: path, en: path } }
        : failing(what, { code: 'fileUnreadable', path } satisfies Failure),
    ];
  });
  return [...checks, ...(gateway?.certificateFile ? [clientCertificate(gateway.certificateFile)] : [])];
}

const soonMs = 30 * 24 * 3_600_000;

function clientCertificate(path: string): Check {
  const what = 'client certificate';
  try {
    const until = new Date(new X509Certificate(readFileSync(path)).validTo);
    const left = until.getTime() - Date.now();
    const day = until.toISOString().slice(0, 10);
    const state = left < 0 ? 'error' : left < soonMs ? 'warning' : 'good';
    return {
      what,
      state,
      words: { es: `vigente hasta ${day}`, en: `current until ${day}` },
      mendForIt: { es: 'Pida a la ventanilla que lo renueve.', en: 'Ask the single window to renew it.' },
    };
  } catch {
    return failing(what, { code: 'fileUnreadable', path } satisfies Failure);
  }
}

/** Each value and where it came from; what is wrong with the policy is a warning, because the station works on. */
function policyChecks(report: PolicyReport | undefined): Check[] {
  if (report === undefined) {
    const words = { es: 'la configuración está en su lugar', en: 'the configuration stands in its place' };
    return [{ what: 'policy', state: 'notSet', words }];
  }
  const wrong = report.problems.map(({ place, sentence }): Check => ({
    what: 'policy',
    state: 'warning',
    words: sentence,
    mendForIt: { es: `Corrija ${place}.`, en: `Correct ${place}.` },
  }));
  const rows = report.rows.map(({ key, value, source, place }): Check => {
    const from = {
      es: source === 'default' ? 'por defecto' : `${sources[source].es}: ${place}`,
      en: source === 'default' ? 'default' : `${sources[source].en}: ${place}`,
    };
    return {
      what: `policy ${key}`,
      state: source === 'default' ? 'notSet' : 'good',
      words: { es: `${value ?? 'sin definir'} (${from.es})`, en: `${value ?? 'not set'} (${from.en})` },
    };
  });
  return [...wrong, ...rows];
}

const sources = { machine: { es: 'máquina', en: 'machine' }, user: { es: 'usuario', en: 'user' } } as const;

function proxyOf({ policy }: StationConfig): string | null {
  const decided = policy?.proxy ?? null;
  return decided === 'direct' ? null : (decided?.url ?? process.env['https_proxy'] ?? process.env['HTTPS_PROXY'] ?? null);
}

function proxyCheck(config: StationConfig): Check {
  if (config.policy?.proxy === 'direct')
    return { what: 'proxy', state: 'good', words: { es: 'ninguno, por la política', en: 'none, by policy' } };
  const proxy = proxyOf(config);
  return {
    what: 'proxy',
    state: proxy === null ? 'notSet' : 'good',
    words:
      proxy === null ? { es: 'conexión directa', en: 'direct connection' } : { es: withoutPassword(proxy), en: withoutPassword(proxy) },
  };
}

function withoutPassword(proxy: string): string {
  return proxy.replace(/\/\/[^@/]*@/, '//');
}

async function stationChecks({ station, store, tokens }: Assembled, { clock }: HeadlessParts): Promise<Check[]> {
  const checks: Check[] = [];
  const space = store.space();
  if (!space.ok) checks.push(failing('disk', space.failure));
  else {
    const { freeBytes } = space.value;
    const free = freeBytes < 2 ** 30 ? `${Math.floor(freeBytes / 2 ** 20)} MB` : `${(freeBytes / 2 ** 30).toFixed(1)} GB`;
    checks.push({
      what: 'disk',
      state: space.value.isFull ? 'error' : space.value.isNearlyFull ? 'warning' : 'good',
      words: { es: `${free} libres`, en: `${free} free` },
      mendForIt: {
        es: 'Libere espacio en el disco de los datos: con él lleno nada se firma, porque no se podría guardar.',
        en: 'Free space on the disk of the data: while it is full nothing is signed, because it could not be kept.',
      },
    });
  }
  const journal = store.journal.verify();
  if (!journal.ok) checks.push(failing('journal', journal.failure));
  else {
    const { entries, broken } = journal.value;
    checks.push({
      what: 'journal',
      state: broken === null ? 'good' : 'error',
      words: { es: `${entries} entradas`, en: `${entries} entries` },
    });
  }
  const crls = store.evidence.find({ kind: 'crl' });
  if (crls.ok) {
    const stale = crls.value.filter(({ until }) => until !== null && Date.parse(until) < clock.now().getTime()).length;
    checks.push({
      what: 'revocation lists',
      state: stale > 0 ? 'warning' : crls.value.length === 0 ? 'notSet' : 'good',
      words: { es: `${crls.value.length} guardadas, ${stale} vencidas`, en: `${crls.value.length} kept, ${stale} out of date` },
    });
  }
  checks.push(...(await lineChecks(station)));
  const overview = await tokens.refresh();
  for (const problem of diagnoseTokens(overview, await readMachine(), clock.now(), isOfficialIn(store))) {
    const [es, en] = [tokenProblemsEs[problem.code], tokenProblemsEn[problem.code]];
    checks.push({
      what: 'token',
      state: tokenProblemLevel[problem.code],
      words: { es: `${es.title}. ${es.mend}`, en: `${en.title}. ${en.mend}` },
      mendForIt: { es: es.mendForIt, en: en.mendForIt },
    });
  }
  if (overview.tokens.length > 0) {
    const labels = overview.tokens.map((token) => token.label).join(', ');
    checks.push({ what: 'token', state: 'good', words: { es: labels, en: labels } });
  }
  return checks;
}
