import { customsDeclarationName } from '#core/documents/customs-declaration/name.ts';
import type { NamedType } from '#core/documents/document-type.ts';
import { originName } from '#core/documents/origin/name.ts';
import { phytosanitaryName } from '#core/documents/phytosanitary/name.ts';

/** What the types are called, apart from all else they know: the first list does without their rules, forms and code lists. */
export const typeNames: readonly NamedType[] = [phytosanitaryName, originName, customsDeclarationName];
