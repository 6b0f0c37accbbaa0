import type { ServerResponse } from 'node:http';
import { orderFileName } from '#contract/update-order.ts';
import { imageName, newImage, publishGood, type UpdatingWorld } from '#test/e2e/updating-app.ts';
import { feedHost, orderFor, publish } from '#test/fixtures/update/feed.ts';
import { makeUpdateKey } from '#test/fixtures/update/keys.ts';

export type UpdateCase = {
  readonly name: string;
  /** lays the folder out */
  readonly lay: (world: UpdatingWorld) => void;
  /** what the person reads */
  readonly says: RegExp;
  /** what was asked of the mirror */
  readonly asks: readonly string[];
};

export const dayMs = 24 * 3_600_000;
const iso = (fromNowMs: number): string => new Date(Date.now() + fromNowMs).toISOString();
const orderOnly = [orderFileName];
const both = [orderFileName, imageName];

/** A good order whose file is sent to a quarter; `then` is what happens to the connection. */
function layPart(world: UpdatingWorld, then: (response: ServerResponse) => void): void {
  publishGood(world);
  world.feed.files.set(imageName, (response) => {
    response.writeHead(200, { 'content-length': newImage.length });
    response.write(newImage.subarray(0, 100_000), () => then(response));
  });
}

/** In the order they are tried: an order taken makes every older one unacceptable. */
export const updateCases: readonly UpdateCase[] = [
  { name: 'an empty mirror', lay: () => undefined, says: /no responde \(404\)/, asks: orderOnly },
  {
    name: 'not one: a page of the proxy or the server',
    lay: (world) => world.feed.files.set(orderFileName, Buffer.from('<html>Iniciar sesión</html>')),
    says: /no es una orden de actualización/,
    asks: orderOnly,
  },
  {
    name: 'one without end',
    lay: (world) => world.feed.files.set(orderFileName, Buffer.alloc(2_000_000, ' ')),
    says: /no es una orden de actualización/,
    asks: orderOnly,
  },
  {
    name: 'one that leads elsewhere',
    lay: (world) =>
      world.feed.files.set(orderFileName, (response) => {
        response.writeHead(302, { location: `https://${feedHost}:${world.feed.port}/rubrica/other.json` });
        response.end();
      }),
    says: /no responde/,
    asks: orderOnly,
  },
  {
    name: 'unsigned',
    lay: (world) => publish(world.feed, orderFor(imageName, newImage, 'appimage'), null),
    says: /no lleva firma/,
    asks: orderOnly,
  },
  {
    name: 'signed by another',
    lay: (world) => publish(world.feed, orderFor(imageName, newImage, 'appimage'), makeUpdateKey()),
    says: /una clave que esta estación no conoce/,
    asks: orderOnly,
  },
  {
    name: 'altered after it was signed',
    lay: (world) => {
      publishGood(world);
      const signed = String(world.feed.files.get(orderFileName));
      world.feed.files.set(orderFileName, Buffer.from(signed.replace('0.2.0', '0.3.0')));
    },
    says: /fue alterada/,
    asks: orderOnly,
  },
  {
    name: 'for another program',
    lay: (world) => publishGood(world, { product: 'org.example.other' }),
    says: /es de otro programa/,
    asks: orderOnly,
  },
  {
    name: 'past its end',
    lay: (world) => publishGood(world, { issuedAt: iso(-40 * dayMs), expiresAt: iso(-10 * dayMs) }),
    says: /está vencida/,
    asks: orderOnly,
  },
  { name: 'from the future', lay: (world) => publishGood(world, { issuedAt: iso(3 * dayMs) }), says: /fecha futura/, asks: orderOnly },
  {
    name: 'of an older version, without withdrawing this one',
    lay: (world) => publishGood(world, { version: '0.0.9' }),
    says: /No hay otra versión para esta estación/,
    asks: orderOnly,
  },
  { name: 'of this version', lay: (world) => publishGood(world, { version: '0.1.0' }), says: /No hay otra versión/, asks: orderOnly },
  {
    name: 'staged, and it is not this station’s turn',
    lay: (world) => publishGood(world, { staging: { percentage: 0, groups: ['otro'] } }),
    says: /No hay otra versión/,
    asks: orderOnly,
  },
  {
    name: 'for other installers only',
    lay: (world) => publish(world.feed, orderFor(imageName, newImage, 'deb')),
    says: /En este equipo la instala informática/,
    asks: orderOnly,
  },
  {
    name: 'good, with a file that was exchanged for one as long',
    lay: (world) => {
      publishGood(world);
      world.feed.files.set(imageName, Buffer.from(newImage).fill('x', 1_000, 1_010));
    },
    says: /no es el que la orden de actualización nombra/,
    asks: both,
  },
  {
    name: 'good, with a file that is longer',
    lay: (world) => {
      publishGood(world);
      world.feed.files.set(imageName, Buffer.concat([newImage, Buffer.from('more')]));
    },
    says: /no terminó de descargarse/,
    asks: both,
  },
  {
    name: 'good, with a file whose length the server does not say',
    lay: (world) => {
      publishGood(world);
      world.feed.files.set(imageName, (response) => {
        response.writeHead(200);
        response.write(newImage);
        response.end();
      });
    },
    says: /no terminó de descargarse/,
    asks: both,
  },
  {
    name: 'good, with a file cut short',
    lay: (world) => layPart(world, (response) => response.destroy()),
    says: /no terminó de descargarse/,
    asks: both,
  },
  {
    name: 'good, with a file that stops coming',
    lay: (world) => layPart(world, () => undefined),
    says: /no terminó de descargarse/,
    asks: both,
  },
  {
    name: 'on a server that takes the question and does not answer',
    lay: (world) => world.feed.files.set(orderFileName, () => undefined),
    says: /no responde/,
    asks: orderOnly,
  },
];
