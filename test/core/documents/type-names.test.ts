import { expect, it } from 'vitest';
import type { NamedType } from '#core/documents/document-type.ts';
import { typeNames } from '#core/documents/type-names.ts';
import { documentTypes } from '#core/documents/types.ts';

it('the names that stand apart are those of the types, and of the messages of their exchanges', () => {
  const namesOf = (types: readonly NamedType[]): unknown =>
    types.map(({ id, name, messages = [] }) => ({ id, name, messages: namesOf(messages) }));
  expect(namesOf(typeNames)).toEqual(namesOf(documentTypes));
});
