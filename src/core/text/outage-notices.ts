import type { Words } from '#core/finding.ts';
import { countryOf, told, type NoticeFacts, type NoticeSentences } from '#core/text/notice-facts.ts';

const lasting = (ms: number): string => `${Math.floor(ms / 3_600_000)} h ${Math.floor(ms / 60_000) % 60} min`;
const scopeWords = ({ scope }: NoticeFacts): Words => {
  const { es, en } = countryOf(scope);
  return scope ? { es: ` para ${es}`, en: ` for ${en}` } : { es: '', en: '' };
};

/** An outage and its contingency: of the whole line, or of one country. */
export const outageSentences = {
  lineDown: {
    raised: (facts) => ({
      es: `${facts.isBusy ? `La ventanilla no atiende desde el ${facts.since ?? ''}: contesta a todo que está ocupada` : `No hay línea con la ventanilla desde el ${facts.since ?? ''}`}. Los certificados firmados esperan y se enviarán solos cuando vuelva.`,
      en: `${facts.isBusy ? `The gateway has not served since ${facts.since ?? ''}: it answers everything that it is busy` : `There has been no line to the gateway since ${facts.since ?? ''}`}. Signed certificates wait and will leave by themselves when it is back.`,
    }),
    closed: () => ({
      es: 'Volvió la línea con la ventanilla. Lo que esperaba se está enviando.',
      en: 'The line to the gateway is back. What was waiting is being sent.',
    }),
    many: (count) => ({
      es: `La línea con la ventanilla se cortó ${count} veces.`,
      en: `The line to the gateway was lost ${count} times.`,
    }),
  },
  lineUnsteady: {
    raised: (facts) => ({
      es: `La línea con la ventanilla va y viene: ${facts.count ?? 0} cortes en la última hora. Lo firmado se guarda y sale en cuanto puede; puede llegar con retraso.`,
      en: `The line to the gateway comes and goes: lost ${facts.count ?? 0} times in the last hour. What is signed is kept and leaves when it can; it may arrive late.`,
    }),
    closed: () => ({
      es: 'La línea con la ventanilla lleva una hora sin cortes.',
      en: 'The line to the gateway has held for an hour.',
    }),
    many: () => ({ es: 'La línea con la ventanilla va y viene.', en: 'The line to the gateway comes and goes.' }),
  },
  countrySilent: {
    raised: (facts) => {
      const { es, en } = countryOf(facts.who);
      return {
        es: `${es} no acusa recibo de nada de lo enviado desde el ${facts.since ?? ''}: ${facts.count ?? 0} certificados pasaron su plazo. Donde la mercancía no pueda esperar, acompáñela de la copia en papel con QR.`,
        en: `${en} has acknowledged nothing of what was sent since ${facts.since ?? ''}: ${facts.count ?? 0} certificates are past their time. Where goods cannot wait, send the paper copy with its QR along.`,
      };
    },
    closed: (facts) => {
      const { es, en } = countryOf(facts.who);
      return { es: `${es} vuelve a acusar recibo.`, en: `${en} acknowledges again.` };
    },
    many: (count) => ({ es: `${count} países no acusan recibo.`, en: `${count} countries do not acknowledge.` }),
  },
  countryUnreachable: {
    raised: (facts) => {
      const { es, en } = countryOf(facts.who);
      return {
        es: `${es} no responde a la ventanilla desde el ${facts.since ?? ''}. Lo firmado para ese país espera y sale solo cuando vuelva a responder; lo demás sale como siempre.`,
        en: `${en} has not answered the gateway since ${facts.since ?? ''}. What is signed for that country waits and leaves by itself when it answers again; everything else leaves as always.`,
      };
    },
    closed: (facts) => {
      const { es, en } = countryOf(facts.who);
      return {
        es: `${es} vuelve a responder a la ventanilla. Lo que esperaba se está enviando.`,
        en: `${en} answers the gateway again. What was waiting is being sent.`,
      };
    },
    many: (count) => ({ es: `${count} países no responden a la ventanilla.`, en: `${count} countries do not answer the gateway.` }),
  },
  contingencyOffered: {
    raised: ({ scope }) => {
      const { es, en } = countryOf(scope);
      return {
        es: `El corte${scope ? ` de ${es}` : ''} dura lo bastante para declarar la contingencia${scope ? ' para ese país' : ''}: la declara un funcionario en la estación, en Seguimiento, Contingencia.`,
        en: `The outage${scope ? ` of ${en}` : ''} has lasted long enough to declare a contingency${scope ? ' for that country' : ''}: an official declares it at the station, under Monitor, Contingency.`,
      };
    },
    closed: ({ scope }) => {
      const { es, en } = countryOf(scope);
      return { es: `El corte${scope ? ` de ${es}` : ''} terminó.`, en: `The outage${scope ? ` of ${en}` : ''} is over.` };
    },
    many: (count) => ({
      es: `${count} cortes permiten declarar la contingencia.`,
      en: `${count} outages allow a contingency to be declared.`,
    }),
  },
  contingencyDeclared: {
    raised: (facts) => {
      const { es, en } = scopeWords(facts);
      return {
        es: `${facts.who ?? 'La estación'} declaró la contingencia${es}${told(facts)}`,
        en: `${facts.who ?? 'The station'} declared a contingency${en}${told(facts)}`,
      };
    },
    closed: (facts) => {
      const { who, contingency, scope } = facts;
      const only = scopeWords(facts);
      const es = `${who ?? 'La estación'} cerró la contingencia${only.es}`;
      const en = `${who ?? 'The station'} closed the contingency${only.en}`;
      if (contingency === undefined) return { es: `${es}.`, en: `${en}.` };
      const { ms, issued, delivered, byCourier, open } = contingency;
      if (scope)
        return {
          es: `${es}. Duró ${lasting(ms)}; certificados firmados para ese país: ${issued}; con su respuesta: ${delivered}; aún sin ella: ${open}.`,
          en: `${en}. It lasted ${lasting(ms)}; certificates signed for that country: ${issued}; answered by it: ${delivered}; still unanswered: ${open}.`,
        };
      return {
        es: `${es}. Duró ${lasting(ms)}; certificados firmados: ${issued}; entregados: ${delivered}, por mensajero ${byCourier}; aún abiertos: ${open}.`,
        en: `${en}. It lasted ${lasting(ms)}; certificates signed: ${issued}; handed over: ${delivered}, by courier ${byCourier}; still open: ${open}.`,
      };
    },
    many: (count) => ({ es: `${count} contingencias declaradas.`, en: `${count} contingencies declared.` }),
  },
} satisfies Readonly<Record<string, NoticeSentences>>;
