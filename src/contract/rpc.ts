import { z } from 'zod/mini';

/** The shape of a contract: one object per process line, made of `call(Request, Answer)` and `event(Payload)`. */
export type Call<Request extends z.ZodMiniType = z.ZodMiniType, Answer extends z.ZodMiniType = z.ZodMiniType> = {
  readonly kind: 'call';
  readonly request: Request;
  readonly answer: Answer;
};
export type Event<Payload extends z.ZodMiniType = z.ZodMiniType> = { readonly kind: 'event'; readonly payload: Payload };
export type Contract = Readonly<Record<string, Call | Event>>;

export function call<Request extends z.ZodMiniType, Answer extends z.ZodMiniType>(request: Request, answer: Answer): Call<Request, Answer> {
  return { kind: 'call', request, answer };
}

export function event<Payload extends z.ZodMiniType>(payload: Payload): Event<Payload> {
  return { kind: 'event', payload };
}

type CallNames<C extends Contract> = { [Name in keyof C]: C[Name] extends Call ? Name : never }[keyof C] & string;
type EventNames<C extends Contract> = { [Name in keyof C]: C[Name] extends Event ? Name : never }[keyof C] & string;

/** What the caller holds: one asynchronous function per call; failures come as data. */
export type Client<C extends Contract> = {
  readonly [Name in CallNames<C>]: C[Name] extends Call<infer Request, infer Answer>
    ? (request: z.input<Request>) => Promise<Reply<z.output<Answer>>>
    : never;
};

/** What the server provides. */
export type Handlers<C extends Contract> = {
  readonly [Name in CallNames<C>]: C[Name] extends Call<infer Request, infer Answer>
    ? (request: z.output<Request>) => Promise<Reply<z.output<Answer>>> | Reply<z.output<Answer>>
    : never;
};

export type Events<C extends Contract> = {
  readonly [Name in EventNames<C>]: C[Name] extends Event<infer Payload> ? z.output<Payload> : never;
};

/** A failure as it crosses a line: its code decides the sentence, the rest fills it in. */
export const failureShape = z.looseObject({ code: z.string() });
export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: { readonly code: string } };

/** Frames on the wire. Who asks `inPieces` puts a long answer together itself. */
export const requestFrame = z.object({
  kind: z.literal('request'),
  id: z.int(),
  name: z.string(),
  body: z.unknown(),
  inPieces: z.optional(z.boolean()),
});
export const replyFrame = z.object({
  kind: z.literal('reply'),
  id: z.int(),
  reply: z.union([z.object({ ok: z.literal(true), value: z.unknown() }), z.object({ ok: z.literal(false), failure: failureShape })]),
});
/** A reply as JSON: a large one crosses into a page as one text, in a tenth of the time of 200,000 objects. */
export const textFrame = z.object({ kind: z.literal('text'), id: z.int(), text: z.string() });
export const pieceRequest = z.strictObject({ key: z.string(), index: z.int().check(z.nonnegative()) });
export const eventFrame = z.object({ kind: z.literal('event'), name: z.string(), payload: z.unknown() });
export const frame = z.discriminatedUnion('kind', [requestFrame, replyFrame, textFrame, eventFrame]);
export type Frame = z.infer<typeof frame>;

/** Anything that carries frames: a MessagePort, a utility process, a child process, two ends in one test. */
export type Wire = {
  post(frame: Frame): void;
  onFrame(listener: (frame: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
};
