import type { Words } from '#core/finding.ts';
import { universal } from '#core/text/clock.ts';
import { countryOf } from '#core/text/notice-facts.ts';

/** One country that does not answer, for whoever reads a line and not a screen. */
export function countryOutSentence({ country, since, why }: { country: string; since: string; why: 'unreachable' | 'silent' }): Words {
  const { es, en } = countryOf(country);
  const at = universal(since);
  return why === 'silent'
    ? {
        es: `${es} no acusa recibo de nada de lo enviado desde el ${at}.`,
        en: `${en} has acknowledged nothing of what was sent since ${at}.`,
      }
    : { es: `${es} no responde a la ventanilla desde el ${at}.`, en: `${en} has not answered the gateway since ${at}.` };
}
