import type { TokenProblemCode } from '#core/token-problem.ts';

/** What is wrong, what the official can do, and what to ask of the people who look after the computer. */
type Words = { readonly title: string; readonly mend: string; readonly mendForIt: string };

export const tokenProblemsEs: Readonly<Record<TokenProblemCode, Words>> = {
  serviceStopped: {
    title: 'El servicio de tarjetas inteligentes está detenido',
    mend: 'Reinicie el equipo; si sigue igual, avise a informática.',
    mendForIt: 'Inicie el servicio: SCardSvr en Windows, pcscd en Linux (systemctl enable --now pcscd.socket).',
  },
  remoteDesktop: {
    title: 'Está en un escritorio remoto',
    mend: 'El lector conectado al otro equipo puede no verse aquí. Firme en el equipo donde está el lector.',
    mendForIt: 'Permita la redirección de tarjetas inteligentes en la directiva de escritorio remoto.',
  },
  noDriver: {
    title: 'No hay ningún programa de token instalado',
    mend: 'Pida a informática el programa que entregó el proveedor de su token.',
    mendForIt: 'Instale el middleware PKCS#11 del proveedor (64 bits) o indique su ruta en Ajustes o en la directiva.',
  },
  noReader: {
    title: 'No se ve ningún lector ni token',
    mend: 'Conecte el token o el lector; pruebe otro puerto USB.',
    mendForIt: 'Revise el controlador del lector y que el equipo no bloquee dispositivos USB.',
  },
  wrongBitness: {
    title: 'El programa del token es para otro tipo de equipo',
    mend: 'Avise a informática con este informe: hay que instalar otra versión.',
    mendForIt: 'Instale la edición del fabricante para esta arquitectura (64 bits: un módulo de 32 bits no se puede cargar).',
  },
  driverMissing: {
    title: 'Falta el programa del token',
    mend: 'Pida a informática que instale el programa que entregó el proveedor de su token.',
    mendForIt:
      'La ruta está en la directiva o en la lista de programas, pero el archivo no existe: instale el middleware o corrija la ruta.',
  },
  driverIncomplete: {
    title: 'El programa del token está incompleto',
    mend: 'Avise a informática con este informe: hay que volver a instalarlo.',
    mendForIt: 'Falta una biblioteca de la que depende: reinstale el middleware completo, o el paquete que la contiene.',
  },
  notADriver: {
    title: 'El archivo indicado no es un programa de token',
    mend: 'Quítelo de la lista y elija el archivo que nombra el fabricante.',
    mendForIt: 'La biblioteca no exporta C_GetFunctionList: indique el módulo PKCS#11 y no otra pieza del middleware.',
  },
  hsmNotReachable: {
    title: 'No se llega al HSM',
    mend: 'Espere: la estación lo busca sola. Lo aprobado no se pierde.',
    mendForIt: 'Revise la red, el cliente del HSM, su certificado y que la partición esté asignada a este equipo.',
  },
  partitionAbsent: {
    title: 'Falta una partición del HSM',
    mend: 'Avise a informática con este informe.',
    mendForIt: 'La etiqueta de hsm.partitions no coincide con ninguna partición visible: revise el nombre y los permisos del cliente.',
  },
  keyFileUnreadable: {
    title: 'No se puede leer el archivo de la clave',
    mend: 'Conecte la memoria donde está, o quítelo de la lista y añádalo de nuevo.',
    mendForIt: 'Compruebe ruta, permisos y que sea PKCS#12 o e.firma sin dañar.',
  },
  moduleFailed: {
    title: 'El programa del token no se pudo usar',
    mend: 'Avise a informática con este informe.',
    mendForIt:
      'Vea la causa indicada: archivo, arquitectura, biblioteca que falta o cierre inesperado; reinstale la versión que corresponde.',
  },
  readerWithoutCard: {
    title: 'Hay un lector sin tarjeta',
    mend: 'Inserte la tarjeta con el chip hacia el lector, hasta el fondo.',
    mendForIt: 'Si la tarjeta está puesta, ningún módulo instalado la reconoce: instale el de su emisor.',
  },
  cardWithoutCertificate: {
    title: 'El token no tiene certificados',
    mend: 'Use el token que lleva su certificado, o pida que lo emitan en este.',
    mendForIt: 'El token está vacío o lo lee un módulo que no es el suyo: pruebe el módulo del proveedor.',
  },
  certificateWithoutKey: {
    title: 'Un certificado no tiene su clave en el token',
    mend: 'No podrá firmar con él. Elija otro certificado o pida uno nuevo.',
    mendForIt: 'La clave se generó en otro lugar o se borró: el certificado debe emitirse de nuevo sobre una clave del token.',
  },
  keyWithoutCertificate: {
    title: 'Hay una clave sin certificado',
    mend: 'Si le acaban de emitir un certificado, falta grabarlo en el token.',
    mendForIt: 'Grabe el certificado con el mismo CKA_ID de la clave.',
  },
  keyNotSupported: {
    title: 'La clave del certificado no sirve para firmar aquí',
    mend: 'Elija otro certificado.',
    mendForIt: 'Se admiten RSA de 2048 a 4096 bits y las curvas P-256, P-384 y P-521.',
  },
  certificateExpired: {
    title: 'El certificado venció',
    mend: 'Pida la renovación a su emisor.',
    mendForIt: 'Renueve el certificado; revise también el reloj del equipo.',
  },
  certificateNotYetValid: {
    title: 'El certificado todavía no está vigente',
    mend: 'Espere a la fecha indicada o revise la fecha del equipo.',
    mendForIt: 'Revise el reloj del equipo y su sincronización.',
  },
  notInDirectory: {
    title: 'El certificado no figura en el directorio de funcionarios',
    mend: 'Si va a firmar certificados con él, pida a su entidad que lo inscriba. Para otros usos no hace falta.',
    mendForIt: 'Inscriba el certificado (huella SHA-256) en el directorio nacional y espere a que se publique la lista.',
  },
  pinLocked: {
    title: 'El PIN está bloqueado',
    mend: 'Pida el desbloqueo a quien emitió el token.',
    mendForIt: 'Desbloquee con el PUK o la herramienta del emisor; no reinicialice el token, perdería la clave.',
  },
  pinLastTry: {
    title: 'Queda un solo intento de PIN',
    mend: 'No pruebe si no está seguro del PIN.',
    mendForIt: 'Tenga a mano el procedimiento de desbloqueo del emisor.',
  },
  pinNotSet: {
    title: 'El token no tiene PIN',
    mend: 'El token todavía no se ha preparado: pida que lo inicialicen.',
    mendForIt: 'Inicialice el PIN de usuario con la herramienta del proveedor.',
  },
  selfTestFailed: {
    title: 'La firma de prueba falló',
    mend: 'Repita la prueba. Si vuelve a fallar, no firme con él y avise a informática.',
    mendForIt: 'El token firmó mal o no firmó: pruebe con la herramienta del proveedor y con otro puerto.',
  },
};

export const tokenProblemsEn: Readonly<Record<TokenProblemCode, Words>> = {
  serviceStopped: {
    title: 'The smart card service is stopped',
    mend: 'Restart the computer; if nothing changes, tell IT.',
    mendForIt: 'Start the service: SCardSvr on Windows, pcscd on Linux (systemctl enable --now pcscd.socket).',
  },
  remoteDesktop: {
    title: 'You are on a remote desktop',
    mend: 'A reader plugged into the other computer may not be seen here. Sign where the reader is.',
    mendForIt: 'Allow smart card redirection in the remote desktop policy.',
  },
  noDriver: {
    title: 'No token software is installed',
    mend: 'Ask IT for the software that came with your token.',
    mendForIt: 'Install the vendor’s PKCS#11 middleware (64 bit), or name its path in Settings or in the policy.',
  },
  noReader: {
    title: 'No reader and no token is seen',
    mend: 'Plug in the token or the reader; try another USB port.',
    mendForIt: 'Check the reader’s driver, and that USB devices are not blocked.',
  },
  wrongBitness: {
    title: 'The token software is for another kind of computer',
    mend: 'Send this report to IT: another version must be installed.',
    mendForIt: 'Install the vendor’s edition for this architecture (64 bit: a 32-bit module cannot be loaded).',
  },
  driverMissing: {
    title: 'The token software is missing',
    mend: 'Ask IT to install the software that came with your token.',
    mendForIt:
      'The path stands in the policy or in the list of programs, but the file is not there: install the middleware or mend the path.',
  },
  driverIncomplete: {
    title: 'The token software is incomplete',
    mend: 'Send this report to IT: it must be installed again.',
    mendForIt: 'A library it depends on is missing: install the whole middleware again, or the package that holds it.',
  },
  notADriver: {
    title: 'The file named is no token software',
    mend: 'Take it off the list and choose the file the vendor names.',
    mendForIt: 'The library does not export C_GetFunctionList: name the PKCS#11 module, not another part of the middleware.',
  },
  hsmNotReachable: {
    title: 'The HSM is not reached',
    mend: 'Wait: the station looks for it by itself. What is approved is not lost.',
    mendForIt: 'Check the network, the HSM’s client, its certificate, and that the partition is assigned to this computer.',
  },
  partitionAbsent: {
    title: 'An HSM partition is missing',
    mend: 'Send this report to IT.',
    mendForIt: 'The label in hsm.partitions matches no partition that is seen: check the name and the client’s rights.',
  },
  keyFileUnreadable: {
    title: 'The key file cannot be read',
    mend: 'Connect the drive it is on, or take it off the list and add it again.',
    mendForIt: 'Check path, rights, and that it is an undamaged PKCS#12 or e.firma.',
  },
  moduleFailed: {
    title: 'The token software could not be used',
    mend: 'Send this report to IT.',
    mendForIt: 'See the cause given: file, architecture, missing library or crash; install the version that fits.',
  },
  readerWithoutCard: {
    title: 'A reader has no card in it',
    mend: 'Insert the card, chip first, all the way.',
    mendForIt: 'If a card is in, no installed module knows it: install the one of its issuer.',
  },
  cardWithoutCertificate: {
    title: 'The token has no certificates',
    mend: 'Use the token that carries your certificate, or have one issued on this one.',
    mendForIt: 'The token is empty, or read by a module that is not its own: try the vendor’s module.',
  },
  certificateWithoutKey: {
    title: 'A certificate has no key on the token',
    mend: 'You cannot sign with it. Choose another certificate or ask for a new one.',
    mendForIt: 'The key was made elsewhere or deleted: the certificate must be issued again over a key of the token.',
  },
  keyWithoutCertificate: {
    title: 'A key has no certificate',
    mend: 'If a certificate was just issued to you, it still has to be written to the token.',
    mendForIt: 'Write the certificate with the same CKA_ID as the key.',
  },
  keyNotSupported: {
    title: 'The certificate’s key cannot sign here',
    mend: 'Choose another certificate.',
    mendForIt: 'RSA from 2048 to 4096 bits and the curves P-256, P-384 and P-521 are supported.',
  },
  certificateExpired: {
    title: 'The certificate has expired',
    mend: 'Ask its issuer to renew it.',
    mendForIt: 'Renew the certificate; check the computer’s clock too.',
  },
  certificateNotYetValid: {
    title: 'The certificate is not valid yet',
    mend: 'Wait for the date given, or check the computer’s date.',
    mendForIt: 'Check the computer’s clock and how it is kept right.',
  },
  notInDirectory: {
    title: 'The certificate is not in the directory of officials',
    mend: 'If you are to sign certificates with it, ask your entity to enrol it. For other uses nothing is needed.',
    mendForIt: 'Enrol the certificate (SHA-256) in the national directory and wait for the list to be published.',
  },
  pinLocked: {
    title: 'The PIN is locked',
    mend: 'Ask whoever issued the token to unlock it.',
    mendForIt: 'Unlock with the PUK or the issuer’s tool; do not initialise the token again, the key would be lost.',
  },
  pinLastTry: {
    title: 'One PIN try is left',
    mend: 'Do not try unless you are sure of the PIN.',
    mendForIt: 'Have the issuer’s unlocking procedure at hand.',
  },
  pinNotSet: {
    title: 'The token has no PIN',
    mend: 'The token has not been prepared yet: ask for it to be initialised.',
    mendForIt: 'Initialise the user PIN with the vendor’s tool.',
  },
  selfTestFailed: {
    title: 'The test signature failed',
    mend: 'Repeat the test. If it fails again, do not sign with it and tell IT.',
    mendForIt: 'The token signed wrongly or not at all: try the vendor’s tool and another port.',
  },
};
