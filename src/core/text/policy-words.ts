import type { Words } from '#core/finding.ts';

/** What each group and key of the policy is called and does: for the screen, the Windows templates and the documentation. */
export const policyGroups: Readonly<Record<string, Words>> = {
  station: { es: 'Estación', en: 'Station' },
  gateway: { es: 'Pasarela nacional', en: 'National gateway' },
  modules: { es: 'Módulos de token', en: 'Token modules' },
  trust: { es: 'Confianza', en: 'Trust' },
  contingency: { es: 'Contingencia', en: 'Contingency' },
  mail: { es: 'Correo', en: 'Mail' },
  keySources: { es: 'Origen de las claves', en: 'Key sources' },
  updates: { es: 'Actualizaciones', en: 'Updates' },
  retention: { es: 'Conservación', en: 'Retention' },
  log: { es: 'Registro técnico', en: 'Technical log' },
};

type KeyWords = { readonly title: Words; readonly explain: Words };

const say = (titleEs: string, titleEn: string, explainEs: string, explainEn: string): KeyWords => ({
  title: { es: titleEs, en: titleEn },
  explain: { es: explainEs, en: explainEn },
});

export const policyWords = {
  'station.country': say(
    'País',
    'Country',
    'País de la estación, dos letras. Sin él no se firman certificados de origen ni se sellan envíos para el mensajero.',
    'The station’s country, two letters. Without it no certificate of origin is signed and nothing is sealed for the courier.',
  ),
  'station.entityId': say(
    'Código de la entidad',
    'Entity code',
    'Código de tres caracteres de la entidad habilitada cuyos funcionarios firman aquí.',
    'Three-character code of the authorised entity whose officials sign here.',
  ),
  'station.entityName': say(
    'Nombre de la entidad',
    'Entity name',
    'Nombre de la entidad como debe leerse en el certificado. Rige junto con el código.',
    'The entity’s name as the certificate must show it. Holds together with the code.',
  ),
  'station.entityAddress': say(
    'Dirección de la entidad',
    'Entity address',
    'Dirección de la entidad habilitada en el certificado.',
    'Address of the authorised entity on the certificate.',
  ),
  'station.entityCity': say(
    'Ciudad de la entidad',
    'Entity city',
    'Ciudad de la entidad habilitada en el certificado.',
    'City of the authorised entity on the certificate.',
  ),
  'station.entityUrl': say(
    'Página de la entidad',
    'Entity web page',
    'Página de la entidad habilitada en el certificado.',
    'Web page of the authorised entity on the certificate.',
  ),
  'station.language': say('Idioma', 'Language', 'Idioma de las pantallas.', 'Language of the screens.'),
  'station.languages': say(
    'Idiomas permitidos',
    'Languages allowed',
    'Idiomas entre los que puede elegir el funcionario. Con uno solo, rige ese diga lo que diga station.language.',
    'Languages the official may choose from. With a single one, that one holds whatever station.language says.',
  ),
  'station.urgentHours': say(
    'Horas de urgencia',
    'Urgent hours',
    'Se marca como urgente lo que vence en menos de estas horas.',
    'What is due in less than these hours is marked as urgent.',
  ),
  'gateway.url': say(
    'Dirección de la pasarela',
    'Gateway address',
    'Dirección de la pasarela de la ventanilla única; solo https.',
    'Address of the single window’s gateway; https only.',
  ),
  'gateway.transport': say(
    'Forma de envío',
    'Way of sending',
    'rest, o soap para la plataforma IOP.',
    'rest, or soap for the IOP platform.',
  ),
  'gateway.user': say('Usuario', 'User', 'Usuario de la estación ante la pasarela.', 'The station’s user at the gateway.'),
  'gateway.passwordFile': say(
    'Archivo de la contraseña de la pasarela',
    'Gateway password file',
    'Archivo con la contraseña, legible solo por quien usa la estación. Sin él, la escribe el funcionario en los ajustes.',
    'File with the password, readable only by whoever uses the station. Without it, the official types it in the settings.',
  ),
  'gateway.caFile': say(
    'CA de la pasarela',
    'Gateway CA',
    'Archivo PEM con la autoridad que respalda el certificado de la pasarela. Sin él valen las del sistema.',
    'PEM file with the authority behind the gateway’s certificate. Without it the usual public ones count.',
  ),
  'gateway.certificateFile': say(
    'Certificado de cliente',
    'Client certificate',
    'Archivo PEM con el certificado de la estación para TLS. Rige junto con su clave.',
    'PEM file with the station’s TLS certificate. Holds together with its key.',
  ),
  'gateway.keyFile': say(
    'Clave de cliente',
    'Client key',
    'Archivo PEM con la clave del certificado de cliente, legible solo por quien usa la estación.',
    'PEM file with the client certificate’s key, readable only by whoever uses the station.',
  ),
  'gateway.station': say(
    'Nombre de la estación',
    'Station name',
    'Nombre con el que la plataforma conoce a esta estación.',
    'The name under which the platform knows this station.',
  ),
  'gateway.proxy': say(
    'Modo de proxy',
    'Proxy mode',
    'system: el del sistema; direct: ninguno; fixed: el de gateway.proxyUrl. Vale para la pasarela y para las listas de revocación.',
    'system: the system’s; direct: none; fixed: the one in gateway.proxyUrl. Counts for the gateway and for revocation lists.',
  ),
  'gateway.proxyUrl': say('Dirección del proxy', 'Proxy address', 'Proxy que se usa con el modo fixed.', 'The proxy that mode fixed uses.'),
  'modules.paths': say(
    'Módulos',
    'Modules',
    'Rutas de los módulos PKCS#11. Vacía: se buscan los instalados.',
    'Paths of the PKCS#11 modules. Empty: the installed ones are looked for.',
  ),
  'modules.only': say(
    'Solo estos módulos',
    'Only these modules',
    'No se carga ningún módulo fuera de la lista, ni los que añada el funcionario. Con la lista vacía no se carga ninguno.',
    'No module outside the list is loaded, nor any the official adds. With an empty list none is loaded.',
  ),
  'modules.ignorePinPad': say(
    'No usar el teclado del lector',
    'Do not use the reader’s keypad',
    'El PIN se escribe en la ventana aunque el lector tenga teclado.',
    'The PIN is typed in the window even where the reader has a keypad.',
  ),
  'modules.issuerContact': say(
    'A quién llamar por el token',
    'Whom to call about the token',
    'Nombre, teléfono o dirección de quien emitió el token; se lee donde un PIN está bloqueado.',
    'Name, telephone or address of the token’s issuer; shown where a PIN is locked.',
  ),
  'trust.anchorsFolder': say(
    'Carpeta de autoridades de confianza',
    'Trust anchors folder',
    'Carpeta con los certificados raíz. Sin ella, la carpeta trust de los datos de la estación.',
    'Folder with the root certificates. Without it, the folder trust in the station’s data.',
  ),
  'trust.intermediatesFolder': say(
    'Carpeta de autoridades intermedias',
    'Intermediates folder',
    'Carpeta con los certificados intermedios.',
    'Folder with intermediate certificates.',
  ),
  'trust.crlFolder': say(
    'Carpeta de listas de revocación',
    'Revocation lists folder',
    'Carpeta con listas de revocación entregadas a mano.',
    'Folder with revocation lists delivered by hand.',
  ),
  'trust.directoryAuthorityFile': say(
    'Autoridad del directorio',
    'Directory authority',
    'Certificado que firma el directorio de funcionarios. Con él, nadie firma si no figura en el directorio.',
    'The certificate that signs the directory of officials. With it, nobody signs who does not stand in the directory.',
  ),
  'contingency.offeredAfterMinutes': say(
    'Minutos hasta ofrecer la contingencia',
    'Minutes until a contingency is offered',
    'Corte que permite declarar una contingencia.',
    'The outage that allows a contingency to be declared.',
  ),
  'contingency.evidenceHours': say(
    'Horas de validez de la evidencia sin línea',
    'Hours evidence counts without a line',
    'Antigüedad máxima de la revocación y del directorio mientras no hay línea.',
    'How old revocation and directory evidence may be while there is no line.',
  ),
  'mail.host': say(
    'Servidor de correo',
    'Mail server',
    'Servidor que envía los avisos. Sin él, o sin remitente, no hay correo.',
    'The server that sends notices. Without it, or without a sender, there is no mail.',
  ),
  'mail.port': say('Puerto de correo', 'Mail port', 'Puerto del servidor de correo.', 'Port of the mail server.'),
  'mail.security': say(
    'Seguridad del correo',
    'Mail security',
    'tls, starttls, o none solo dentro de una red de confianza.',
    'tls, starttls, or none inside a trusted network only.',
  ),
  'mail.user': say('Usuario de correo', 'Mail user', 'Usuario ante el servidor de correo.', 'User at the mail server.'),
  'mail.passwordFile': say(
    'Archivo de la contraseña de correo',
    'Mail password file',
    'Archivo con la contraseña del correo, legible solo por quien usa la estación.',
    'File with the mail password, readable only by whoever uses the station.',
  ),
  'mail.from': say('Remitente', 'Sender', 'Dirección de la que salen los avisos.', 'The address notices are sent from.'),
  'mail.caFile': say(
    'CA del correo',
    'Mail CA',
    'Archivo PEM con la autoridad del servidor de correo.',
    'PEM file with the mail server’s authority.',
  ),
  'mail.addresses': say(
    'Destinatarios de avisos',
    'Who receives notices',
    'Una línea por persona: país;cargo;dirección;idioma. País de dos letras o * para todos; cargo duty, head o technical; idioma es o en. Hoy el cargo se anota y no filtra.',
    'A line a person: country;role;address;language. Country of two letters or * for all; role duty, head or technical; language es or en. Today the role is noted and does not filter.',
  ),
  'keySources.allowed': say(
    'Orígenes de clave permitidos',
    'Key sources allowed',
    'De dónde puede venir la clave que firma: pkcs11 (token), pkcs12, efirma. La estación firma hoy solo con token: sin pkcs11 en la lista no firma.',
    'Where the signing key may come from: pkcs11 (token), pkcs12, efirma. Today the station signs with a token only: without pkcs11 in the list it does not sign.',
  ),
  'updates.mode': say(
    'Actualizaciones',
    'Updates',
    'off u on. Esta versión no se actualiza sola en ningún caso.',
    'off or on. This version never updates itself.',
  ),
  'updates.feed': say(
    'Origen de las actualizaciones',
    'Update feed',
    'Dirección https de la que se tomarían las actualizaciones.',
    'The https address updates would be taken from.',
  ),
  'updates.group': say(
    'Grupo de actualización',
    'Update group',
    'Grupo de estaciones al que pertenece esta.',
    'The group of stations this one belongs to.',
  ),
  'retention.years': say(
    'Años de conservación',
    'Years of retention',
    'Años que se conservan los documentos. Esta versión no borra nada.',
    'Years that documents are kept. This version deletes nothing.',
  ),
  'log.level': say('Detalle del registro', 'Log level', 'error, warn, info o debug.', 'error, warn, info or debug.'),
  'log.files': say(
    'Archivos de registro',
    'Log files',
    'Archivos anteriores que se guardan de cada proceso, de 5 MB como máximo.',
    'Earlier files kept for each process, 5 MB at most each.',
  ),
} satisfies Readonly<Record<string, KeyWords>>;
