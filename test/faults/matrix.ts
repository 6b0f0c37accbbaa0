/** The fault matrix as data: which test fails which step by which fault, or why the cell has no meaning. */
export const steps = [
  'compose',
  'sign',
  'store',
  'enqueue',
  'send',
  'receipt',
  'fetch',
  'judge',
  'acknowledge',
  'backup',
  'migrate',
] as const;
export type Step = (typeof steps)[number];

/** A test by its file below `test/` and its name as it stands there, or a reason. */
export type Cell = { readonly file: string; readonly name: string } | { readonly none: string };

const none = (reason: string): Cell => ({ none: reason });
const test = (file: string, name: string): Cell => ({ file, name });

const store = (name: string): Cell => test('faults/store-faults.test.ts', name);
const line = (name: string): Cell => test('faults/line.test.ts', name);
const damage = (name: string): Cell => test('adapters/store/damage.test.ts', name);

const noDisk = none('the token computes and writes nothing; what it gave is kept in the step store');
const noLine = none('happens on this computer alone: no line is used');
const noToken = none('uses no token: it may as well be away');
const noOrder = none('one process on one file: nothing is answered twice or in another order');
const noTime = none('no time of the clock decides anything here');
const asSend = none('the same exchange as send: the answer to a delivery is its receipt');
const oneAtStart = none('a second process is refused when it opens the store, before any step');

const killed = store('loses nothing it acknowledged when it is killed at a write');
const failing = store('says so and loses nothing it acknowledged on %s');
const powerless = test('faults/power-loss.test.ts', 'and nothing that was acknowledged is lost, whatever the disk kept of the last writes');
const everyStep = test(
  'flow/killed-at-every-step.test.ts',
  'times loses nothing, sends nothing twice, and the gateway holds each document once',
);
const readOnly = store('is told in words with %s: nothing is begun that could not be kept, and all is there when it may be written again');
const refusedOnce = test(
  'adapters/store/full-disk.test.ts',
  'inside a longer transaction undoes all of it, also when the work goes on regardless',
);
const neverAltered = damage('in a document is found when the document is read: it is never shown, signed or sent');
const salvaged = damage('is found by the check, and the next start salvages from the backup');
const foreign = damage('of another station is set aside and nothing of it gets in');
const second = store('is refused while the first lives, and opens the store when the first was killed');
const clockInStore = test(
  'adapters/store/outbox.test.ts',
  'what a clock that was ahead put off for months is due again; what a clock that went back tells stays in order',
);
const clockInFlow = test(
  'flow/news-and-clocks.test.ts',
  'by ${hours} hours, as after sleep, while a certificate waits: it is sent once when the line is back',
);
const deliveryCut = line('leaves the truth to be asked over ${transport}, ${way}, at ${points} points');
const pageCut = line('brings a page whole or not at all, at ${points} points, and the same page afterwards');
const answerCut = line('carries an answer to the other country once, at ${points} points');
const judgedCut = test(
  'faults/evidence-line.test.ts',
  'cut at byte n leaves the verdict open, never valid, at ${points} points, and decides when it is whole',
);
const judgedBadly = test('faults/evidence-line.test.ts', '%s leaves the verdict open within its time, and nobody waits longer');
const repeated = test('flow/way-of-a-certificate.test.ts', 'takes the other side’s news repeated and out of order without harm');
const impostor = line('with an impostor whose certificate is bad (${fault}) is not trusted, and it sees no document');
const fetchStalls = line('half-open or slow, gives up by the deadline or waits for what keeps coming, and loses no page');
const answerStalls = line('half-open or slow, is carried once all the same');

type Row = Readonly<Record<Step, Cell>>;
/** The disk faults meet every step that writes at each of its writes; only the token writes nothing. */
const disk = (all: Cell, others: Partial<Row> = {}): Row => ({
  compose: all,
  sign: noDisk,
  store: all,
  enqueue: all,
  send: all,
  receipt: all,
  fetch: all,
  judge: all,
  acknowledge: all,
  backup: all,
  migrate: all,
  ...others,
});
/** The faults of the line meet what uses it. */
const overLine = (cells: Pick<Row, 'send' | 'receipt' | 'fetch' | 'judge' | 'acknowledge'>): Row => ({
  compose: noLine,
  sign: noLine,
  store: noLine,
  enqueue: noLine,
  backup: noLine,
  migrate: noLine,
  ...cells,
});
const every = (cell: Cell, others: Partial<Row> = {}): Row => ({ ...disk(cell), sign: cell, ...others });

export const matrix: Readonly<Record<string, Row>> = {
  kill: disk(killed, { sign: everyStep, send: everyStep, receipt: everyStep }),
  'power loss, the last writes torn or reordered': disk(powerless),
  'disk full': disk(failing, { enqueue: refusedOnce }),
  'input or output error at fsync': disk(failing),
  'read-only disk': every(readOnly),
  'one flipped byte': disk(salvaged, { sign: neverAltered, store: neverAltered, send: neverAltered }),
  'foreign write-ahead log': every(none('a log is replayed when the store is opened, before any step'), {
    store: foreign,
    migrate: foreign,
  }),
  'clock jumps both ways': {
    ...every(noTime),
    compose: none('a draft holds the dates its author writes; the review judges them'),
    sign: test('flow/way-of-a-certificate.test.ts', 'forbids signing while the clock is an hour away from the gateway’s'),
    enqueue: clockInStore,
    send: clockInFlow,
    receipt: clockInFlow,
    judge: test('conformance/trust/revocation.test.ts', 'gives the clocks of two machines some minutes, and no more'),
    backup: test('adapters/store/keep-store.test.ts', 'leaves the start alone, then reads it through and copies it once a day'),
  },
  'line cut at byte n': overLine({
    send: deliveryCut,
    receipt: deliveryCut,
    fetch: pageCut,
    judge: judgedCut,
    acknowledge: answerCut,
  }),
  'half-open line': overLine({
    send: line('half-open ends at the deadline, and the document is held once afterwards'),
    receipt: line('deaf after the gateway committed ends without an answer, and status knows the document'),
    fetch: fetchStalls,
    judge: judgedBadly,
    acknowledge: answerStalls,
  }),
  'slow line': overLine({
    send: line('with latency and little width still delivers'),
    receipt: test('adapters/gateway/rest.test.ts', 'gives up at the deadline on a gateway that is too slow'),
    fetch: fetchStalls,
    judge: judgedBadly,
    acknowledge: answerStalls,
  }),
  'answer lost after the commit': overLine({
    send: test(
      'flow/way-of-a-certificate.test.ts',
      'believes the other side’s acknowledgement of a document whose delivery was never answered',
    ),
    receipt: asSend,
    fetch: pageCut,
    judge: none('what is asked while judging changes nothing at the other end'),
    acknowledge: answerCut,
  }),
  'answers repeated and out of order': {
    ...every(noOrder),
    send: line('with a chunk sent twice is refused by TLS, never taken twice'),
    receipt: repeated,
    fetch: test('flow/news-and-clocks.test.ts', 'told twice and in the wrong order ends where it would have ended in order'),
    judge: test(
      'flow/incoming.test.ts',
      'is told as a replay under another transaction, and as a duplicate when the number has other content',
    ),
    acknowledge: answerCut,
  },
  'TLS faults': overLine({
    send: impostor,
    receipt: asSend,
    fetch: test('adapters/gateway/rest.test.ts', 'does not speak to a gateway that our authorities do not vouch for'),
    judge: none('lists and answers about revocation are public and signed: they come over plain http'),
    acknowledge: none('the same line as fetch, trusted or not as a whole'),
  }),
  'token gone': {
    ...every(noToken),
    sign: test(
      'adapters/token/card-life.test.ts',
      'halts at the card taken out in the middle of a batch, signs nothing twice, and goes on when it is back',
    ),
  },
  'two instances': every(oneAtStart, { store: second, migrate: second }),
  sleep: {
    ...every(none('the process stops and goes on; the store and its steps notice nothing')),
    sign: test('adapters/token/sessions.test.ts', 'ends everywhere when the screen locks or the computer sleeps, with what still waited'),
    send: clockInFlow,
    receipt: clockInFlow,
    fetch: clockInFlow,
  },
};
