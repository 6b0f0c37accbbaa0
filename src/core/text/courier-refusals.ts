import { courierDays, type CourierRefusal } from '#core/courier.ts';
import type { Words } from '#core/finding.ts';

/** Why a courier's file was not taken, and what helps. Nothing of such a file is used. */
export const courierRefusalWords: Readonly<Record<CourierRefusal, Words>> = {
  form: {
    es: 'No es un archivo del mensajero. Elija el archivo .courier que selló la otra estación.',
    en: 'It is not a courier’s file. Choose the .courier file that the other station sealed.',
  },
  otherRecipient: {
    es: 'Está sellado para otro destinatario y aquí no se puede abrir. Llévelo a la estación para la que se selló, o pida que lo sellen para esta.',
    en: 'It is sealed to another recipient and cannot be opened here. Take it to the station it was sealed to, or ask for one sealed to this station.',
  },
  signer: {
    es: 'Quien lo selló no es una estación conocida de esta institución, o su certificado ya no está vigente. Compruebe de dónde viene el archivo; la lista de estaciones se actualiza mientras hay línea.',
    en: 'Whoever sealed it is no known station of this institution, or its certificate is no longer in date. Check where the file comes from; the list of stations is brought up to date while there is a line.',
  },
  altered: {
    es: 'El archivo se dañó o alguien lo cambió por el camino. Pida otro a la estación de origen: allí todo sigue en la cola.',
    en: 'The file was damaged or changed on its way. Ask the station of origin for another: everything is still in its outbox.',
  },
  expired: {
    es: `Se selló hace más de ${courierDays} días, o con un reloj adelantado. Pida a la estación de origen que lo exporte de nuevo.`,
    en: `It was sealed more than ${courierDays} days ago, or by a clock that runs ahead. Ask the station of origin to export it again.`,
  },
};
