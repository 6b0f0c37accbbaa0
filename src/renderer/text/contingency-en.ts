import type { ContingencyText } from '#renderer/text/contingency-es.ts';

export const contingencyEn: ContingencyText = {
  print: {
    button: 'Save a PDF…',
    printedAt: 'Printed',
    check: 'To check this document',
    qr: 'QR code with number, digest and signer',
    advice:
      'Paper copy of a signed electronic document. The code carries the number, the digest that was signed and the signer’s certificate.',
    contingencyCopy: (country, isWithGateway) =>
      `Contingency copy${country === null ? '' : ` for ${country}`}: ${isWithGateway ? 'with the gateway, not acknowledged by the country yet' : 'not confirmed by the gateway yet'}`,
  },
  officials: {
    exportButton: 'Save these results…',
    exported: (n, path) => `${n} officials were saved to ${path}.`,
    title: 'Directory of officials',
    count: (n) => `${n} officials`,
    replicas: 'Copies of the directory',
    replica: (sequence, when) => `sequence ${sequence}, issued ${when}`,
    emptyTitle: 'There is no directory yet',
    emptyAdvice: 'It comes signed from the gateway as soon as the station is online. Without it the station cannot check who is entitled.',
    name: 'Official',
    entity: 'Entity and authority',
    documents: 'Documents',
    enabled: 'Enabled',
    until: (day) => `until ${day}`,
    fingerprint: 'Certificate',
    copied: (name) => `The fingerprint of ${name}’s certificate was copied.`,
    disabled: 'Disabled',
    statuses: { active: 'Enabled', pending: 'Pending', rejected: 'Rejected', revoked: 'Revoked' },
  },
  contingency: {
    title: 'Contingency',
    none: 'There is no contingency',
    noneAdvice:
      'The station says so here when the line is away, or a country does not answer, for longer than agreed, and offers the procedure.',
    lineDown: (when) => `Offline since ${when}`,
    lineDownAdvice: 'You can go on reviewing and signing. What is signed waits in the queue and leaves by itself when the line returns.',
    offered: 'You may declare the contingency',
    offeredAdvice:
      'The line has been away longer than agreed. Declaring it opens the reserved numbers and the courier; the journal keeps who and why.',
    declared: 'Contingency declared',
    declaredAdvice: (who, when) => `${who} declared it on ${when}.`,
    countryOut: {
      unreachable: (country, when) => `${country} has not answered the gateway since ${when}`,
      silent: (country, when) => `${country} has acknowledged nothing of what was sent since ${when}`,
    },
    countryMeanwhile: {
      unreachable:
        'The line to the gateway works: what is for other countries leaves as always, and no courier is needed. What is signed for this country waits here and leaves by itself as soon as it answers again.',
      silent:
        'The line to the gateway works: no courier is needed. What is signed for this country is delivered to the national gateway, which passes it on as soon as the country is back. Where goods cannot wait, send the paper copy with its QR along.',
    },
    countryBack: (country) => `${country} answers again`,
    countryOffered: (country) => `You may declare the contingency for ${country}`,
    countryOfferedAdvice:
      'That is longer than agreed. Declaring it marks the certificates for this country and opens the reserved numbers to them; the journal keeps who and why.',
    countryDeclare: (country) => `Declare the contingency for ${country}…`,
    countryDeclared: (country) => `Contingency declared for ${country}`,
    countryClose: (country) => `Close the contingency for ${country}`,
    countryCloseWait: 'It can be closed when the country answers again. What it has not answered by then stands in the report.',
    unanswered: 'Not answered by the country',
    declaredFor: 'Declared for',
    wholeLine: 'the whole line',
    reason: 'Reason',
    reasonHint: 'For instance: power cut in the region since 9:00. Your authority and the other countries will read it.',
    declare: 'Declare the contingency…',
    declareButton: 'Declare',
    declaredNow: 'The contingency is declared.',
    close: 'Close the contingency',
    closeWait: 'It can be closed when the line is back. What is still open then stands in the report.',
    closedNow: 'The contingency is closed with its report.',
    since: 'Duration',
    issued: 'Signed while it lasts',
    waiting: 'Waiting to leave',
    leaving: (n, of) => `What waited is leaving in order: ${of - n} of ${of}.`,
    courier: 'Courier',
    courierAdvice:
      'What waits can travel sealed on a USB stick. It stays in the queue as well: whichever way it arrives, the gateway has it once.',
    courierNotReady:
      'Nothing can be sealed yet: the gateway’s key is missing, which the station fetches by itself as soon as the station is online. What is signed is safe in the queue; meanwhile the paper copy with its QR can travel.',
    sistersTold: (names, ago) => `Other stations of your institution, as the gateway said ${ago}: ${names}.`,
    sistersNone: (ago) =>
      `The gateway said ${ago} that your institution has no other stations. A file for the gateway is handed over by any station that is online.`,
    sistersUntold:
      'Which other stations your institution has the gateway says once the station is online; it has not yet. A file for the gateway is handed over by any station that is online.',
    sealedTo: 'Sealed to',
    toGateway: 'To the gateway',
    toStation: (name) => `To ${name}`,
    exportButton: (n) =>
      n === 0
        ? 'There are no documents to export'
        : n === 1
          ? 'Export 1 document to a sealed file…'
          : `Export ${n} documents to a sealed file…`,
    exported: (n, paths, left) => {
      const sealed = `${n === 1 ? '1 document' : `${n} documents`} sealed in ${paths.join(', ')}`;
      if (left > 0) return `${sealed}. One file does not hold everything: ${left === 1 ? '1 is' : `${left} are`} left for the next.`;
      return paths.length === 1 ? sealed : `${sealed}. Carry all ${paths.length} files; they are imported in this order.`;
    },
    bring: 'Import what the courier brought…',
    bringing: 'Handing over what the courier brought…',
    handedOver: (n, refused, waiting) =>
      `${n} were handed over; ${refused} refused; ${waiting} wait to leave. ${waiting === 0 ? 'Save the receipts to carry them back.' : 'Import the same file later for the receipts that are missing.'}`,
    carriedWaiting: (n) =>
      n === 1
        ? '1 document of another station waits to leave by this line.'
        : `${n} documents of other stations wait to leave by this line.`,
    received: (settled, refused, unknown) => `Receipts noted: ${settled} handed over, ${refused} refused, ${unknown} of other stations.`,
    notices: 'Open notices',
    noNotices: 'No notices are open.',
    settle: 'Seen',
    settleNamed: (words) => `Seen: ${words}`,
    declaredByWhom: 'Declared by',
    thisStation: 'this station',
    times: (n) => (n === 1 ? 'once' : `${n} times`),
    past: 'Earlier contingencies',
    noPast: 'None so far.',
    from: 'From',
    until: 'Until',
    delivered: 'Delivered',
    byCourier: 'By courier',
    open: 'Open',
    saveReport: 'Save report…',
    reportSaved: (path) => `The report is in ${path}`,
  },
};
