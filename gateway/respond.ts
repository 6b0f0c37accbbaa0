import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { Context, Mode } from '#gateway/context.ts';
import { BadRequest } from '#gateway/cursor.ts';
import { problemAnswer, writeAnswer, type Answer } from '#gateway/http.ts';
import type { createRouter } from '#gateway/routes.ts';

export type Report = (event: string, details: Readonly<Record<string, unknown>>) => void;

/** One request from its first byte to the end of its answer. */
export async function respond(
  context: Context,
  route: ReturnType<typeof createRouter>,
  report: Report,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { behaviour } = context;
  // a request that broke off loses its reference to the socket
  const { socket } = request;
  try {
    const prevented = preventedAnswer(context);
    const answer = prevented ?? (await answerRequest(context, route, request));
    const isDelivery = (request.method === 'PUT' && request.url?.startsWith('/v1/deliveries/')) || request.url?.startsWith('/soap/');
    if (isDelivery && !prevented && behaviour.answersToLose > 0) {
      behaviour.answersToLose -= 1;
      socket.destroy();
      return;
    }
    if (behaviour.mode.kind === 'slow') await waitUnlessClosing(behaviour.mode.delayMs, context.closing);
    request.resume();
    await writeAnswer(request, response, answer);
  } catch (error) {
    // the line broke while the request was being read: nobody is left to be answered
    if (request.destroyed && !request.complete) return;
    const incident = randomUUID();
    report('unexpected', { incident, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    if (response.headersSent || socket.destroyed) socket.destroy();
    else await writeAnswer(request, response, problemAnswer(500, 'unexpected', { title: 'a fault of the gateway', detail: incident }));
  }
}

async function answerRequest(context: Context, route: ReturnType<typeof createRouter>, request: IncomingMessage): Promise<Answer> {
  if (!(request.socket instanceof TLSSocket) || !request.socket.authorized) {
    return problemAnswer(403, 'client-certificate-needed', { title: "no client certificate, or not one of this gateway's authority" });
  }
  const target = request.url ?? '/';
  const url = URL.canParse(target, 'https://gateway') ? new URL(target, 'https://gateway') : null;
  const match = url === null ? 'noPath' : route(request.method ?? 'GET', url.pathname);
  if (url === null || match === 'noPath') return problemAnswer(404, 'unknown-path', { title: 'nothing is served here' });
  if (match === 'noMethod') return problemAnswer(405, 'method-not-allowed', { title: 'not by this method' });
  const identification = await context.participants.identify(request);
  if (identification.kind === 'unknown') {
    return problemAnswer(
      401,
      'unknown-user',
      { title: 'user or password wrong' },
      { 'www-authenticate': 'Basic realm="rubrica-gateway", charset="UTF-8"' },
    );
  }
  if (identification.kind === 'wrongCertificate') {
    return problemAnswer(403, 'wrong-certificate', { title: 'this user comes with another client certificate' });
  }
  try {
    return await match.route.handle(context, {
      http: request,
      participant: identification.participant,
      places: match.places,
      query: url.searchParams,
    });
  } catch (error) {
    if (error instanceof BadRequest) return error.answer;
    throw error;
  }
}

/** What the practised bad day answers before anything is done; null on a good one. */
function preventedAnswer({ behaviour }: Context): Answer | null {
  if (behaviour.failuresLeft > 0) {
    behaviour.failuresLeft -= 1;
    return problemAnswer(behaviour.failureStatus, 'practised-failure', { title: 'a failure asked for' });
  }
  return answerOfMode(behaviour.mode);
}

function answerOfMode(mode: Mode): Answer | null {
  switch (mode.kind) {
    case 'busy':
      return problemAnswer(503, 'busy', { title: 'try again later' }, { 'retry-after': String(mode.retryAfterSeconds) });
    case 'down':
      return problemAnswer(mode.status, 'down', { title: 'the gateway is not working' });
    case 'portal':
      return {
        status: 200,
        contentType: 'text/html; charset=utf-8',
        body: '<!doctype html><title>Wi-Fi</title><h1>Acepte las condiciones</h1>',
      };
    default:
      return null;
  }
}

async function waitUnlessClosing(ms: number, closing: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal: closing });
  } catch (error) {
    if (!closing.aborted) throw error;
  }
}
