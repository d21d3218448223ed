export { checkAccountFields } from './account-fields.ts';
export { createEmailChannel, type EmailChannel, type EmailChannelOptions } from './channel.ts';
export { type CheckStep, checkEmail, checkStepNames } from './check.ts';
export { composeLetter, messageIdOf } from './compose.ts';
export type { EmailAccount, EmailMessage } from './message.ts';
export { isForeignServer, type MailPreset, mailPresets, presetByExchanger, presetFor } from './presets.ts';
