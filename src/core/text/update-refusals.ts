import type { Words } from '#core/finding.ts';
import type { UpdateRefusal } from '#core/update.ts';

/** Why an update is not used, as the end of a sentence that began with what happened. */
export const updateRefusals: Readonly<Record<UpdateRefusal, Words>> = {
  notAnOrder: {
    es: 'lo que hay en esa dirección no es una orden de actualización de Rúbrica',
    en: 'what stands at that address is not an update order of Rúbrica',
  },
  unsigned: { es: 'la orden de actualización no lleva firma', en: 'the update order is not signed' },
  unknownKey: {
    es: 'la orden de actualización la firmó una clave que esta estación no conoce',
    en: 'the update order was signed by a key this station does not know',
  },
  badSignature: {
    es: 'la orden de actualización fue alterada y su firma no corresponde',
    en: 'the update order was altered and its signature does not match',
  },
  noKeys: {
    es: 'esta estación no tiene ninguna clave con la que reconocer una actualización',
    en: 'this station has no key to recognise an update by',
  },
  otherProduct: { es: 'la orden de actualización es de otro programa', en: 'the update order is for another program' },
  expired: {
    es: 'la orden de actualización está vencida; el servidor no se ha renovado, o la hora del equipo va adelantada',
    en: 'the update order is out of date; the server was not renewed, or the computer’s clock is ahead',
  },
  issuedInFuture: {
    es: 'la orden de actualización tiene fecha futura; revise la hora del equipo',
    en: 'the update order is dated in the future; check the computer’s clock',
  },
  olderThanSeen: {
    es: 'la orden de actualización es anterior a una que esta estación ya aceptó',
    en: 'the update order is older than one this station already took',
  },
  fileDiffers: {
    es: 'el archivo descargado no es el que la orden de actualización nombra',
    en: 'the file that was downloaded is not the one the update order names',
  },
};
