import { tokenFailuresEn } from '#core/text/failures-token-en.ts';
import type { FailureTexts } from '#core/text/failures.ts';

/** What went wrong, what to do, and the word on the button. Placeholders are fields of the failure. */
export const failuresEn: FailureTexts = {
  fileUnreadable: {
    title: 'The file could not be read',
    advice: 'Check that {path} exists and that you may open it. If it is on a USB stick, connect it again.',
    action: 'Choose another file',
  },
  notADossier: {
    title: 'This is no dossier of Rúbrica',
    advice: '{path} is no dossier, or its index is missing. Check that this is the right file, or ask whoever made it for it again.',
    action: 'Choose another file',
  },
  documentRefused: {
    title: 'The document was not accepted',
    advice: '{reasonWords} Check that this is the right file. Ask the sender for it again; do not mend it by hand.',
    action: 'Understood',
  },
  documentTypeUnknown: {
    title: 'Unknown type of document',
    advice: 'This station does not know “{root}” documents. {knownWords}Check that this is the right file.',
    action: 'Choose another file',
  },
  documentIsAnswer: {
    title: 'This is another country’s answer: to be read, not signed',
    advice: '{nameWords} {number}{stateWords}. It did not go into the inbox. What counts for the certificate is what the gateway says.',
    action: 'Open the certificate',
  },
  documentVersionUnknown: {
    title: 'A version this station does not judge',
    advice:
      'The document is in version {version}; {known} are judged here. What cannot be checked is neither signed nor called valid: ask the sender for one of these versions, or IT for a schema pack for that one.',
    action: 'Choose another file',
  },
  documentAlreadyHere: {
    title: 'This document is already here',
    advice: 'Certificate {number} was received before with the same bytes. It was not stored again.',
    action: 'Open the certificate',
  },
  documentAlreadySigned: {
    title: 'The document is already signed',
    advice: 'Certificate {number} already bears the official’s signature: nothing is left to sign, and it did not go into the inbox.',
    action: 'Choose another file',
  },
  documentNotFound: {
    title: 'The certificate is not here',
    advice: 'Somebody else may have given it back or declined it. Refresh the list.',
    action: 'Back to the list',
  },
  documentHasErrors: {
    title: 'The certificate has errors',
    advice:
      'Errors that keep it from being signed: {count}. Look at them in the certificate; if they are not yours to settle, decline it with the reason.',
    action: 'Show the errors',
  },
  reviewChanged: {
    title: 'The certificate changed since you reviewed it',
    advice: 'The bytes are no longer those you read, so it was neither approved nor signed. Review it again before you decide.',
    action: 'Review again',
  },
  stateForbids: {
    title: 'This cannot be done now',
    advice: 'The certificate is in a state that does not allow it. Refresh the list and see where it stands.',
    action: 'Refresh',
  },
  templateNotFound: {
    title: 'The template is not here',
    advice: 'It was deleted or renamed. Choose another one or start an empty draft.',
    action: 'Choose another template',
  },
  ownSignatureRejected: {
    title: 'The new signature did not pass the check',
    advice:
      'The second, independent verification does not accept it ({reason}). Nothing was sent. Tell IT: the token or its module may be at fault.',
    action: 'Copy the details',
  },
  authorityRefused: {
    title: 'This digital certificate may not sign this document',
    advice: 'Read the reasons beside each document. Choose another digital certificate, or ask your authority to correct the entitlement.',
    action: 'Choose another certificate',
  },
  authorityUndecided: {
    title: 'It cannot be checked whether you may sign',
    advice:
      'Recent evidence is missing (revocation or officials’ directory). Wait for the line to return, or follow the contingency procedure.',
    action: 'Check again',
  },
  clockImplausible: {
    title: 'The clock of this computer cannot be trusted',
    advice: 'Its time differs from the gateway’s. Ask IT to set date and time before you sign.',
    action: 'Check again',
  },
  directoryRefused: {
    title: 'The directory of officials that arrived was not accepted',
    advice: 'The one already here stays in use. Tell IT, with this code: {reason}.',
    action: 'Ask for it again',
  },
  ...tokenFailuresEn,
  cancelled: {
    title: 'Cancelled',
    advice: 'Nothing changed since the last finished step.',
    action: 'Understood',
  },
  gatewayUnreachable: {
    title: 'There is no line to the gateway',
    advice:
      'You can go on reviewing and signing: what is signed waits in the queue and is sent by itself when the line returns. ({detail})',
    action: 'Try now',
  },
  gatewayNotTrusted: {
    title: 'The gateway is not trusted',
    advice: 'It could not prove who it is, so nothing was sent to it. Tell IT. ({detail})',
    action: 'Open the settings',
  },
  gatewayIsSomethingElse: {
    title: 'Something else answers in place of the gateway',
    advice: 'Usually a network’s sign-in page or a proxy. Sign in to the network or tell IT. ({detail})',
    action: 'Try now',
  },
  gatewayRefusedUs: {
    title: 'The gateway does not admit this station',
    advice: 'It answered {status}. Check user and password in the settings, or ask the single window for access.',
    action: 'Open the settings',
  },
  gatewayBusy: {
    title: 'The gateway is busy',
    advice: 'It asked us to wait. The station tries again by itself; there is nothing to do.',
    action: 'Try now',
  },
  destinationUnreachable: {
    title: 'The country of destination does not answer the gateway',
    advice: 'The line works and the rest leaves. What is for that country stays queued and leaves by itself when it answers again.',
    action: 'Try now',
  },
  gatewayNotSet: {
    title: 'The address of the gateway is not set',
    advice: 'Enter the address and user your single window gave you. Meanwhile you can work with files.',
    action: 'Open the settings',
  },
  secretUnreadable: {
    title: 'The stored password cannot be opened on this computer',
    advice: 'It was stored on another computer or under another account. Type it again in the settings; nothing else changes.',
    action: 'Open the settings',
  },
  numbersUsedUp: {
    title: 'No contingency numbers are left',
    advice:
      'The gateway grants others as soon as there is a line. Meanwhile ask your authority under which number to issue this certificate.',
    action: 'Understood',
  },
  officialUnnamed: {
    title: 'Your name is missing',
    advice:
      'The declaration says who makes it: your authority and the other countries will read it. Write your name in the settings and come back.',
    action: 'Open the settings',
  },
  entityUnnamed: {
    title: 'The entity is missing',
    advice:
      'This document says which entity certifies it, and this station was not told. Ask the administrator to set it in the configuration.',
    action: 'Understood',
  },
  courierRefused: {
    title: 'The courier’s file was not taken',
    advice: '{whyWords} Nothing changed here.',
    action: 'Understood',
  },
  courierForOther: {
    title: 'The file is for another station',
    advice: 'It is sealed to “{station}” and can be opened only there. Take it to that station. Nothing changed here.',
    action: 'Understood',
  },
  courierStationUnknown: {
    title: 'That station is not known',
    advice:
      '“{station}” is not among the stations of this institution that the gateway named ({known}). The list is fetched while there is a line.',
    action: 'Try now',
  },
  courierNothing: {
    title: 'There is nothing to carry',
    advice: 'No document waits in the outbox: no file was made.',
    action: 'Understood',
  },
  courierNotReady: {
    title: 'Nothing can be sealed for the courier yet',
    advice:
      'It takes this station’s line certificate and the gateway’s key, which is fetched while there is a line. Synchronise while there is one; if it stays so, tell IT.',
    action: 'Try now',
  },
  storeFull: {
    title: 'The disk is full',
    advice: 'Nothing is signed that could not be kept. Free some disk space and resume; no document was lost.',
    action: 'Check again',
  },
  storeNearlyFull: {
    title: 'Little disk space is left',
    advice: 'Free some space soon: with a full disk the station cannot sign.',
    action: 'Understood',
  },
  storeReadOnly: {
    title: 'The station’s folder cannot be written',
    advice: 'The data folder is read-only. Ask IT to give back the right to write.',
    action: 'Check again',
  },
  storeDamaged: {
    title: 'The data file is damaged',
    advice: 'The station put it aside without deleting it and recovered what it could. IT finds the details in the report. ({detail})',
    action: 'Copy the details',
  },
  storeNewer: {
    title: 'The data is from a newer version',
    advice:
      'The file is of version {found} and this station knows up to {known}. Install the newer version; the data was not touched. {snapshotWords}',
    action: 'Understood',
  },
  storeInUse: {
    title: 'The station is open already',
    advice: 'Another window or another user of this computer uses the same data. Close it before opening this one.',
    action: 'Check again',
  },
  storeInputOutput: {
    title: 'The disk could not store',
    advice: 'The operation was not done. Make a backup and ask IT to check the disk. ({detail})',
    action: 'Check again',
  },
  updateFeedUnreachable: {
    title: 'It is not known whether there is a newer version',
    advice: 'The update server does not answer ({detail}). Go on working; the station asks again by itself.',
    action: 'Ask again',
  },
  updateRefused: {
    title: 'The update was not accepted',
    advice: 'Nothing was installed: {reasonWords}. Go on working and tell IT, with this code: {reason}.',
    action: 'Copy for IT',
  },
  updateNotDownloaded: {
    title: 'The newer version was not downloaded to its end',
    advice: 'The download broke off ({detail}). Go on working; the station tries again by itself.',
    action: 'Ask again',
  },
  updateMustWait: {
    title: 'The update waits: something is being signed',
    advice: 'Finish the batch, or stop it, and press again. What is in the outbox is no hindrance.',
    action: 'Try again',
  },
  updateNotInstalled: {
    title: 'Version {version} was not installed',
    advice: 'The station goes on with the version of before and its data is as it was. Try again, or ask IT to install it.',
    action: 'Ask again',
  },
  fileNotWritable: {
    title: 'The file could not be saved',
    advice: '{path} cannot be written. Choose another folder.',
    action: 'Choose another folder',
  },
  placeFull: {
    title: 'There is no room where the file was to be saved',
    advice: 'The file does not fit in {path}. Make room there or choose another folder; the station has all that is its own.',
    action: 'Choose another folder',
  },
  settingInvalid: {
    title: 'The setting is not valid',
    advice: '“{key}” was not changed: {detail}',
    action: 'Open the settings',
  },
  notAllowedByPolicy: {
    title: 'Your institution does not allow it',
    advice: 'Policy fixes “{key}”. If you need it, ask IT.',
    action: 'Understood',
  },
  mailRefused: {
    title: 'The e-mail could not be sent',
    advice: 'The notice stays in the queue and will be tried again. ({detail})',
    action: 'Understood',
  },
  badRequest: {
    title: 'The station did not understand the request',
    advice: 'This is a fault of the program. Nothing changed. Give this detail to IT: {detail}',
    action: 'Copy the details',
  },
  stationFell: {
    title: 'The station failed and began again',
    advice: 'Whatever was confirmed is safe. Look how what you were doing stands; if it was a signing, resume it.',
    action: 'Understood',
  },
  stationGone: {
    title: 'The station fails again and again',
    advice: 'Whatever was confirmed is safe. Close Rúbrica and open it again. If it happens again, tell IT.',
    action: 'Understood',
  },
  unexpected: {
    title: 'Something failed in the program',
    advice: 'Whatever was confirmed is safe. Give IT the incident number {incident}.',
    action: 'Copy the number',
  },
};
