/** What a courier carries on a stick from a station without a line to one that has it: schemas/courier.md. */
export const courierFormat = 'rubrica-courier/1';

/** A file is taken for this long after it was made: what is found years later must not be sent by surprise. */
export const courierDays = 30;

/** Why a file is not taken, in the order in which it is looked at. */
export const courierRefusals = ['form', 'otherRecipient', 'signer', 'altered', 'expired'] as const;
export type CourierRefusal = (typeof courierRefusals)[number];
