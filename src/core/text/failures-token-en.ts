import type { FailureText } from '#core/text/failures.ts';

/** Modules, tokens, keys and PINs: what went wrong and what the person can do about it. */
export const tokenFailuresEn = {
  moduleNotAllowed: {
    title: 'The token module is not allowed',
    advice: 'Your institution’s policy does not allow {module}. Ask IT to authorise it.',
    action: 'Show the tokens',
  },
  moduleMissing: {
    title: 'The token’s software is missing',
    advice: '{module} is not there. Install the software (driver) of your token’s manufacturer and check again.',
    action: 'Show the tokens',
  },
  moduleWrongArchitecture: {
    title: 'The token’s software is for another kind of system',
    advice: '{module} is {found} and {needed} is needed here. Install the manufacturer’s right version.',
    action: 'Show the tokens',
  },
  moduleNotPkcs11: {
    title: 'The file is not a token module',
    advice: '{module} is not a PKCS#11 module. Choose the file named by your token’s manufacturer.',
    action: 'Open the settings',
  },
  moduleDependencyMissing: {
    title: 'The token’s software lacks a part',
    advice: '{module} needs {dependency}, which is not installed. Install the manufacturer’s software again.',
    action: 'Show the tokens',
  },
  moduleCrashed: {
    title: 'The token’s software stopped working',
    advice: 'It was started again and nothing was lost. If this repeats, {renewWords}, and tell IT.',
    action: 'Check again',
  },
  tokenNotAnswering: {
    title: 'The token does not answer',
    advice: 'It gave no answer in time. Wait a few seconds and resume. If this repeats, {renewWords}.',
    action: 'Check again',
  },
  tokenServiceStopped: {
    title: 'The smart card service is stopped',
    advice: 'The operating system is not serving the readers. Restart the computer or ask IT to start the smart card service.',
    action: 'Check again',
  },
  hsmNotReachable: {
    title: 'The HSM is not reached',
    advice: 'No partition of it answers through {module}. The station keeps looking; what is approved waits. If it lasts, tell IT.',
    action: 'Check again',
  },
  partitionAbsent: {
    title: 'An HSM partition is missing',
    advice: 'The HSM answers, but does not show {partitions}. Ask IT to check the partition and this computer’s right to it.',
    action: 'Show the tokens',
  },
  tokenAbsent: {
    title: 'No token is connected',
    advice: 'Connect your token or put your card in the reader. The station notices it by itself.',
    action: 'Show the tokens',
  },
  tokenRemoved: {
    title: 'The token was taken out',
    advice: 'What was signed is in the queue already. {returnWords} at the exact document.',
    action: 'Show the tokens',
  },
  tokenChanged: {
    title: 'Another token is connected now',
    advice: '{sameWords}, or choose the digital certificate again.',
    action: 'Choose another certificate',
  },
  tokenNotInitialised: {
    title: 'The token is empty',
    advice: 'It has no PIN and no certificates yet. Whoever issues your institution’s tokens prepares it.',
    action: 'Show the tokens',
  },
  readerWithoutCard: {
    title: 'There is no card in the reader',
    advice: 'Push your card in, chip first, all the way.',
    action: 'Check again',
  },
  certificateNotOnToken: {
    title: 'The chosen certificate is not connected any more',
    advice: 'It is not where it was at the review. Connect it again or choose another digital certificate.',
    action: 'Choose another certificate',
  },
  keyMissing: {
    title: 'The certificate lacks its key',
    advice: '“{label}” is there, but not the private key that belongs to it. Ask its issuer to look at it.',
    action: 'Choose another certificate',
  },
  keyCannotSign: {
    title: 'The key does not allow signing',
    advice: 'Key “{label}” was issued for another use. Choose a signing certificate.',
    action: 'Choose another certificate',
  },
  mechanismMissing: {
    title: 'This key cannot sign this way',
    advice: '{needed} is needed, and what holds the key does not offer it. Ask IT which key to sign with.',
    action: 'Choose another certificate',
  },
  tokenRefused: {
    title: 'The token refused',
    advice: 'It answered {ckr}. Please {renewWords}. If this repeats, give this code to IT.',
    action: 'Check again',
  },
  certificateHidden: {
    title: 'The file does not show its certificate',
    advice: '{path} keeps it encrypted. Choose the certificate’s own file (.cer, .crt, .der or .pem) that came with it as well.',
    action: 'Choose again',
  },
  keyEncryptionUnsupported: {
    title: 'The key file uses an old encryption',
    advice: '{path} is protected with {scheme}, which is no longer supported. Ask its issuer or IT to export it again with AES-256.',
    action: 'Show the tokens',
  },
  tokenNotNamed: {
    title: 'No token has that name',
    advice: 'None is called “{label}”. Connected now: {there}.',
    action: 'Show the tokens',
  },
  tokenAmbiguous: {
    title: 'Several tokens have that name',
    advice: 'More than one is called “{label}”, and nothing is guessed. Leave one connected, or name the certificate by its SHA-256.',
    action: 'Show the tokens',
  },
  certificateNotNamed: {
    title: 'The token does not have that certificate',
    advice: 'None is called “{label}” or has that SHA-256. On the token: {there}.',
    action: 'Choose another certificate',
  },
  certificateAmbiguous: {
    title: 'Several certificates have that name',
    advice: 'The token has more than one called “{label}”, and nothing is guessed. Name it by its SHA-256.',
    action: 'Choose another certificate',
  },
  pinWrong: {
    title: 'The PIN is not right',
    advice: 'Nothing was signed with it and it will not be tried again by itself. {triesLeftWords}',
    action: 'Enter the PIN again',
  },
  passwordWrong: {
    title: 'The password does not open the key',
    advice: 'Nothing was signed. Enter the password that goes with the file {path}; you may try as often as needed.',
    action: 'Enter the password again',
  },
  tokenSigning: {
    title: 'Something is being signed',
    advice: 'Wait until it is over, or stop it, and ask again.',
    action: 'Understood',
  },
  pinLocked: {
    title: 'The PIN is locked',
    advice:
      'The token takes no more tries. Its issuer must unlock or replace it{contactWords}. Meanwhile another authorised person may sign.',
    action: 'Show the tokens',
  },
  pinLength: {
    title: 'The PIN has another length',
    advice: 'This token’s PIN has {min} to {max} characters. No try was spent.',
    action: 'Enter the PIN again',
  },
  pinExpired: {
    title: 'The PIN has expired',
    advice: 'The token wants a new PIN before it signs. Change it on the tokens page.',
    action: 'Show the tokens',
  },
  pinCancelled: {
    title: 'The PIN was not given',
    advice: 'Nothing more was signed. The approved documents still wait for your signature.',
    action: 'Sign again',
  },
  sessionEnded: {
    title: 'The signing session ended',
    advice: 'The computer was locked, the time allowed ran out, or another program ended it. What was signed is kept; sign again to go on.',
    action: 'Sign again',
  },
  finalTryNotConfirmed: {
    title: 'One try is left and it was not spent',
    advice: 'A wrong PIN now would lock the token. When you are sure of the PIN, confirm that you want to use the last try.',
    action: 'Enter the PIN again',
  },
} satisfies Readonly<Record<string, FailureText>>;
