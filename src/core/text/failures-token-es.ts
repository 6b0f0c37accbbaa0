import type { FailureText } from '#core/text/failures.ts';

/** Modules, tokens, keys and PINs: what went wrong and what the person can do about it. */
export const tokenFailuresEs = {
  moduleNotAllowed: {
    title: 'El módulo del token no está permitido',
    advice: 'La política de su institución no permite {module}. Pida a informática que lo autorice.',
    action: 'Ver los tokens',
  },
  moduleMissing: {
    title: 'Falta el programa del token',
    advice: 'No se encuentra {module}. Instale el programa (controlador) del fabricante de su token y vuelva a comprobar.',
    action: 'Ver los tokens',
  },
  moduleWrongArchitecture: {
    title: 'El programa del token es para otro tipo de sistema',
    advice: '{module} es de {found} y aquí hace falta {needed}. Instale la versión correcta del fabricante.',
    action: 'Ver los tokens',
  },
  moduleNotPkcs11: {
    title: 'El archivo no es un módulo de token',
    advice: '{module} no es un módulo PKCS#11. Elija el archivo que indica el fabricante de su token.',
    action: 'Abrir los ajustes',
  },
  moduleDependencyMissing: {
    title: 'Al programa del token le falta una pieza',
    advice: '{module} necesita {dependency}, que no está instalada. Reinstale el programa del fabricante.',
    action: 'Ver los tokens',
  },
  moduleCrashed: {
    title: 'El programa del token dejó de funcionar',
    advice: 'Se reinició solo y no se perdió nada. Si se repite, {renewWords}, y avise a informática.',
    action: 'Comprobar de nuevo',
  },
  tokenNotAnswering: {
    title: 'El token no responde',
    advice: 'No contestó a tiempo. Espere unos segundos y reanude. Si se repite, {renewWords}.',
    action: 'Comprobar de nuevo',
  },
  tokenServiceStopped: {
    title: 'El servicio de tarjetas está detenido',
    advice:
      'El sistema operativo no atiende a los lectores. Reinicie el equipo o pida a informática que inicie el servicio de tarjetas inteligentes.',
    action: 'Comprobar de nuevo',
  },
  hsmNotReachable: {
    title: 'No se llega al HSM',
    advice:
      'Ninguna de sus particiones responde a través de {module}. La estación sigue buscando; lo aprobado espera. Si dura, avise a informática.',
    action: 'Comprobar de nuevo',
  },
  partitionAbsent: {
    title: 'Falta una partición del HSM',
    advice: 'El HSM responde, pero no muestra {partitions}. Pida a informática que revise la partición y el permiso de este equipo.',
    action: 'Ver los tokens',
  },
  tokenAbsent: {
    title: 'No hay ningún token conectado',
    advice: 'Conecte su token o introduzca su tarjeta en el lector. La estación lo reconoce sola.',
    action: 'Ver los tokens',
  },
  tokenRemoved: {
    title: 'Se retiró el token',
    advice: 'Lo que ya estaba firmado está en la cola. {returnWords} en el documento exacto.',
    action: 'Ver los tokens',
  },
  tokenChanged: {
    title: 'El token conectado es otro',
    advice: '{sameWords}, o elija de nuevo el certificado digital.',
    action: 'Elegir otro certificado',
  },
  tokenNotInitialised: {
    title: 'El token está vacío',
    advice: 'Aún no tiene PIN ni certificados. Lo prepara quien emite los tokens de su institución.',
    action: 'Ver los tokens',
  },
  readerWithoutCard: {
    title: 'El lector no tiene tarjeta',
    advice: 'Introduzca su tarjeta con el chip hacia dentro, hasta el fondo.',
    action: 'Comprobar de nuevo',
  },
  certificateNotOnToken: {
    title: 'El certificado elegido ya no está conectado',
    advice: 'No está donde estaba en la revisión. Conéctelo de nuevo o elija otro certificado digital.',
    action: 'Elegir otro certificado',
  },
  keyMissing: {
    title: 'El certificado no tiene su clave',
    advice: 'Está «{label}», pero no la clave privada que le corresponde. Pida a quien lo emitió que lo revise.',
    action: 'Elegir otro certificado',
  },
  keyCannotSign: {
    title: 'La clave no permite firmar',
    advice: 'La clave «{label}» se emitió para otro uso. Elija un certificado de firma.',
    action: 'Elegir otro certificado',
  },
  mechanismMissing: {
    title: 'Con esta clave no se puede firmar así',
    advice: 'Hace falta {needed}, y donde está la clave no se ofrece. Consulte con informática con cuál firmar.',
    action: 'Elegir otro certificado',
  },
  tokenRefused: {
    title: 'El token rechazó la operación',
    advice: 'Respondió {ckr}. Por favor, {renewWords}. Si se repite, dé este código a informática.',
    action: 'Comprobar de nuevo',
  },
  certificateHidden: {
    title: 'El archivo no muestra su certificado',
    advice: '{path} lo guarda cifrado. Elija también el archivo del certificado (.cer, .crt, .der o .pem) que le entregaron con él.',
    action: 'Elegir de nuevo',
  },
  keyEncryptionUnsupported: {
    title: 'El archivo de la clave usa un cifrado antiguo',
    advice:
      '{path} está protegido con {scheme}, que ya no se admite. Pida a su emisor o a informática que lo exporte de nuevo con AES-256.',
    action: 'Ver los tokens',
  },
  tokenNotNamed: {
    title: 'No hay ningún token con ese nombre',
    advice: 'Ninguno se llama «{label}». Conectados ahora: {there}.',
    action: 'Ver los tokens',
  },
  tokenAmbiguous: {
    title: 'Varios tokens tienen ese nombre',
    advice: 'Hay más de uno llamado «{label}» y no se adivina cuál. Deje conectado solo uno o nombre el certificado por su huella SHA-256.',
    action: 'Ver los tokens',
  },
  certificateNotNamed: {
    title: 'El token no tiene ese certificado',
    advice: 'Ninguno se llama «{label}» ni tiene esa huella. En el token: {there}.',
    action: 'Elegir otro certificado',
  },
  certificateAmbiguous: {
    title: 'Varios certificados tienen ese nombre',
    advice: 'El token tiene más de uno llamado «{label}» y no se adivina cuál. Nómbrelo por su huella SHA-256.',
    action: 'Elegir otro certificado',
  },
  pinWrong: {
    title: 'El PIN no es correcto',
    advice: 'Nada se firmó con ese PIN y no se volverá a intentar solo. {triesLeftWords}',
    action: 'Escribir el PIN de nuevo',
  },
  passwordWrong: {
    title: 'La contraseña no abre la clave',
    advice: 'Nada se firmó. Escriba la contraseña que acompaña al archivo {path}; puede intentarlo cuantas veces haga falta.',
    action: 'Escribir la contraseña de nuevo',
  },
  tokenSigning: {
    title: 'Hay una firma en curso',
    advice: 'Espere a que termine, o deténgala, y pídalo de nuevo.',
    action: 'Entendido',
  },
  pinLocked: {
    title: 'El PIN está bloqueado',
    advice:
      'El token no aceptará más intentos. Quien lo emitió debe desbloquearlo o reponerlo{contactWords}. Mientras, otra persona habilitada puede firmar.',
    action: 'Ver los tokens',
  },
  pinLength: {
    title: 'El PIN tiene otra longitud',
    advice: 'Este token usa un PIN de {min} a {max} caracteres. No se gastó ningún intento.',
    action: 'Escribir el PIN de nuevo',
  },
  pinExpired: {
    title: 'El PIN caducó',
    advice: 'El token pide cambiar el PIN antes de firmar. Cámbielo en la página de tokens.',
    action: 'Ver los tokens',
  },
  pinCancelled: {
    title: 'Se canceló la petición del PIN',
    advice: 'No se firmó nada más. Los documentos aprobados siguen esperando su firma.',
    action: 'Firmar de nuevo',
  },
  sessionEnded: {
    title: 'La sesión de firma terminó',
    advice:
      'Se bloqueó el equipo, se cumplió el tiempo permitido u otro programa la cerró. Lo ya firmado se conserva; firme de nuevo para seguir.',
    action: 'Firmar de nuevo',
  },
  finalTryNotConfirmed: {
    title: 'Queda un solo intento y no se gastó',
    advice: 'Un PIN equivocado ahora bloquearía el token. Cuando esté seguro del PIN, confirme que desea usar el último intento.',
    action: 'Escribir el PIN de nuevo',
  },
} satisfies Readonly<Record<string, FailureText>>;
