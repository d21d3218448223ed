import { type Static, Type } from 'typebox';

const line = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\u0000-\\u001f\\u007f]*$' });

/** How a register is reached, as the shop fills it in. `password` is a secret. */
export const registerSchema = Type.Object(
  {
    /** `emulator` speaks ATOL's protocol and fiscalises nothing. */
    kind: Type.Union([Type.Literal('atol'), Type.Literal('kkmserver'), Type.Literal('emulator')], {
      default: 'emulator',
    }),
    /** `http://host:port`; the usual ports are 16732 (ATOL) and 5893 (KkmServer). */
    url: Type.String({ maxLength: 500, pattern: '^(https?://[^\\s\\u0000-\\u001f\\u007f]+)?$', default: '' }),
    login: line(254),
    password: Type.String({ maxLength: 1_000 }),
    /** ATOL: `deviceID`; KkmServer: `NumDevice`. Empty: the server's only or first one. */
    device: line(100),
    /** Seconds to wait for the end of a command. */
    timeout: Type.Integer({ minimum: 5, maximum: 600, default: 60 }),
    /** Opens a closed shift by itself before a sale. */
    opensShift: Type.Boolean({ default: true }),
    /** Closes a shift older than 24 hours and opens the next one by itself; the register refuses every sale until then. */
    renewsExpiredShift: Type.Boolean({ default: true }),
    /** Whether it makes receipts without paper; `unknown` until it has once answered for it. */
    electronically: Type.Union([Type.Literal('unknown'), Type.Literal('yes'), Type.Literal('no')], {
      default: 'unknown',
    }),
  },
  { additionalProperties: false },
);

export type RegisterConfig = Static<typeof registerSchema>;

/** Fields of `RegisterConfig` that are stored encrypted. */
export const registerSecrets: readonly string[] = ['password'];

/** The built-in emulator at its usual port. */
export const defaultRegister: RegisterConfig = {
  kind: 'emulator',
  url: 'http://127.0.0.1:16732',
  login: '',
  password: '',
  device: '',
  timeout: 60,
  opensShift: true,
  renewsExpiredShift: true,
  electronically: 'unknown',
};
