import type { Words } from '#core/finding.ts';
import { failureText } from '#core/text/failures.ts';

/** How an attempt to hand a certificate over ended, as the store wrote it down. */
export type EndedAttempt = { readonly outcome: string; readonly detail: string | null };

/** What came of an attempt, in a sentence. `detail` holds a receipt, faults or a failure as JSON, or nothing. */
export function attemptSentence({ outcome, detail }: EndedAttempt): Words {
  const facts = parsed(detail);
  switch (outcome) {
    case 'running':
      return { es: 'En curso.', en: 'Under way.' };
    case 'interrupted':
      return { es: 'El programa se cerró a mitad del intento.', en: 'The program ended in the middle of it.' };
    case 'accepted':
      return {
        es: `La ventanilla lo aceptó. Recibo ${detail ?? ''}`.trim(),
        en: `The gateway accepted it. Receipt ${detail ?? ''}`.trim(),
      };
    case 'known':
      return {
        es: `La ventanilla ya lo tenía. Recibo ${detail ?? ''}`.trim(),
        en: `The gateway had it already. Receipt ${detail ?? ''}`.trim(),
      };
    case 'unknownThere':
      return { es: 'La ventanilla dice que no lo tiene: se envía.', en: 'The gateway says that it does not hold it: it is sent.' };
    case 'differs':
      return { es: 'La ventanilla tiene otro contenido con la misma clave.', en: 'The gateway holds other content under the same key.' };
    case 'refused':
      return { es: `La ventanilla lo rechazó. ${faultsOf(facts)}`.trim(), en: `The gateway refused it. ${faultsOf(facts)}`.trim() };
    case 'busy':
      return { es: `No se envió: ${reasonOf(facts, 'es')}`, en: `It was not sent: ${reasonOf(facts, 'en')}` };
    case 'heldBack':
      return {
        es: 'No llegó a salir: antes se cortó la línea o la ventanilla pidió esperar.',
        en: 'It did not leave: before that the line broke or the gateway asked to wait.',
      };
    case 'noAnswer':
      return {
        es: `Sin respuesta: ${reasonOf(facts, 'es')} Se preguntará antes de enviar otra vez.`,
        en: `No answer: ${reasonOf(facts, 'en')} The gateway is asked before it is sent again.`,
      };
    default:
      return { es: outcome, en: outcome };
  }
}

function reasonOf(facts: unknown, language: 'es' | 'en'): string {
  const code = isRecord(facts) && typeof facts['code'] === 'string' ? facts['code'] : 'gatewayUnreachable';
  const detail = isRecord(facts) && typeof facts['detail'] === 'string' ? ` (${facts['detail']})` : '';
  const { title } = failureText({ code }, language);
  return `${title[0]?.toLowerCase() ?? ''}${title.slice(1)}${detail}.`;
}

function faultsOf(facts: unknown): string {
  if (!Array.isArray(facts)) return '';
  return facts
    .filter(isRecord)
    .map((fault) => [fault['code'], fault['message']].filter((part) => typeof part === 'string').join(': '))
    .join('; ');
}

function parsed(detail: string | null): unknown {
  try {
    return JSON.parse(detail ?? 'null');
  } catch {
    return null; // a receipt is no JSON
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
