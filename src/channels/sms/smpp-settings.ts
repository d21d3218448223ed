import { type Static, Type } from 'typebox';
import { shopLine } from './shop-errors.ts';

/** TON and NPI of an address, SMPP 3.4 sections 5.2.5 and 5.2.6. */
const address = (usual: string) =>
  Type.String({ pattern: '^(auto|[0-7]/(0|[1-9]\\d?))$', maxLength: 6, default: usual });

/** What a provider's SMPP description says beside server, system_id, password and sender. */
export const smppSettings = Type.Object(
  {
    tls: Type.Boolean({ default: false }),
    systemType: Type.String({ maxLength: 12, pattern: '^[\\x20-\\x7e]*$', default: '' }),
    /** TON/NPI of the sender; `auto`: 5/0 for a name, 1/1 for a number, 3/0 for a short number. */
    senderType: address('auto'),
    /** TON/NPI of the phone. */
    phoneType: address('1/1'),
    /** How a text goes that fits no single message: parts with a header (UDH), parts with `sar_*` fields, or whole in `message_payload`. */
    long: Type.Union([Type.Literal('udh'), Type.Literal('sar'), Type.Literal('payload')], { default: 'udh' }),
    /** The alphabet of a text that needs no UCS-2: the provider's own (GSM 03.38), Latin-1, or UCS-2 all the same. */
    latin: Type.Union([Type.Literal('gsm'), Type.Literal('latin1'), Type.Literal('ucs2')], { default: 'gsm' }),
    /** Messages sent and not answered at a time. */
    window: Type.Integer({ minimum: 1, maximum: 1_000, default: 50 }),
    /** Messages a second that the provider allows; 0 = not limited. */
    perSecond: Type.Integer({ minimum: 0, maximum: 10_000, default: 0 }),
    /** Seconds of silence after which `enquire_link` is sent. */
    keepAlive: Type.Integer({ minimum: 1, maximum: 600, default: 30 }),
    /** Seconds before the first new connection after a lost one; every next pause is half as long again. */
    rebindAfter: Type.Integer({ minimum: 1, maximum: 600, default: 5 }),
    /** Hours for which the provider tries to deliver; 0 = as long as it likes. */
    validityHours: Type.Integer({ minimum: 0, maximum: 168, default: 24 }),
    /** Send our mark (`user_message_reference`), by which a message whose answer was lost is known again in its receipt. */
    ownMark: Type.Boolean({ default: true }),
    /** Ask for states with `query_sm`. */
    query: Type.Boolean({ default: true }),
    /** What the provider's own `command_status` codes mean: `money=0x0400|0x0411`. */
    errors: Type.Array(shopLine, { maxItems: 50, default: [] }),
  },
  { additionalProperties: false },
);

export type SmppSettings = Static<typeof smppSettings>;

export const usualSmpp: SmppSettings = {
  tls: false,
  systemType: '',
  senderType: 'auto',
  phoneType: '1/1',
  long: 'udh',
  latin: 'gsm',
  window: 50,
  perSecond: 0,
  keepAlive: 30,
  rebindAfter: 5,
  validityHours: 24,
  ownMark: true,
  query: true,
  errors: [],
};
