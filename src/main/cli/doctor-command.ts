import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { PolicyReport } from '#contract/policy.ts';
import type { StationConfig } from '#contract/station-config.ts';
import type { Failure } from '#core/failure.ts';
import type { Words } from '#core/finding.ts';
import { policyValue } from '#core/text/policy-value.ts';
import type { Assembled } from '#main/assemble-station.ts';
import { writeWhole } from '#main/files/write-file.ts';
import { createSupportDesk } from '#main/support-desk.ts';
import { valueOf } from '#main/cli/arguments.ts';
import type { Command, CommandContext, Outcome } from '#main/cli/command.ts';
import { configOf, openForCommand, openWithoutStore, type HeadlessParts } from '#main/cli/headless-station.ts';
import { failing, nameOf, type Check } from '#main/cli/doctor-check.ts';
import { mailCheck } from '#main/cli/line-checks.ts';
import { stationChecks, storeCheck, storeChecks } from '#main/cli/station-checks.ts';
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
      // what cannot be opened, as while the window holds it, hides nothing of what stands beside it
      const looked = opened.ok ? opened : openWithoutStore(parts, config);
      if (!opened.ok) checks.push(storeCheck(opened.failure));
      let more: Readonly<Record<string, unknown>> = {};
      if (looked.ok) {
        try {
          if (opened.ok) checks.push(...storeChecks(looked.value, config, parts.clock));
          checks.push(...(await stationChecks(looked.value, config, { clock: parts.clock, isStoreOpen: opened.ok })));
          more = await knownOf(looked.value, opened.ok);
        } finally {
          await looked.value.close();
        }
      }
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
        const written = await writeWhole(file, bytes);
        if (!written.ok) return refusal(written.failure, context);
      }
      return tell(report, context);
    },
  };
}

/** What a station that opens knows of itself; one that does not still makes a report of what was looked at. */
async function knownOf({ station, store }: Assembled, isStoreOpen: boolean): Promise<Readonly<Record<string, unknown>>> {
  const about = await station.handlers.about({});
  return { about, ...(isStoreOpen ? { queue: { counts: store.counts(), byState: store.monitor.byState() } } : {}) };
}

type Report = { readonly checks: readonly Check[]; readonly policy: PolicyReport | null };

/** In JSON a value of the policy stands as it is; a person reads none and no. */
function tell(report: Report, { language }: CommandContext): Outcome {
  const held = new Map(report.policy?.rows.map((row) => [`policy ${row.key}`, wordsOf(row, policyValue)]));
  const isWrong = report.checks.some(({ state }) => state === 'error');
  const marks = { good: '✓', warning: '!', error: '✗', notSet: '-' } as const;
  return {
    code: isWrong ? 4 : 0,
    json: report,
    lines: report.checks.flatMap(({ what, state, words, mendForIt }) => [
      `${marks[state]} ${nameOf(what, language)}: ${(held.get(what) ?? words)[language]}`,
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
  const rows = report.rows.map((row): Check => ({
    what: `policy ${row.key}`,
    state: row.source === 'default' ? 'notSet' : 'good',
    words: wordsOf(row, (value) => ({ es: value, en: value })),
  }));
  return [...wrong, ...rows];
}

function wordsOf({ value, source, place }: PolicyReport['rows'][number], say: (value: string) => Words): Words {
  const from = {
    es: source === 'default' ? 'por defecto' : `${sources[source].es}: ${place}`,
    en: source === 'default' ? 'default' : `${sources[source].en}: ${place}`,
  };
  const said = value === null ? { es: 'sin definir', en: 'not set' } : say(value);
  return { es: `${said.es} (${from.es})`, en: `${said.en} (${from.en})` };
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
