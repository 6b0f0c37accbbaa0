import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { createCheck, resolve, type Schema } from '#test/conformance/gateway/json-schema.ts';

type Operation = {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, Schema>>;
};
type Parameter = { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: Schema };
export type HeaderField = { readonly name: string; readonly required: boolean; readonly pattern: string | undefined };
type OpenApi = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

export type Described = { readonly id: string; readonly method: string; readonly path: string };
export type Seen = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
};

export type GatewayDocument = {
  readonly operations: readonly Described[];
  /** what in an answer is not as the document says */
  faultsOf(seen: Seen): readonly string[];
  operationOf(method: string, path: string): Described | null;
  headerFieldsOf(operationId: string): readonly HeaderField[];
};

const methods = new Set(['get', 'put', 'post', 'patch', 'delete']);

export function readGatewayDocument(): GatewayDocument {
  const document = parse(readFileSync(path.resolve('schemas/gateway.openapi.yaml'), 'utf8')) as OpenApi;
  const check = createCheck(document);
  const operations = Object.entries(document.paths).flatMap(([at, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.has(method))
      .map(([method, operation]) => ({ id: operation.operationId, method: method.toUpperCase(), path: at, operation })),
  );
  const find = (method: string, asked: string) =>
    operations
      .filter((one) => one.method === method && new RegExp(`^${one.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(asked))
      // a path without places is the more particular one
      .sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0] ?? null;

  return {
    operations,
    operationOf: find,
    headerFieldsOf: (operationId) =>
      (operations.find(({ id }) => id === operationId)?.operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'header')
        .map(({ name, required, schema }) => {
          const pattern = (typeof schema['$ref'] === 'string' ? resolve(document, schema['$ref']) : schema)['pattern'];
          return { name: name.toLowerCase(), required: required ?? false, pattern: typeof pattern === 'string' ? pattern : undefined };
        }),
    faultsOf({ method, path: asked, status, contentType, body }) {
      const operation = find(method, asked);
      if (!operation) return [`${method} ${asked}: not in the document`];
      const told = operation.operation.responses[String(status)] ?? operation.operation.responses['default'];
      if (!told) return [`${operation.id}: status ${status} not in the document`];
      const response = typeof told['$ref'] === 'string' ? resolve(document, told['$ref']) : told;
      const content = response['content'] as Readonly<Record<string, { readonly schema: Schema }>> | undefined;
      if (!content) return body.length === 0 ? [] : [`${operation.id} ${status}: a body where none is described`];
      const type = contentType.split(';')[0]?.trim() ?? '';
      const media = content[type];
      if (!media) return [`${operation.id} ${status}: content type ${type} not in the document`];
      if (!type.endsWith('json')) return [];
      return check(media.schema, JSON.parse(body.toString('utf8'))).map((fault) => `${operation.id} ${status} ${fault}`);
    },
  };
}
