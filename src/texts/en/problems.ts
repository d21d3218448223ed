import type { Texts } from '../ru/index.ts';

export const problems: Texts['problems'] = {
  internal: 'The program failed and nothing is lost: try again, and if it fails again, send the log to the developers.',
  fieldMissing: 'The field {{path}} is missing: add it.',
  fieldUnknown: 'The field {{path}} is unknown: check its spelling.',
  fieldWrong: 'The field {{path}} is filled in wrongly.',
  fieldNotObject: 'The field {{path}} must be an object in braces.',
  fieldNotList: 'The field {{path}} must be a list in square brackets.',
  fieldNotText: 'The field {{path}} must be a text in quotes.',
  fieldNotNumber: 'The field {{path}} must be a number.',
  fieldNotWhole: 'The field {{path}} must be a whole number.',
  fieldNotYesNo: 'The field {{path}} must be true or false.',
  fieldTooLarge: 'The field {{path}} may be {{limit}} at most.',
  fieldTooSmall: 'The field {{path}} must be {{limit}} at least.',
  fieldTooLong: 'The field {{path}} is longer than {{limit}} characters: shorten it.',
  fieldEmpty: 'The field {{path}} is empty: fill it in.',
  fieldTooMany: 'The field {{path}} has more than {{limit}} rows.',
  fieldTooFew: 'The field {{path}} has fewer than {{limit}} rows.',
  fieldNotAllowed: 'The field {{path}} may be one of: {{allowed}}.',
  fieldForbiddenSigns:
    'The field {{path}} has signs that are not allowed: a line break, control characters or a wrong form.',
  settingUnknown: 'There is no setting {{path}}: "kvitok settings get" lists them.',
};
