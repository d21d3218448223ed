import { type Static, type TObject, Type } from 'typebox';

const line = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\u0000-\\u001f\\u007f]*$' });
const section = <T extends Parameters<typeof Type.Object>[0]>(fields: T) =>
  Type.Object(fields, { additionalProperties: false });

/** Settings of the e-mail channel, as the shop fills them in. `login` is the full address and the sender. */
const email = section({
  enabled: Type.Boolean({ default: true }),
  subject: Type.String({ minLength: 1, maxLength: 1_000, default: 'Чек о покупке' }),
  login: line(254),
  password: Type.String({ maxLength: 1_000 }),
  host: line(253),
  port: Type.Integer({ minimum: 1, maximum: 65_535, default: 465 }),
  security: Type.Union([Type.Literal('tls'), Type.Literal('starttls'), Type.Literal('none')], { default: 'tls' }),
  withoutQr: Type.Boolean({ default: false }),
  asPdf: Type.Boolean({ default: false }),
  senderName: line(200),
  replyTo: line(254),
  /** Connections open at a time. */
  connections: Type.Integer({ minimum: 1, maximum: 50, default: 5 }),
  /** Letters a minute that the provider allows; 0 = not limited. */
  perMinute: Type.Integer({ minimum: 0, maximum: 100_000, default: 0 }),
});

/** Settings of the SMS channel; the provider's own labels of `login`, `password`, `apiKey`, `host` come from channels/sms. */
const sms = section({
  enabled: Type.Boolean({ default: false }),
  provider: line(40),
  host: line(500),
  login: line(254),
  password: Type.String({ maxLength: 1_000 }),
  apiKey: Type.String({ maxLength: 1_000 }),
  sender: line(20),
  testPhone: line(30),
  template: Type.String({ maxLength: 2_000 }),
  /** Countries to which an SMS may go, ISO 3166 codes. */
  countries: Type.Array(Type.String({ pattern: '^[A-Z]{2}$' }), { maxItems: 250, default: ['RU'] }),
  limits: section({
    perNumberADay: Type.Integer({ minimum: 0, maximum: 10_000, default: 10 }),
    perTillADay: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
    aDay: Type.Integer({ minimum: 0, maximum: 10_000_000, default: 0 }),
  }),
  /** Kopecks a day; 0 = no budget. */
  dailyBudget: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 }),
  /** What to do when nobody can say whether an SMS went out: show it, or send it again. */
  whenUnknown: Type.Union([Type.Literal('show'), Type.Literal('repeat')], { default: 'show' }),
});

const privacy = section({
  /** Days after which receipts and contacts are erased; 0 = never. */
  retentionDays: Type.Integer({ minimum: 0, maximum: 3_650, default: 180 }),
  copiesFolder: line(1_000),
});

const form = section({
  askContact: Type.Boolean({ default: true }),
  hotkeys: Type.Boolean({ default: true }),
  /** Seconds after which an open form ends by itself; 0 = never. */
  timeLimit: Type.Integer({ minimum: 0, maximum: 3_600, default: 0 }),
  whenTimeIsUp: Type.Union([Type.Literal('paper'), Type.Literal('cancel')], { default: 'paper' }),
});

export const sections = { email, sms, form, privacy } as const;

export type SectionName = keyof typeof sections;
export type Settings = { [Name in SectionName]: Static<(typeof sections)[Name]> };

/** Fields that are stored encrypted and never come back; a reader learns only whether they are set. */
export const secretFields: Record<SectionName, readonly string[]> = {
  email: ['password'],
  sms: ['password', 'apiKey'],
  form: [],
  privacy: [],
};

export function isSection(name: string): name is SectionName {
  return Object.hasOwn(sections, name);
}

/** A section as it is before the shop has set anything: each field's default, else an empty text. */
export function defaultsOf<Name extends SectionName>(name: Name): Settings[Name] {
  return emptyOf(sections[name]) as Settings[Name];
}

function emptyOf(schema: TObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema.properties).map(([key, field]) => {
      if ('properties' in field) return [key, emptyOf(field as TObject)];
      return [key, 'default' in field ? structuredClone(field.default) : ''];
    }),
  );
}
