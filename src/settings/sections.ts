import { type Static, type TObject, Type } from 'typebox';
import { idPattern } from '../base/id-pattern.ts';
import { genericHttpSettings, smppSettings } from '../channels/sms/index.ts';

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
  /** SMS also to landlines and 8-800: some companies have them read. */
  landlines: Type.Boolean({ default: false }),
  limits: section({
    perNumberADay: Type.Integer({ minimum: 0, maximum: 10_000, default: 10 }),
    perTillADay: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
    aDay: Type.Integer({ minimum: 0, maximum: 10_000_000, default: 0 }),
  }),
  /** Kopecks for one part where the provider doesn't tell what an SMS costs: what the budget then counts. */
  pricePerPart: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  /** Kopecks a day; 0 = no budget. */
  dailyBudget: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 }),
  /** Kopecks on the account below which the shop is warned; 0 = never. */
  lowBalance: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 10_000 }),
  /** What to do when nobody can say whether an SMS went out: show it, or send it again. */
  whenUnknown: Type.Union([Type.Literal('show'), Type.Literal('repeat')], { default: 'show' }),
  /** For the providers `smpp` and `http`: how to speak with them. */
  smpp: smppSettings,
  http: genericHttpSettings,
});

const privacy = section({
  /** Days after which receipts and contacts are erased; 0 = never. */
  retentionDays: Type.Integer({ minimum: 0, maximum: 3_650, default: 180 }),
  copiesFolder: line(1_000),
});

/** How the service reaches the outside. */
const network = section({
  /** `http://proxy:3128`, through which requests to SMS providers go; empty = directly. SMTP and SMPP never use it. */
  proxy: line(500),
  login: line(254),
  password: Type.String({ maxLength: 1_000 }),
});

/** The cashier's form. */
const form = section({
  askContact: Type.Boolean({ default: true }),
  hotkeys: Type.Boolean({ default: true }),
  /** Which keys they are, as `KeyboardEvent.key` has them. */
  keys: section({
    email: Type.String({ minLength: 1, maxLength: 20, default: '1' }),
    phone: Type.String({ minLength: 1, maxLength: 20, default: '2' }),
    electronically: Type.String({ minLength: 1, maxLength: 20, default: '3' }),
  }),
  /** Seconds after which an open form ends by itself; 0 = never. */
  timeLimit: Type.Integer({ minimum: 0, maximum: 3_600, default: 0 }),
  whenTimeIsUp: Type.Union([Type.Literal('paper'), Type.Literal('cancel')], { default: 'paper' }),
  /** A short sound at the end of a sale; a till may switch its own off. */
  sound: Type.Boolean({ default: true }),
  /** How the scanner or card reader of this shop types. */
  scanner: section({
    /** Milliseconds that part single keys from a burst. */
    gap: Type.Integer({ minimum: 10, maximum: 1_000, default: 120 }),
    /** Mean milliseconds between keys under which typing in a field is a scan. */
    fast: Type.Integer({ minimum: 1, maximum: 500, default: 35 }),
    prefix: line(20),
    /** A regular expression whose first group is the contact; empty = what was scanned is the contact. */
    pattern: line(200),
  }),
});

/** One cash register of the shop. */
const register = section({
  id: Type.String({ pattern: idPattern }),
  name: line(100),
  /** Whose e-mail, SMS, template and form settings are in force. */
  profile: Type.String({ pattern: idPattern, default: 'default' }),
  kind: Type.Union([Type.Literal('emulator'), Type.Literal('atol'), Type.Literal('kkmserver')], {
    default: 'emulator',
  }),
  /** `http://host:port` of the register's server. */
  url: line(500),
  login: line(254),
  password: Type.String({ maxLength: 1_000 }),
  /** ATOL: `deviceID`; KkmServer: `NumDevice`. */
  device: line(100),
  /** Seconds to wait for the end of a command. */
  timeout: Type.Integer({ minimum: 5, maximum: 600, default: 60 }),
  opensShift: Type.Boolean({ default: true }),
  renewsExpiredShift: Type.Boolean({ default: true }),
  /** Whether it makes receipts without paper; `unknown` until it has once answered for it. */
  electronically: Type.Union([Type.Literal('unknown'), Type.Literal('yes'), Type.Literal('no')], {
    default: 'unknown',
  }),
  /** Who sends the receipt to the buyer: we, the OFD, or both. */
  delivers: Type.Union([Type.Literal('we'), Type.Literal('ofd'), Type.Literal('both')], { default: 'we' }),
  /** Tag 1008 goes to the register even where we alone deliver. Without it the law still wants the contact in a receipt that has no paper or was paid over the internet. */
  contactToRegister: Type.Boolean({ default: true }),
});

const registers = section({ list: Type.Array(register, { maxItems: 1_000, default: [] }) });

/** Groups of registers with values of their own; `default` is the common one and stands in no list. */
const profiles = section({
  list: Type.Array(
    section({
      id: Type.String({ pattern: '^(?!default$)[A-Za-z0-9_-]{1,40}$' }),
      name: line(100),
    }),
    { maxItems: 200, default: [] },
  ),
});

/** Lists whose rows have an id: a row of a patch is laid over the row with the same id, and its secrets are kept as a section's are. */
export const listFields: { [Name in SectionName]?: Record<string, { row: TObject; secrets: readonly string[] }> } = {
  registers: { list: { row: register, secrets: ['password'] } },
  profiles: { list: { row: profiles.properties.list.items, secrets: [] } },
};

export type RegisterSettings = Static<typeof register>;

export const sections = { email, sms, form, registers, privacy, network, profiles } as const;

export type SectionName = keyof typeof sections;
export const sectionNames = Object.keys(sections) as SectionName[];
export type Settings = { [Name in SectionName]: Static<(typeof sections)[Name]> };

/** Fields that are stored encrypted and never come back; a reader learns only whether they are set. */
export const secretFields: Record<SectionName, readonly string[]> = {
  email: ['password'],
  sms: ['password', 'apiKey'],
  form: [],
  registers: [],
  privacy: [],
  network: ['password'],
  profiles: [],
};

export function isSection(name: string): name is SectionName {
  return Object.hasOwn(sections, name);
}

/** A section as it is before the shop has set anything: each field's default, else an empty text. */
export function defaultsOf<Name extends SectionName>(name: Name): Settings[Name] {
  return emptyOf(sections[name]) as Settings[Name];
}

/** A row or section with each field's default. */
export function emptyOf(schema: TObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema.properties).map(([key, field]) => {
      if ('properties' in field) return [key, emptyOf(field as TObject)];
      return [key, 'default' in field ? structuredClone(field.default) : ''];
    }),
  );
}

/** Sections that the whole shop shares, whatever the profile. */
export const isShared = (section: SectionName): boolean =>
  section === 'registers' || section === 'privacy' || section === 'network' || section === 'profiles';
