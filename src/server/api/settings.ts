import type { RegisterSettings, SectionName, Settings } from '../../settings/index.ts';

/** A secret as the API shows it, or a new one that is to be kept. */
export type Secret = string | { set: boolean };

type WithSecrets<T, Names extends string> = { [Key in keyof T]: Key extends Names ? Secret : T[Key] };

/** A section as the API shows it and takes it. */
export type SectionView<Name extends SectionName> = Name extends 'registers'
  ? { list: RegisterView[] }
  : WithSecrets<Settings[Name], 'password' | 'apiKey'>;

/** A register in the settings. */
export type RegisterView = WithSecrets<RegisterSettings, 'password'>;
