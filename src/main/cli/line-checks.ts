import { readFileSync } from 'node:fs';
import type { StationConfig } from '#contract/station-config.ts';
import { clockToleranceMs } from '#core/review.ts';
import { clockWords } from '#core/text/clock.ts';
import { countryOutSentence } from '#core/text/country-out.ts';
import type { Assembled } from '#main/assemble-station.ts';
import { failing, type Check } from '#main/cli/doctor-check.ts';
import { openMail } from '#main/mail/open-mail.ts';

const busyWords = { es: 'contesta, pero solo que está ocupada', en: 'answers, but only that it is busy' };

/** Asks the gateway for its time: reach, TLS, our rights and the clock in one question. */
export async function lineChecks(station: Assembled['station']): Promise<Check[]> {
  const started = await station.start();
  if (!started.ok) return [failing('gateway', started.failure)];
  await station.syncOnce();
  return asFound(station);
}

/** The same where the store is another's: nothing is fetched or sent, and what was set in the window is not known. */
export async function lineChecksWithoutStore(station: Assembled['station'], { gateway }: StationConfig): Promise<Check[]> {
  if (gateway === null || gateway.password === '') {
    const words = {
      es: 'sin dirección y contraseña en la política ni en la configuración',
      en: 'no address and password in policy or configuration',
    };
    return [{ what: 'gateway', state: 'notSet', words }];
  }
  const looked = await station.lookAtLine();
  return looked.ok ? asFound(station) : [failing('gateway', looked.failure)];
}

async function asFound(station: Assembled['station']): Promise<Check[]> {
  const status = await station.handlers.status({});
  if (!status.ok) return [failing('gateway', status.failure)];
  const { line, clockDifferenceMs, countriesOut } = status.value;
  const countries = countriesOut.map((one): Check => ({ what: 'country', state: 'warning', words: countryOutSentence(one) }));
  const detail = line.detail ?? '';
  if (line.state === 'up')
    return [{ what: 'gateway', state: 'good', words: { es: 'responde', en: 'answers' } }, ...countries, clockCheck(clockDifferenceMs)];
  if (line.code === 'gatewayBusy') return [{ what: 'gateway', state: 'warning', words: busyWords }, clockCheck(clockDifferenceMs)];
  if (line.state === 'unknown') return [{ what: 'gateway', state: 'notSet', words: { es: 'sin definir', en: 'not set' } }];
  return [
    {
      what: 'gateway',
      state: 'error',
      words: { es: `no responde (${detail})`, en: `does not answer (${detail})` },
      mendForIt: {
        es: 'Revise red, proxy, certificado de cliente y hora del equipo.',
        en: 'Check network, proxy, client certificate and the computer’s clock.',
      },
    },
    clockCheck(clockDifferenceMs),
  ];
}

/** Too far from the gateway's and nothing can be signed. */
function clockCheck(differenceMs: number | null): Check {
  const isTooFar = differenceMs !== null && Math.abs(differenceMs) > clockToleranceMs;
  return {
    what: 'clock',
    state: differenceMs === null ? 'notSet' : isTooFar ? 'error' : 'good',
    words: clockWords(differenceMs),
    mendForIt: { es: 'Sincronice el reloj del equipo con un servicio de hora.', en: 'Keep the computer’s clock by a time service.' },
  };
}

/** As far as a server takes us without a letter: reach, TLS, name and password. */
export async function mailCheck({ mail }: StationConfig): Promise<Check> {
  const what = 'mail';
  if (mail === null) return { what, state: 'notSet', words: { es: 'sin definir', en: 'not set' } };
  const { caFile, ...options } = mail;
  let ca: string | null = null;
  try {
    ca = caFile === null ? null : readFileSync(caFile, 'utf8');
  } catch {
    return failing(what, { code: 'fileUnreadable', path: caFile ?? '' });
  }
  const opened = openMail({ ...options, ca });
  const greeted = await opened.greet();
  await opened.close();
  if (greeted.ok) return { what, state: 'good', words: { es: `${mail.host} responde`, en: `${mail.host} answers` } };
  const mendForIt = {
    es: 'Revise servidor, puerto, seguridad, usuario y contraseña del correo.',
    en: 'Check the mail’s server, port, security, user and password.',
  };
  return { ...failing(what, greeted.failure), mendForIt };
}
