import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';

interface Described {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, TSchema> };
}
interface Operation {
  operationId: string;
  responses: Record<string, { content?: Record<string, { schema: { $ref?: string } }> }>;
}

/** An answer of the API: what was asked, and what came back as JSON. */
export interface Answered {
  method: string;
  /** Under `/api/v1`, with its query. */
  url: string;
  status: number;
  contentType: string;
  json: unknown;
}

/** Holds answers against the OpenAPI description that the service itself gives. */
export function heldAgainst(description: unknown) {
  const { paths, components } = description as Described;
  const routes = Object.entries(paths)
    .map(([path, operations]) => ({
      operations,
      is: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
      fixed: !path.includes('{'),
    }))
    .sort((one, other) => Number(other.fixed) - Number(one.fixed));
  const validators = new Map<string, Validator>();
  const validatorOf = (name: string): Validator => {
    const known = validators.get(name) ?? (Compile(components.schemas[name] as TSchema) as unknown as Validator);
    validators.set(name, known);
    return known;
  };
  return {
    operations: Object.values(paths).flatMap((operations) => Object.values(operations)),
    /** What an answer has that the description doesn't say, or the other way round; undefined where they agree. */
    faultOf: ({ method, url, status, contentType, json }: Answered): string | undefined => {
      const path = `/api/v1${url.replace(/\?.*/, '')}`;
      const operation = routes.find(({ is }) => is.test(path))?.operations[method.toLowerCase()];
      if (!operation) return undefined;
      const response = operation.responses[status] ?? operation.responses[`${Math.floor(status / 100)}XX`];
      if (!response) return `${method} ${url}: ${status} is not described`;
      // Only the routes of the contract say what they answer.
      if (response === operation.responses['2XX']) return undefined;
      const [type = ''] = contentType.split(';');
      const schema = response.content?.[type]?.schema;
      if (!type.endsWith('json') || response.content === undefined) return undefined;
      const name = schema?.$ref?.replace('#/components/schemas/', '');
      if (name === undefined) return `${method} ${url}: ${status} ${type} is not described`;
      const validator = validatorOf(name);
      return validator.Check(json)
        ? undefined
        : `${method} ${url} is no ${name}: ${JSON.stringify(validator.Errors(json))}`;
    },
  };
}
