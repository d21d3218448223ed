import { type Static, Type } from 'typebox';
import { shopLine } from './shop-errors.ts';

const lines = Type.Array(shopLine, { maxItems: 50, default: [] });
const line = Type.String({ maxLength: 2_000, pattern: '^[^\\u0000-\\u001f\\u007f]*$', default: '' });
const method = (usual: 'GET' | 'POST') => Type.Union([Type.Literal('GET'), Type.Literal('POST')], { default: usual });
const section = <T extends Parameters<typeof Type.Object>[0]>(fields: T) =>
  Type.Object(fields, { additionalProperties: false });

/** Where a value stands in an answer: the path of a JSON field (`data.0.id`), or a regular expression whose first group it is. */
const place = { path: line, pattern: line };

/**
 * A provider's HTTP interface. In addresses, fields, headers and the body these places are filled in: `{phone}` (digits), `{text}`,
 * `{sender}`, `{id}`, `{login}`, `{password}`, `{apiKey}`, `{basic}` (login and password for `Authorization: Basic`). `{id}` is ours when
 * sending; asked for a state it is the provider's, or ours where the provider gives none.
 */
export const genericHttpSettings = section({
  method: method('POST'),
  /** Empty: the address itself; otherwise relative to it, or a whole one. */
  url: line,
  /** `Name: value`, with every request. */
  headers: lines,
  /** `name=value`: in the address for GET, as a form for POST. */
  fields: lines,
  /** Instead of the fields of a POST. */
  body: Type.String({ maxLength: 4_000, default: '' }),
  bodyKind: Type.Union([Type.Literal('json'), Type.Literal('xml')], { default: 'json' }),
  /** What an acceptance looks like beside an HTTP status 2xx: the field is there, and is `value` (a regular expression for the whole of it) if that is set; the text matches `pattern` if that is set. */
  success: section({ ...place, value: line }),
  id: section(place),
  error: section(place),
  /** `money=регулярное выражение` on the text of an error: `money`, `login`, `sender`, `number`, `text`, `later`, `duplicate`, `refused`. */
  errors: lines,
  /** Without an address and fields the provider isn't asked. */
  status: section({
    method: method('GET'),
    url: line,
    fields: lines,
    ...place,
    /** `delivered=DELIVRD|2`: a state of ours and the provider's codes of it as a regular expression. */
    states: lines,
  }),
  balance: section({ method: method('GET'), url: line, fields: lines, ...place }),
});

export type GenericHttpSettings = Static<typeof genericHttpSettings>;

export const usualGenericHttp: GenericHttpSettings = {
  method: 'POST',
  url: '',
  headers: [],
  fields: [],
  body: '',
  bodyKind: 'json',
  success: { path: '', pattern: '', value: '' },
  id: { path: '', pattern: '' },
  error: { path: '', pattern: '' },
  errors: [],
  status: { method: 'GET', url: '', fields: [], path: '', pattern: '', states: [] },
  balance: { method: 'GET', url: '', fields: [], path: '', pattern: '' },
};
