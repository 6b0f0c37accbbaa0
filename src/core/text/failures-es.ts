import { tokenFailuresEs } from '#core/text/failures-token-es.ts';
import type { FailureTexts } from '#core/text/failures.ts';

/** What went wrong, what to do, and the word on the button. Placeholders are fields of the failure. */
export const failuresEs: FailureTexts = {
  fileUnreadable: {
    title: 'No se pudo leer el archivo',
    advice: 'Compruebe que {path} existe y que usted tiene permiso para abrirlo. Si está en una memoria USB, vuelva a conectarla.',
    action: 'Elegir otro archivo',
  },
  notADossier: {
    title: 'No es un expediente de Rúbrica',
    advice: '{path} no es un expediente, o le falta su índice. Compruebe que es el archivo correcto, o pídalo de nuevo a quien lo hizo.',
    action: 'Elegir otro archivo',
  },
  documentRefused: {
    title: 'El documento no se aceptó',
    advice: '{reasonWords} Compruebe que es el archivo correcto. Pida al remitente que lo envíe de nuevo; no lo corrija a mano.',
    action: 'Entendido',
  },
  documentTypeUnknown: {
    title: 'Tipo de documento desconocido',
    advice: 'Esta estación no conoce documentos «{root}». {knownWords}Compruebe que es el archivo correcto.',
    action: 'Elegir otro archivo',
  },
  documentIsAnswer: {
    title: 'Es la respuesta de otro país: se lee, no se firma',
    advice: '{nameWords} {number}{stateWords}. No entró en la bandeja. Lo que cuenta del certificado es lo que dice la ventanilla.',
    action: 'Abrir el certificado',
  },
  documentVersionUnknown: {
    title: 'Versión que esta estación no juzga',
    advice:
      'El documento está en la versión {version} y aquí se juzgan {known}. No se firma ni se da por válido lo que no se puede comprobar: pida al remitente una de esas versiones, o a informática un paquete de esquemas para la suya.',
    action: 'Elegir otro archivo',
  },
  documentAlreadyHere: {
    title: 'Este documento ya está en la estación',
    advice: 'El certificado {number} se recibió antes, con los mismos bytes. No se guardó otra vez.',
    action: 'Abrir el certificado',
  },
  documentAlreadySigned: {
    title: 'El documento ya está firmado',
    advice: 'El certificado {number} ya trae la firma del funcionario: no queda nada que firmar y no entró en la bandeja.',
    action: 'Elegir otro archivo',
  },
  documentNotFound: {
    title: 'No se encuentra el certificado',
    advice: 'Puede que otra persona lo haya devuelto o rechazado. Actualice la lista.',
    action: 'Volver a la lista',
  },
  documentHasErrors: {
    title: 'El certificado tiene errores',
    advice: 'Errores que impiden firmarlo: {count}. Revíselos en el certificado; si no son de su competencia, rechácelo con el motivo.',
    action: 'Ver los errores',
  },
  reviewChanged: {
    title: 'El certificado cambió desde que lo revisó',
    advice: 'Los bytes ya no son los que usted leyó, por eso no se aprobó ni se firmó. Revíselo de nuevo antes de decidir.',
    action: 'Revisar de nuevo',
  },
  stateForbids: {
    title: 'Ahora no se puede hacer',
    advice: 'El certificado está en un estado que no lo permite. Actualice la lista y vea en qué punto se encuentra.',
    action: 'Actualizar',
  },
  templateNotFound: {
    title: 'No se encuentra la plantilla',
    advice: 'La plantilla se borró o cambió de nombre. Elija otra o empiece un borrador vacío.',
    action: 'Elegir otra plantilla',
  },
  ownSignatureRejected: {
    title: 'La firma recién hecha no pasó la comprobación',
    advice:
      'La segunda verificación independiente no la acepta ({reason}). Nada se envió. Avise a informática: puede ser un fallo del token o de su módulo.',
    action: 'Copiar los detalles',
  },
  authorityRefused: {
    title: 'Este certificado digital no puede firmar este documento',
    advice: 'Lea los motivos junto a cada documento. Elija otro certificado digital, o pida a su autoridad que corrija la habilitación.',
    action: 'Elegir otro certificado',
  },
  authorityUndecided: {
    title: 'No se puede comprobar si usted está habilitado',
    advice:
      'Falta información reciente (revocación o directorio de funcionarios). Espere a que vuelva la línea, o siga el procedimiento de contingencia.',
    action: 'Comprobar de nuevo',
  },
  clockImplausible: {
    title: 'El reloj de este equipo no es fiable',
    advice: 'Su hora no coincide con la de la ventanilla. Pida a informática que ajuste fecha y hora antes de firmar.',
    action: 'Comprobar de nuevo',
  },
  directoryRefused: {
    title: 'El directorio de funcionarios recibido no se aceptó',
    advice: 'Sigue en uso el que ya estaba. Avise a informática y dé este código: {reason}.',
    action: 'Pedirlo de nuevo',
  },
  ...tokenFailuresEs,
  cancelled: {
    title: 'Se canceló',
    advice: 'Nada cambió desde el último paso terminado.',
    action: 'Entendido',
  },
  gatewayUnreachable: {
    title: 'No hay línea con la ventanilla',
    advice: 'Puede seguir revisando y firmando: lo firmado queda en la cola y se envía solo cuando vuelva la línea. ({detail})',
    action: 'Intentar ahora',
  },
  gatewayNotTrusted: {
    title: 'El servidor de la ventanilla no es de confianza',
    advice: 'No pudo probar su identidad y por eso no se le envió nada. Avise a informática. ({detail})',
    action: 'Abrir los ajustes',
  },
  gatewayIsSomethingElse: {
    title: 'Contesta otra cosa en lugar de la ventanilla',
    advice: 'Suele ser la página de acceso de una red o un proxy. Inicie sesión en la red o avise a informática. ({detail})',
    action: 'Intentar ahora',
  },
  gatewayRefusedUs: {
    title: 'La ventanilla no admite a esta estación',
    advice: 'Contestó {status}. Compruebe usuario y contraseña en los ajustes, o pida acceso a la ventanilla única.',
    action: 'Abrir los ajustes',
  },
  gatewayBusy: {
    title: 'La ventanilla está ocupada',
    advice: 'Pidió esperar. La estación lo intentará sola; no hace falta hacer nada.',
    action: 'Intentar ahora',
  },
  destinationUnreachable: {
    title: 'El país de destino no responde a la ventanilla',
    advice: 'La línea funciona y lo demás sale. Lo de ese país queda en la cola y sale solo cuando vuelva a responder.',
    action: 'Intentar ahora',
  },
  gatewayNotSet: {
    title: 'Falta la dirección de la ventanilla',
    advice: 'Indique la dirección y el usuario que le dio la ventanilla única. Mientras, puede trabajar con archivos.',
    action: 'Abrir los ajustes',
  },
  secretUnreadable: {
    title: 'La contraseña guardada no se puede abrir en este equipo',
    advice: 'Se guardó en otro equipo o con otra cuenta. Escríbala de nuevo en los ajustes; lo demás no cambia.',
    action: 'Abrir los ajustes',
  },
  numbersUsedUp: {
    title: 'No quedan números de contingencia',
    advice: 'La ventanilla concede otros en cuanto hay línea. Mientras, pida a su autoridad con qué número emitir este certificado.',
    action: 'Entendido',
  },
  officialUnnamed: {
    title: 'Falta su nombre',
    advice: 'La declaración dice quién la hace: la leerán su autoridad y los otros países. Escriba su nombre en los ajustes y vuelva aquí.',
    action: 'Abrir los ajustes',
  },
  entityUnnamed: {
    title: 'Falta la entidad',
    advice:
      'Este documento dice qué entidad lo certifica, y esta estación no la conoce. Pida al administrador que la indique en la configuración.',
    action: 'Entendido',
  },
  courierRefused: {
    title: 'El archivo del mensajero no se aceptó',
    advice: '{whyWords} Nada cambió aquí.',
    action: 'Entendido',
  },
  courierForOther: {
    title: 'El archivo es para otra estación',
    advice: 'Está sellado para «{station}» y solo allí se puede abrir. Llévelo a esa estación. Nada cambió aquí.',
    action: 'Entendido',
  },
  courierStationUnknown: {
    title: 'No se conoce esa estación',
    advice: '«{station}» no está entre las estaciones de esta institución que dio la ventanilla ({known}). La lista se pide con línea.',
    action: 'Sincronizar',
  },
  courierNothing: {
    title: 'No hay nada que llevar',
    advice: 'No hay documentos en la cola de salida: no se hizo ningún archivo.',
    action: 'Entendido',
  },
  courierNotReady: {
    title: 'Todavía no se puede sellar para el mensajero',
    advice:
      'Hacen falta el certificado de línea de esta estación y la clave de la ventanilla, que se pide mientras hay línea. Sincronice con línea; si sigue así, avise a informática.',
    action: 'Sincronizar',
  },
  storeFull: {
    title: 'El disco está lleno',
    advice: 'No se firma nada que no se pueda guardar. Libere espacio en el disco y reanude; no se perdió ningún documento.',
    action: 'Comprobar de nuevo',
  },
  storeNearlyFull: {
    title: 'Queda poco espacio en el disco',
    advice: 'Libere espacio pronto: con el disco lleno la estación no podrá firmar.',
    action: 'Entendido',
  },
  storeReadOnly: {
    title: 'No se puede escribir en la carpeta de la estación',
    advice: 'La carpeta de datos es de solo lectura. Pida a informática que devuelva el permiso de escritura.',
    action: 'Comprobar de nuevo',
  },
  storeDamaged: {
    title: 'El archivo de datos está dañado',
    advice: 'La estación lo apartó sin borrarlo y recuperó lo posible. Informática puede ver el detalle en el informe. ({detail})',
    action: 'Copiar los detalles',
  },
  storeNewer: {
    title: 'Los datos son de una versión más nueva',
    advice:
      'El archivo es de la versión {found} y esta estación conoce hasta la {known}. Instale la versión nueva; los datos no se tocaron. {snapshotWords}',
    action: 'Entendido',
  },
  storeInUse: {
    title: 'La estación ya está abierta',
    advice: 'Otra ventana u otro usuario de este equipo usa los mismos datos. Ciérrela antes de abrir esta.',
    action: 'Comprobar de nuevo',
  },
  storeInputOutput: {
    title: 'El disco no pudo guardar',
    advice: 'La operación no se hizo. Guarde una copia de seguridad y pida a informática que revise el disco. ({detail})',
    action: 'Comprobar de nuevo',
  },
  updateFeedUnreachable: {
    title: 'No se puede consultar si hay una versión nueva',
    advice: 'El servidor de actualizaciones no responde ({detail}). Siga trabajando; la estación vuelve a preguntar sola.',
    action: 'Consultar de nuevo',
  },
  updateRefused: {
    title: 'La actualización no se aceptó',
    advice: 'No se instaló nada: {reasonWords}. Siga trabajando y avise a informática con este código: {reason}.',
    action: 'Copiar para informática',
  },
  updateNotDownloaded: {
    title: 'La versión nueva no terminó de descargarse',
    advice: 'Se cortó la descarga ({detail}). Siga trabajando; la estación lo intenta de nuevo sola.',
    action: 'Consultar de nuevo',
  },
  updateMustWait: {
    title: 'La actualización espera: hay una firma en curso',
    advice: 'Termine el lote de firma, o deténgalo, y vuelva a pulsar. Lo que está en la salida no lo impide.',
    action: 'Intentar de nuevo',
  },
  updateNotInstalled: {
    title: 'La versión {version} no se instaló',
    advice:
      'La estación sigue con la versión de antes y sus datos están como estaban. Pruebe otra vez o pida a informática que la instale.',
    action: 'Consultar de nuevo',
  },
  fileNotWritable: {
    title: 'No se pudo guardar el archivo',
    advice: 'No se puede escribir en {path}. Elija otra carpeta.',
    action: 'Elegir otra carpeta',
  },
  placeFull: {
    title: 'No queda sitio donde se quiso guardar',
    advice: 'El archivo no cabe en {path}. Libere espacio allí o elija otra carpeta; la estación tiene todo lo suyo.',
    action: 'Elegir otra carpeta',
  },
  settingInvalid: {
    title: 'El ajuste no es válido',
    advice: '«{key}» no se cambió: {detail}',
    action: 'Abrir los ajustes',
  },
  notAllowedByPolicy: {
    title: 'Su institución no lo permite',
    advice: 'La política fija «{key}». Si lo necesita, pídalo a informática.',
    action: 'Entendido',
  },
  mailRefused: {
    title: 'El correo no se pudo enviar',
    advice: 'El aviso queda en la cola y se intentará de nuevo. ({detail})',
    action: 'Entendido',
  },
  badRequest: {
    title: 'La estación no entendió la petición',
    advice: 'Es un fallo del programa. Nada cambió. Dé este detalle a informática: {detail}',
    action: 'Copiar los detalles',
  },
  stationFell: {
    title: 'La estación falló y volvió a empezar',
    advice: 'Lo que estaba confirmado está a salvo. Mire cómo quedó lo que estaba haciendo; si fue una firma, reanúdela.',
    action: 'Entendido',
  },
  stationGone: {
    title: 'La estación falla una y otra vez',
    advice: 'Lo que estaba confirmado está a salvo. Cierre Rúbrica y ábrala de nuevo. Si vuelve a pasar, avise a informática.',
    action: 'Entendido',
  },
  unexpected: {
    title: 'Algo falló en el programa',
    advice: 'Lo último que estaba confirmado está a salvo. Dé a informática el número de incidente {incident}.',
    action: 'Copiar el número',
  },
};
