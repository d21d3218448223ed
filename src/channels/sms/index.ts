export { accountFault, accountProblem, labelOf, missingFields } from './account-fields.ts';
export { createSmsChannel, type SendOptions, type SmsChannel, type SmsChannelOptions } from './channel.ts';
export { checkSms, type SmsCheckOptions, type SmsCheckStep, type SmsCheckStepName, smsCheckSteps } from './check.ts';
export { type GenericHttpSettings, genericHttpSettings } from './generic-http-settings.ts';
export {
  type DestinationRules,
  destinationRefusal,
  type PhoneFacts,
  senderProblem,
  usualDestinations,
} from './guards.ts';
export type {
  SmsAccount,
  SmsField,
  SmsMessage,
  SmsProvider,
  SmsPush,
  SmsRef,
  SmsReport,
  SmsState,
} from './provider.ts';
export { type HttpProxy, isProxyAddress } from './proxy.ts';
export { smsProviders } from './registry.ts';
export { isFinal } from './report.ts';
export { explainSender, type SenderExplanation } from './sender-name.ts';
export { type SmppSettings, smppSettings } from './smpp-settings.ts';
export { nextStatusCheck } from './status-plan.ts';
