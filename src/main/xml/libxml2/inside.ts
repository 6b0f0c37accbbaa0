import type { XmlDocument, XmlElement, XsdValidator } from 'libxml2-wasm';
import * as library from 'libxml2-wasm/lib/libxml2.mjs';

/** What the package has inside and its types leave out. Its version is fixed; whoever raises it looks here. */
type Inside = {
  addFunction(call: (...numbers: readonly number[]) => number | void, types: string): number;
  xmlOutputBufferCreateIO(handler: { write(piece: Uint8Array): number; close(): boolean }): number;
};

export const { addFunction, xmlOutputBufferCreateIO } = library as unknown as Inside;

export function pointerOf(held: XsdValidator | XmlDocument): number {
  const { _ptr: pointer } = held as unknown as { readonly _ptr: number };
  return pointer;
}

export function nodePointerOf(element: XmlElement): number {
  const { _nodePtr: pointer } = element as unknown as { readonly _nodePtr: number };
  return pointer;
}
