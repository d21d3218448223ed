import { checkAccountFields } from '../channels/email/index.ts';
import type { SectionRule } from './index.ts';

/** What the channels have to say about a section that fits its schema. Fields not filled in yet are no fault: settings are set one by one. */
export const settingRules: SectionRule = {
  email: (email) => {
    const problem = checkAccountFields(email);
    if (problem) throw problem;
  },
};
