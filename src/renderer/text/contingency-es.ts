/** An outage and what is done about it; and the directory of who may sign. */
export const contingencyEs = {
  print: {
    button: 'Guardar PDF…',
    printedAt: 'Impreso',
    check: 'Para comprobar este documento',
    qr: 'Código QR con número, huella y firmante',
    advice:
      'Copia en papel de un documento electrónico firmado. El código lleva el número, la huella que se firmó y el certificado del firmante.',
    contingencyCopy: (country: string | null, isWithGateway: boolean) =>
      `Copia de contingencia${country === null ? '' : ` para ${country}`}: ${isWithGateway ? 'la ventanilla la tiene, el país aún no acusa recibo' : 'la ventanilla aún no la confirma'}`,
  },
  officials: {
    exportButton: 'Guardar lo encontrado…',
    exported: (n: string, path: string) => `Se guardaron ${n} funcionarios en ${path}.`,
    title: 'Directorio de funcionarios',
    count: (n: string) => `${n} funcionarios`,
    replicas: 'Copias del directorio',
    replica: (sequence: string, when: string) => `secuencia ${sequence}, emitida ${when}`,
    emptyTitle: 'Todavía no hay directorio',
    emptyAdvice: 'Se recibe firmado de la ventanilla en cuanto hay línea. Sin él, la estación no puede comprobar quién está habilitado.',
    name: 'Funcionario',
    entity: 'Entidad y autoridad',
    documents: 'Documentos',
    enabled: 'Habilitado',
    until: (day: string) => `hasta ${day}`,
    fingerprint: 'Certificado',
    copied: (name: string) => `Se copió la huella del certificado de ${name}.`,
    disabled: 'Deshabilitado',
    statuses: { active: 'Habilitado', pending: 'Pendiente', rejected: 'Rechazado', revoked: 'Revocado' },
  },
  contingency: {
    title: 'Contingencia',
    none: 'No hay contingencia',
    noneAdvice: 'La estación avisa aquí si la línea falta, o un país no responde, más de lo acordado, y ofrece el procedimiento.',
    lineDown: (when: string) => `Sin línea desde ${when}`,
    lineDownAdvice: 'Puede seguir revisando y firmando. Lo firmado queda en la cola y sale solo cuando vuelva la línea.',
    offered: 'Puede declarar la contingencia',
    offeredAdvice:
      'La línea falta más tiempo del acordado. Al declararla se usan los números reservados y el mensajero; queda en el registro quién y por qué.',
    declared: 'Contingencia declarada',
    declaredAdvice: (who: string, when: string) => `La declaró ${who} el ${when}.`,
    countryOut: {
      unreachable: (country: string, when: string) => `${country} no responde a la ventanilla desde ${when}`,
      silent: (country: string, when: string) => `${country} no acusa recibo de nada de lo enviado desde ${when}`,
    },
    countryMeanwhile: {
      unreachable:
        'La línea con la ventanilla funciona: lo de los demás países sale como siempre y no hace falta mensajero. Lo firmado para este país espera aquí y sale solo en cuanto vuelva a responder.',
      silent:
        'La línea con la ventanilla funciona: no hace falta mensajero. Lo firmado para este país se entrega a la ventanilla nacional, que lo pasa en cuanto el país vuelva. Donde la mercancía no pueda esperar, acompáñela de la copia en papel con QR.',
    },
    countryBack: (country: string) => `${country} vuelve a responder`,
    countryOffered: (country: string) => `Puede declarar la contingencia para ${country}`,
    countryOfferedAdvice:
      'Dura más de lo acordado. Al declararla, los certificados para este país la llevan anotada y pueden usar los números reservados; queda en el registro quién y por qué.',
    countryDeclare: (country: string) => `Declarar la contingencia para ${country}…`,
    countryDeclared: (country: string) => `Contingencia declarada para ${country}`,
    countryClose: (country: string) => `Cerrar la contingencia para ${country}`,
    countryCloseWait: 'Podrá cerrarse cuando el país vuelva a responder. Lo que entonces siga sin su respuesta queda en el informe.',
    unanswered: 'Sin respuesta del país',
    declaredFor: 'Declarada para',
    wholeLine: 'toda la línea',
    reason: 'Motivo',
    reasonHint: 'Por ejemplo: corte de energía en la región desde las 9:00. Lo leerán su autoridad y los otros países.',
    declare: 'Declarar la contingencia…',
    declareButton: 'Declarar',
    declaredNow: 'La contingencia quedó declarada.',
    close: 'Cerrar la contingencia',
    closeWait: 'Podrá cerrarse cuando vuelva la línea. Lo que entonces siga abierto queda en el informe.',
    closedNow: 'La contingencia quedó cerrada con su informe.',
    since: 'Duración',
    issued: 'Firmados durante la contingencia',
    waiting: 'Esperan salir',
    leaving: (n: number, of: number) => `Sale en orden lo que esperaba: ${of - n} de ${of}.`,
    courier: 'Mensajero',
    courierAdvice:
      'Lo pendiente puede viajar sellado en una memoria USB. También queda en la cola: llegue por donde llegue, la ventanilla lo tiene una sola vez.',
    courierNotReady:
      'Todavía no se puede sellar: falta la clave de la ventanilla, que la estación pide sola en cuanto tiene línea. Lo firmado está a salvo en la cola; mientras, puede llevar la copia en papel con QR.',
    sistersTold: (names: string, ago: string) => `Otras estaciones de su institución, según la ventanilla ${ago}: ${names}.`,
    sistersNone: (ago: string) =>
      `La ventanilla dijo ${ago} que su institución no tiene otras estaciones. Un archivo para la ventanilla lo entrega cualquier estación con línea.`,
    sistersUntold:
      'Qué otras estaciones tiene su institución lo dice la ventanilla cuando hay línea; aún no lo dijo. Un archivo para la ventanilla lo entrega cualquier estación con línea.',
    sealedTo: 'Sellado para',
    toGateway: 'Para la ventanilla',
    toStation: (name: string) => `Para ${name}`,
    exportButton: (n: number) =>
      n === 0
        ? 'No hay documentos que exportar'
        : n === 1
          ? 'Exportar 1 documento a un archivo sellado…'
          : `Exportar ${n} documentos a un archivo sellado…`,
    exported: (n: number, paths: readonly string[], left: number) => {
      const sealed = `${n === 1 ? '1 documento sellado' : `${n} documentos sellados`} en ${paths.join(', ')}`;
      if (left > 0) return `${sealed}. No cabe todo en un archivo: ${left === 1 ? 'queda 1' : `quedan ${left}`} para el siguiente.`;
      return paths.length === 1 ? sealed : `${sealed}. Lleve los ${paths.length} archivos; se importan en este orden.`;
    },
    bring: 'Importar lo que trajo el mensajero…',
    bringing: 'Entregando lo que trajo el mensajero…',
    handedOver: (n: number, refused: number, waiting: number) =>
      `Se entregaron ${n}; ${refused} rechazados; ${waiting} esperan salir. ${waiting === 0 ? 'Guarde los recibos para llevarlos de vuelta.' : 'Importe el mismo archivo más tarde para tener los recibos que faltan.'}`,
    carriedWaiting: (n: number) =>
      n === 1
        ? '1 documento de otra estación espera salir por esta línea.'
        : `${n} documentos de otras estaciones esperan salir por esta línea.`,
    received: (settled: number, refused: number, unknown: number) =>
      `Recibos anotados: ${settled} entregados, ${refused} rechazados, ${unknown} de otras estaciones.`,
    notices: 'Avisos abiertos',
    noNotices: 'No hay avisos abiertos.',
    settle: 'Visto',
    settleNamed: (words: string) => `Visto: ${words}`,
    declaredByWhom: 'La declaró',
    thisStation: 'esta estación',
    times: (n: number) => (n === 1 ? '1 vez' : `${n} veces`),
    past: 'Contingencias anteriores',
    noPast: 'Ninguna hasta ahora.',
    from: 'Desde',
    until: 'Hasta',
    delivered: 'Entregados',
    byCourier: 'Por mensajero',
    open: 'Abiertos',
    saveReport: 'Guardar informe…',
    reportSaved: (path: string) => `El informe quedó en ${path}`,
  },
};

export type ContingencyText = typeof contingencyEs;
