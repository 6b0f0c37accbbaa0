/** An outage and what is done about it. */
export const contingencyEs = {
  contingency: {
    title: 'Contingencia',
    none: 'No hay contingencia',
    noneAdvice: 'La estación avisa aquí si la línea falta más de lo acordado, y ofrece el procedimiento.',
    lineDown: (when: string) => `Sin línea desde ${when}`,
    lineDownAdvice: 'Puede seguir revisando y firmando. Lo firmado queda en la cola y sale solo cuando vuelva la línea.',
    offered: 'Puede declarar la contingencia',
    offeredAdvice:
      'La línea falta más tiempo del acordado. Al declararla se usan los números reservados y el mensajero; queda en el registro quién y por qué.',
    declared: 'Contingencia declarada',
    declaredAdvice: (who: string, when: string) => `La declaró ${who} el ${when}.`,
    reason: 'Motivo',
    reasonHint: 'Por ejemplo: corte de energía en la región desde las 9:00. Lo leerán su autoridad y los otros países.',
    declare: 'Declarar la contingencia…',
    declareButton: 'Declarar',
    declaredNow: 'La contingencia quedó declarada.',
    close: 'Cerrar la contingencia',
    closeWait: 'Podrá cerrarse cuando vuelva la línea y todo lo pendiente haya salido.',
    closedNow: 'La contingencia quedó cerrada con su informe.',
    since: 'Duración',
    issued: 'Firmados durante la contingencia',
    waiting: 'Esperan salir',
    courier: 'Mensajero',
    courierAdvice:
      'Lo pendiente puede viajar sellado en una memoria USB a una estación con línea. También queda en la cola: llegue por donde llegue, el intercambio lo tiene una sola vez.',
    exportButton: (n: number) =>
      n === 1 ? 'Exportar 1 documento a un archivo sellado…' : `Exportar ${n} documentos a un archivo sellado…`,
    exported: (n: number, path: string) => `${n} documentos sellados en ${path}`,
    forward: 'Enviar el archivo de otra estación…',
    forwarded: (n: number, refused: number) => `Se entregaron ${n}; ${refused} rechazados. Guarde los recibos para llevarlos de vuelta.`,
    receipts: 'Importar los recibos traídos…',
    received: (settled: number, unknown: number) => `${settled} quedaron confirmados; ${unknown} recibos no eran de esta estación.`,
    notices: 'Avisos abiertos',
    noNotices: 'No hay avisos abiertos.',
    times: (n: number) => (n === 1 ? '1 vez' : `${n} veces`),
    past: 'Contingencias anteriores',
    noPast: 'Ninguna hasta ahora.',
    from: 'Desde',
    until: 'Hasta',
    delivered: 'Entregados',
    byCourier: 'Por mensajero',
    open: 'Abiertos',
  },
};

export type ContingencyText = typeof contingencyEs;
